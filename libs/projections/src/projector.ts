import type { GlobalPosition, RecordedEvent } from '#domain';
import { inTransaction, postgresEventStore, type Queryable } from '#event-store';
import type { Pool, PoolClient } from 'pg';
import { foldInto, keysTouched, type Projection, type Rows } from './projection.js';
import { projections } from './projections.js';
import { loadRows, saveRows } from './row-store.js';

const BATCH = 1000;

/** What one batch changed: rows before and after, by projection. `more`: the log goes on. */
export interface Folded {
  readonly touched: readonly { readonly projection: string; readonly before: Rows; readonly after: Rows }[];
  readonly events: readonly RecordedEvent[];
  readonly more: boolean;
}

/** Locks the checkpoints until the transaction ends: that lock is the mutex between workers. */
export const lockCheckpoints = async (client: PoolClient, names: readonly string[]): Promise<Map<string, GlobalPosition>> => {
  const text = 'select projection, position::text from checkpoints where projection = any($1) order by projection for update';
  const { rows } = await client.query<{ projection: string; position: string }>({ name: 'lock-checkpoints', text, values: [names] });
  if (rows.length < names.length) {
    await client.query('insert into checkpoints (projection) select unnest($1::text[]) on conflict do nothing', [names]);
    return lockCheckpoints(client, names);
  }
  return new Map(rows.map(({ projection, position }) => [projection, BigInt(position)]));
};

const saveCheckpoints = async (db: Queryable, names: readonly string[], position: GlobalPosition): Promise<void> => {
  const text = 'update checkpoints set position = $2, updated_at = clock_timestamp() where projection = any($1)';
  await db.query({ name: 'save-checkpoints', text, values: [names, position.toString()] });
};

/** Folds facts into one table: one read and one write, whatever their number. */
export const foldTable = async (
  db: Queryable,
  { projection, table }: { projection: Projection; table: string },
  events: readonly RecordedEvent[],
): Promise<{ before: Rows; after: Rows }> => {
  const before = await loadRows(db, table, keysTouched(projection, events));
  const after = new Map(before);
  foldInto(after, projection, events);
  await saveRows(db, table, after);
  return { before, after };
};

const foldBatch = async (client: PoolClient, projections: readonly Projection[], upTo?: GlobalPosition): Promise<Folded> => {
  const names = projections.map(({ name }) => name);
  const checkpoints = await lockCheckpoints(client, names);
  const from = [...checkpoints.values()].reduce((least, position) => (position < least ? position : least));
  const batch = await postgresEventStore(client).readAll(from, BATCH);
  const events = upTo === undefined ? batch : batch.filter(({ globalPosition }) => globalPosition <= upTo);
  const last = events.at(-1)?.globalPosition;
  if (last === undefined) return { touched: [], events: [], more: false };
  const touched = [];
  for (const projection of projections) {
    const position = checkpoints.get(projection.name) ?? 0n;
    const unseen = events.filter(({ globalPosition }) => globalPosition > position);
    touched.push({ projection: projection.name, ...(await foldTable(client, { projection, table: projection.name }, unseen)) });
  }
  const behind = names.filter((name) => (checkpoints.get(name) ?? 0n) < last);
  await saveCheckpoints(client, behind, last);
  return { touched, events, more: events.length === BATCH };
};

/** Whether some projection has not folded the whole log; one read, no lock. */
export const isBehind = async (db: Queryable): Promise<boolean> => {
  const text = 'select coalesce((select max(global_position) from events), 0) > (select min(position) from checkpoints) as behind';
  const { rows } = await db.query<{ behind: boolean }>({ name: 'is-behind', text });
  return rows[0]?.behind === true;
};

/** Folds the next batch into every projection; rows and checkpoints commit together, so each fact counts exactly once. */
export const foldNext = async (pool: Pool, all: readonly Projection[]): Promise<Folded> => inTransaction(pool, (client) => foldBatch(client, all));

/** Brings the live tables to a position, inside a transaction that already runs. */
export const foldUpTo = async (client: PoolClient, projections: readonly Projection[], upTo: GlobalPosition): Promise<void> => {
  while ((await foldBatch(client, projections, upTo)).more);
};

/** Brings the live tables to the head, for a command that wants to see its own word. Wakes nobody. */
export const foldAll = async (pool: Pool): Promise<void> => {
  while ((await foldNext(pool, projections)).more);
};
