import type { GlobalPosition, RecordedEvent } from '#domain';
import { postgresEventStore } from '#event-store';
import type { Pool, PoolClient } from 'pg';
import { postgresFoldTables } from './fold-tables.js';
import type { Projection } from './projection.js';
import { foldTable } from './projector.js';
import { nextTable } from './row-store.js';

const BATCH = 2000;
const LOCK = '7302, hashtext(current_schema())';

/** `upTo` and the positions that `onProgress` is told are places in the log. */
export interface Rebuild {
  readonly projections: readonly Projection[];
  readonly onProgress: (done: GlobalPosition, head: GlobalPosition) => void;
}

/** Another replay is at work on these tables. */
export class ReplayRunning extends Error {
  override readonly name = 'ReplayRunning';
}

const buildTables = async (client: PoolClient, projections: readonly Projection[]): Promise<void> => {
  for (const { name } of projections) {
    await client.query(`drop table if exists ${nextTable(name)}`);
    await client.query(`create table ${nextTable(name)} (like ${name} including all)`);
  }
};

const dropTables = async (client: PoolClient, projections: readonly Projection[]): Promise<void> => {
  for (const { name } of projections) await client.query(`drop table if exists ${nextTable(name)}`);
};

/** Puts the tables beside in the place of the live ones, in the transaction that already runs. */
export const swapTables = async (client: PoolClient, projections: readonly Projection[]): Promise<void> => {
  for (const { name } of projections) {
    await client.query(`drop table ${name}`);
    await client.query(`alter table ${nextTable(name)} rename to ${name}`);
  }
};

const atMost = (events: readonly RecordedEvent[], upTo: GlobalPosition | undefined): readonly RecordedEvent[] =>
  upTo === undefined ? events : events.filter(({ globalPosition }) => globalPosition <= upTo);

/** Folds the log after `from` into the tables beside, batch by batch, to `upTo` or the end, and says how far it came. */
export const foldBeside = async (
  client: PoolClient,
  { projections, onProgress }: Rebuild,
  [from, upTo]: [GlobalPosition, GlobalPosition?],
): Promise<GlobalPosition> => {
  const [store, tables] = [postgresEventStore(client), postgresFoldTables(client)];
  for (let position = from; ;) {
    const events = atMost(await store.readAll(position, BATCH), upTo);
    for (const projection of projections) await foldTable(tables, { projection, table: nextTable(projection.name) }, events);
    position = events.at(-1)?.globalPosition ?? position;
    onProgress(position, upTo ?? (await store.head()));
    if (events.length < BATCH) return position;
  }
};

/**
 * Folds the whole log into tables beside the live ones, and then lets `settle` do with them what it will; one such work at a time.
 * Readers see the old rows meanwhile: a reconciler that saw a half-built table would take badges away.
 */
export const besideTheLive = async <Result>(pool: Pool, rebuild: Rebuild, settle: (position: GlobalPosition) => Promise<Result>): Promise<Result> => {
  const client = await pool.connect();
  try {
    const { rows } = await client.query<{ mine: boolean }>(`select pg_try_advisory_lock(${LOCK}) as mine`);
    if (rows[0]?.mine !== true) throw new ReplayRunning('another replay is at work; wait for it or stop it');
    await buildTables(client, rebuild.projections);
    const result = await settle(await foldBeside(client, rebuild, [0n]));
    await dropTables(client, rebuild.projections);
    await client.query(`select pg_advisory_unlock(${LOCK})`);
    return result;
  } finally {
    // Ends the session, and with it the lock, whatever state it is in.
    client.release(true);
  }
};
