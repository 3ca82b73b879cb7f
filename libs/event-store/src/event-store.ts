import type { DomainEvent, GlobalPosition, Metadata, RecordedEvent } from '#domain';

/**
 * A fact on its way into the log. `key` is its meaning, source first: the same key is the same fact for ever.
 * `expected`: the version that its stream must have (0: none yet); without it, any.
 */
export interface NewEvent {
  readonly key: string;
  readonly event: DomainEvent;
  readonly personal?: Readonly<Record<string, string>>;
  readonly metadata: Metadata;
  readonly expected?: number;
}

/** `contradicts`: the key was known, and what it said then is not what is said now; both are kept. */
export interface AppendResult {
  readonly outcome: 'appended' | 'duplicate';
  readonly globalPosition: GlobalPosition;
  readonly version: number;
  readonly contradicts: boolean;
}

/** The log. Append is all or nothing, idempotent by key, and one answer comes back for each fact, in order. */
export interface EventStore {
  /** Throws `WrongExpectedVersion`; then nothing was written. */
  append(events: readonly NewEvent[]): Promise<readonly AppendResult[]>;
  readStream(stream: string): Promise<readonly RecordedEvent[]>;
  /** The versions of these streams, in order; 0 where there is none. */
  streamVersions(streams: readonly string[]): Promise<readonly number[]>;
  /** Facts after a position in log order, at most `limit`. */
  readAll(after: GlobalPosition, limit: number): Promise<readonly RecordedEvent[]>;
  /** The last position; 0 when the log is empty. */
  head(): Promise<GlobalPosition>;
}
