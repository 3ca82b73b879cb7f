import type { GlobalPosition, MemberId, RecordedEvent } from '#domain';
import { inTransaction, postgresEventStore } from '#event-store';
import type { Pool, PoolClient } from 'pg';
import { accessChanges, desiredIn, type AccessChange } from './access-change.js';
import { compareTables, membersConcerned, type Difference } from './compare.js';
import type { Projection } from './projection.js';
import { foldTable, foldUpTo, lockCheckpoints } from './projector.js';
import type { Moment } from './moment.js';
import { readModel } from './read-model.js';
import { nextTable } from './row-store.js';

const BATCH = 2000;
const SHOWN = 1000;
const LOCK = '7302, hashtext(current_schema())';

/** `swapped`: the rebuilt tables are live now. `differences` and `changes` show at most 1,000. */
export interface ReplayReport {
  readonly facts: GlobalPosition;
  readonly differences: readonly Difference[];
  readonly changes: readonly AccessChange[];
  readonly swapped: boolean;
}

export interface ReplayOptions {
  readonly projections: readonly Projection[];
  readonly dryRun: boolean;
  readonly moment: Moment;
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

const atMost = (events: readonly RecordedEvent[], upTo: GlobalPosition | undefined): readonly RecordedEvent[] =>
  upTo === undefined ? events : events.filter(({ globalPosition }) => globalPosition <= upTo);

/** Folds the log after `from` into the tables beside, batch by batch, to `upTo` or the end, and says how far it came. */
const foldBeside = async (client: PoolClient, options: ReplayOptions, [from, upTo]: [GlobalPosition, GlobalPosition?]): Promise<GlobalPosition> => {
  const store = postgresEventStore(client);
  for (let position = from; ;) {
    const events = atMost(await store.readAll(position, BATCH), upTo);
    for (const projection of options.projections) await foldTable(client, { projection, table: nextTable(projection.name) }, events);
    position = events.at(-1)?.globalPosition ?? position;
    options.onProgress(position, upTo ?? (await store.head()));
    if (events.length < BATCH) return position;
  }
};

const swapTables = async (client: PoolClient, projections: readonly Projection[]): Promise<void> => {
  for (const { name } of projections) {
    await client.query(`drop table ${name}`);
    await client.query(`alter table ${nextTable(name)} rename to ${name}`);
  }
};

/** What the rebuilt tables would change for these members, if they were live. */
const changesFor = async (client: PoolClient, members: readonly MemberId[], options: ReplayOptions): Promise<readonly AccessChange[]> => {
  const { moment, projections } = options;
  const rebuilt = projections.map(({ name }) => name);
  const [live, next] = [readModel(client), readModel(client, rebuilt)];
  const before = await live.membersState(members, await live.catalog(), moment);
  const after = await next.membersState(members, await next.catalog(), moment);
  return before.flatMap(({ member, states }, index) => accessChanges(member, desiredIn(states), desiredIn(after[index]?.states ?? [])));
};

/** Live and rebuilt tables at one and the same position: compared, and swapped when asked to. Readers wait only here. */
const settle = async (client: PoolClient, options: ReplayOptions, from: GlobalPosition): Promise<ReplayReport> => {
  const { projections, dryRun } = options;
  const names = projections.map(({ name }) => name);
  await lockCheckpoints(client, names);
  const head = await postgresEventStore(client).head();
  await foldUpTo(client, projections, head);
  const facts = await foldBeside(client, options, [from, head]);
  const differences: Difference[] = [];
  for (const name of names) differences.push(...(await compareTables(client, name, SHOWN)));
  const changes = await changesFor(client, await membersConcerned(client, differences, names), options);
  if (!dryRun) await swapTables(client, projections);
  return { facts, differences, changes, swapped: !dryRun };
};

/**
 * Folds the whole log into tables beside the live ones, compares row by row, and swaps. Readers see the old rows until
 * the new ones are complete: a reconciler that saw a half-built table would take badges away. Sends no command.
 */
export const replay = async (pool: Pool, options: ReplayOptions): Promise<ReplayReport> => {
  const client = await pool.connect();
  try {
    const { rows } = await client.query<{ mine: boolean }>(`select pg_try_advisory_lock(${LOCK}) as mine`);
    if (rows[0]?.mine !== true) throw new ReplayRunning('another replay is at work; wait for it or stop it');
    await buildTables(client, options.projections);
    const position = await foldBeside(client, options, [0n]);
    const report = await inTransaction(pool, async (settling) => settle(settling, options, position));
    await dropTables(client, options.projections);
    await client.query(`select pg_advisory_unlock(${LOCK})`);
    return report;
  } finally {
    // Ends the session, and with it the lock, whatever state it is in.
    client.release(true);
  }
};
