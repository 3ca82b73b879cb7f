import { streamOf, type DomainEvent } from '#domain';
import type { Queryable } from '#event-store';
import { randomUUID } from 'node:crypto';
import { story } from './story.js';

const ROWS = 2000;

const INSERT = {
  name: 'seed-events',
  text: `insert into events (global_position, stream, version, event_id, type, data, metadata, recorded_at)
    select position, stream, version, id, type, data, '{"source": "hotmart", "channel": "hotmart", "schema": 1}', clock_timestamp()
    from jsonb_to_recordset($1::jsonb) as (position bigint, stream text, version int, id uuid, type text, data jsonb)`,
};

/** Writes a story of so many facts straight into an empty log: ten million would take the append function most of an hour. */
export const seedLog = async (db: Queryable, facts: number, onProgress: (done: number) => void = () => undefined): Promise<void> => {
  const versions = new Map<string, number>();
  const rowOf = (event: DomainEvent, position: number): object => {
    const stream = streamOf(event);
    const version = (versions.get(stream) ?? 0) + 1;
    versions.set(stream, version);
    return { position, stream, version, id: randomUUID(), type: event.type, data: event.data };
  };
  const events = story();
  for (let done = 0; done < facts;) {
    const rows: object[] = [];
    while (rows.length < ROWS && done < facts) rows.push(rowOf(events.next().value, (done += 1)));
    await db.query({ ...INSERT, values: [JSON.stringify(rows)] });
    onProgress(done);
  }
  await db.query('analyze events');
};
