import type { GlobalPosition, RecordedEvent } from '#domain';
import { inTransaction, type Queryable } from '#event-store';
import type { Pool, PoolClient } from 'pg';
import { postgresFoldTables, refuseOtherFolds, type FoldTables } from './fold-tables.js';
import { foldTouches, keysTouched, touchesOf, type Projection, type Rows, type Touch } from './projection.js';
import { projections } from './projections.js';

const BATCH = 1000;

/** What one batch changed: rows before and after, by projection. `more`: the log goes on. */
export interface Folded {
  readonly touched: readonly { readonly projection: string; readonly before: Rows; readonly after: Rows }[];
  readonly events: readonly RecordedEvent[];
  readonly more: boolean;
}

const unseen = (events: readonly RecordedEvent[], after: GlobalPosition): readonly RecordedEvent[] =>
  events.filter(({ globalPosition }) => globalPosition > after);

const foldOne = (
  { projection, touches }: { readonly projection: Projection; readonly touches: readonly Touch[] },
  before: Rows,
): Folded['touched'][number] => {
  const after = new Map(before);
  foldTouches(after, projection, touches);
  return { projection: projection.name, before, after };
};

/**
 * Folds the next batch of the log into every projection, with one read and one write for all tables; the caller commits rows and checkpoints
 * together. Throws `OtherFold`.
 */
export const foldBatch = async (tables: FoldTables, all: readonly Projection[], upTo?: GlobalPosition): Promise<Folded> => {
  const names = all.map(({ name }) => name);
  const checkpoints = await tables.lockCheckpoints(names);
  refuseOtherFolds(all, checkpoints);
  const positionOf = (name: string): GlobalPosition => checkpoints.get(name)?.position ?? 0n;
  const from = names.map(positionOf).reduce((least, position) => (position < least ? position : least));
  const batch = await tables.readAll(from, BATCH);
  const events = upTo === undefined ? batch : batch.filter(({ globalPosition }) => globalPosition <= upTo);
  const last = events.at(-1)?.globalPosition;
  if (last === undefined) return { touched: [], events: [], more: false };
  const touches = all.map((projection) => ({ projection, touches: touchesOf(projection, unseen(events, positionOf(projection.name))) }));
  const rows = await tables.load(new Map(touches.map((one) => [one.projection.name, keysTouched(one.touches)])));
  const touched = touches.map((one) => foldOne(one, rows.get(one.projection.name) ?? new Map<string, object>()));
  await tables.save(new Map(touched.map(({ projection, after }) => [projection, after])));
  const behind = names.filter((name) => positionOf(name) < last);
  await tables.saveCheckpoints(behind, last);
  return { touched, events, more: events.length === BATCH };
};

/** Whether some projection has not folded the whole log; one read, no lock. */
export const isBehind = async (db: Queryable): Promise<boolean> => {
  const text = 'select coalesce((select max(global_position) from events), 0) > (select min(position) from checkpoints) as behind';
  const { rows } = await db.query<{ behind: boolean }>({ name: 'is-behind', text });
  return rows[0]?.behind === true;
};

/** Folds the next batch into every projection; rows and checkpoints commit together, so each fact counts exactly once. */
export const foldNext = async (pool: Pool, all: readonly Projection[]): Promise<Folded> =>
  inTransaction(pool, async (client) => foldBatch(postgresFoldTables(client), all));

/** Brings the live tables to a position, inside a transaction that already runs. */
export const foldUpTo = async (client: PoolClient, all: readonly Projection[], upTo: GlobalPosition): Promise<void> => {
  while ((await foldBatch(postgresFoldTables(client), all, upTo)).more);
};

/** Brings the live tables to the head, for a command that wants to see its own word. Wakes nobody. */
export const foldAll = async (pool: Pool): Promise<void> => {
  while ((await foldNext(pool, projections)).more);
};
