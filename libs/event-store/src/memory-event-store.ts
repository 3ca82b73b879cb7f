import { streamOf, type RecordedEvent } from '#domain';
import { canonicalJson } from './canonical-json.js';
import { eventIdOf } from './event-id.js';
import type { AppendResult, EventStore, NewEvent } from './event-store.js';
import { WrongExpectedVersion } from './wrong-expected-version.js';

/** What two hearings of one meaning must agree on; not on the time, where it is only when we heard it. */
const saidBy = ({ metadata }: NewEvent, { occurredAt, ...said }: RecordedEvent['event']['data']): string =>
  canonicalJson(metadata.clock === 'ours' ? said : { occurredAt, ...said });

type Named = NewEvent & { readonly id: string };

/** The log in memory, for unit tests and simulation; `now` gives `recordedAt`. Passes the same contract as PostgreSQL's. */
export const memoryEventStore = (now: () => Date): EventStore => {
  const log: RecordedEvent[] = [];
  const byId = new Map<string, RecordedEvent>();
  const versions = new Map<string, number>();

  const check = (events: readonly Named[]): void => {
    for (const { id, event, expected } of events) {
      const stream = streamOf(event);
      const version = versions.get(stream) ?? 0;
      if (expected !== undefined && expected !== version && !byId.has(id)) {
        throw new WrongExpectedVersion(`stream ${stream} is at version ${version}, expected ${expected}`);
      }
    }
  };
  const write = ({ id, event, metadata }: Named): RecordedEvent => {
    const stream = streamOf(event);
    const version = (versions.get(stream) ?? 0) + 1;
    const copy = JSON.parse(JSON.stringify({ event, metadata })) as Pick<RecordedEvent, 'event' | 'metadata'>;
    const recorded = { ...copy, globalPosition: BigInt(log.length + 1), stream, version, eventId: id, recordedAt: now().toISOString() };
    versions.set(stream, version);
    log.push(recorded);
    byId.set(recorded.eventId, recorded);
    return recorded;
  };
  const appendOne = (fact: Named): AppendResult => {
    const known = byId.get(fact.id);
    const { globalPosition, version } = known ?? write(fact);
    const contradicts = known !== undefined && saidBy(fact, known.event.data) !== saidBy(fact, fact.event.data);
    return { outcome: known ? 'duplicate' : 'appended', globalPosition, version, contradicts };
  };

  return {
    append: async (events) => {
      const named = events.map((fact): Named => ({ ...fact, id: eventIdOf(fact.key) }));
      check(named);
      return Promise.resolve(named.map(appendOne));
    },
    readStream: async (stream) => Promise.resolve(log.filter((recorded) => recorded.stream === stream)),
    streamVersions: async (streams) => Promise.resolve(streams.map((stream) => versions.get(stream) ?? 0)),
    readAll: async (after, limit) => Promise.resolve(log.slice(Number(after), Number(after) + limit)),
    head: async () => Promise.resolve(BigInt(log.length)),
  };
};
