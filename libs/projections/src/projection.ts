import type { DomainEvent, RecordedEvent } from '#domain';

/** A table that is a fold of the log. `name` is its table and its checkpoint. */
export interface Projection<Row extends object = object> {
  readonly name: string;
  /** The edition of the fold, counted up whenever the same facts give other rows than before. */
  readonly fold: number;
  /** The rows that a fact touches. */
  keysOf(event: DomainEvent): readonly string[];
  /** The next row; undefined only while there is none. Reads neither clock nor any other row. */
  evolve(row: Row | undefined, recorded: RecordedEvent): Row | undefined;
}

/** Rows by key. */
export type Rows = Map<string, object>;

/** Every key that some of these facts touch. */
export const keysTouched = (projection: Projection, events: readonly RecordedEvent[]): readonly string[] => [
  ...new Set(events.flatMap(({ event }) => projection.keysOf(event))),
];

/** Folds facts into `rows`, in place, in log order. */
export const foldInto = (rows: Rows, projection: Projection, events: readonly RecordedEvent[]): void => {
  for (const recorded of events) {
    for (const key of projection.keysOf(recorded.event)) {
      const next = projection.evolve(rows.get(key), recorded);
      if (next !== undefined) rows.set(key, next);
    }
  }
};
