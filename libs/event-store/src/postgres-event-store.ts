import { streamOf, type GlobalPosition } from '#domain';
import { eventIdOf } from './event-id.js';
import type { AppendResult, EventStore, NewEvent } from './event-store.js';
import { jsonText } from './json-text.js';
import type { Queryable } from './queryable.js';
import { COLUMNS, recordedOf, type EventRow } from './recorded-row.js';
import { WrongExpectedVersion } from './wrong-expected-version.js';

const WRONG_VERSION = 'CA409';

const APPEND = {
  name: 'append',
  text: 'select n::int, outcome, global_position::text as position, version, contradicts from append_events($1::jsonb)',
};
const READ_STREAM = { name: 'read-stream', text: `select ${COLUMNS} from events where stream = $1 order by version` };
const STREAM_VERSIONS = {
  name: 'stream-versions',
  text: `select coalesce((select e.version from events e where e.stream = s.stream order by e.version desc limit 1), 0) as version
    from unnest($1::text[]) with ordinality as s (stream, n) order by s.n`,
};
const READ_ALL = { name: 'read-all', text: `select ${COLUMNS} from events where global_position > $1 order by global_position limit $2` };
const HEAD = { name: 'head', text: 'select coalesce(max(global_position), 0)::text as position from events' };

interface AppendRow {
  readonly outcome: AppendResult['outcome'];
  readonly position: string;
  readonly version: number;
  readonly contradicts: boolean;
}

/** The events as `append_events` takes them. */
export const appendPayload = (events: readonly NewEvent[]): string =>
  jsonText(
    events.map(({ key, event, personal, metadata, expected }) => ({
      id: eventIdOf(key),
      stream: streamOf(event),
      expected,
      type: event.type,
      data: event.data,
      personal,
      metadata,
    })),
  );

export const appendResults = (rows: readonly AppendRow[]): readonly AppendResult[] =>
  rows.map(({ outcome, position, version, contradicts }) => ({ outcome, globalPosition: BigInt(position), version, contradicts }));

const isWrongVersion = (error: unknown): error is Error => error instanceof Error && 'code' in error && error.code === WRONG_VERSION;

/** The log on PostgreSQL: one statement an append, whatever the number of facts and streams. */
export const postgresEventStore = (db: Queryable): EventStore => ({
  async append(events) {
    if (events.length === 0) return [];
    try {
      const { rows } = await db.query<AppendRow>({ ...APPEND, values: [appendPayload(events)] });
      return appendResults(rows);
    } catch (error) {
      throw isWrongVersion(error) ? new WrongExpectedVersion(error.message) : error;
    }
  },
  async readStream(stream) {
    const { rows } = await db.query<EventRow>({ ...READ_STREAM, values: [stream] });
    return rows.map(recordedOf);
  },
  async streamVersions(streams) {
    const { rows } = await db.query<{ version: number }>({ ...STREAM_VERSIONS, values: [streams] });
    return rows.map(({ version }) => version);
  },
  async readAll(after: GlobalPosition, limit) {
    const { rows } = await db.query<EventRow>({ ...READ_ALL, values: [after.toString(), limit] });
    return rows.map(recordedOf);
  },
  async head() {
    // A copy: pg writes its callback into the object that it is given.
    const { rows } = await db.query<{ position: string }>({ ...HEAD });
    return BigInt(rows[0]?.position ?? 0);
  },
});
