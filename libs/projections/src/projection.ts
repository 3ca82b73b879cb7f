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

/** A fact, and the rows of one table that it touches. */
export interface Touch {
  readonly recorded: RecordedEvent;
  readonly keys: readonly string[];
}

/** What these facts touch, in log order; facts that touch nothing are left out. */
export const touchesOf = (projection: Projection, events: readonly RecordedEvent[]): readonly Touch[] =>
  events.flatMap((recorded) => {
    const keys = projection.keysOf(recorded.event);
    return keys.length === 0 ? [] : { recorded, keys };
  });

/** Every key that is touched, once. */
export const keysTouched = (touches: readonly Touch[]): readonly string[] => [...new Set(touches.flatMap(({ keys }) => keys))];

/** Folds facts into the rows that they touch, in place. */
export const foldTouches = (rows: Rows, projection: Projection, touches: readonly Touch[]): void => {
  for (const { recorded, keys } of touches) {
    for (const key of keys) {
      const next = projection.evolve(rows.get(key), recorded);
      if (next !== undefined) rows.set(key, next);
    }
  }
};

/** Folds facts into `rows`, in place, in log order. */
export const foldInto = (rows: Rows, projection: Projection, events: readonly RecordedEvent[]): void =>
  foldTouches(rows, projection, touchesOf(projection, events));
