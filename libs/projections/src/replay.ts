import type { GlobalPosition, MemberId } from '#domain';
import { inTransaction, postgresEventStore } from '#event-store';
import type { Pool, PoolClient } from 'pg';
import { accessChanges, desiredIn, type AccessChange } from './access-change.js';
import { compareTables, membersConcerned, type Difference } from './compare.js';
import { postgresFoldTables } from './fold-tables.js';
import type { Moment } from './moment.js';
import { foldUpTo } from './projector.js';
import { readModel } from './read-model.js';
import { besideTheLive, foldBeside, type Rebuild } from './rebuild.js';
import { swapTables } from './tables-beside.js';

const SHOWN = 1000;

/** `swapped`: the rebuilt tables are live now. `differences` and `changes` show at most 1,000. */
export interface ReplayReport {
  readonly facts: GlobalPosition;
  readonly differences: readonly Difference[];
  readonly changes: readonly AccessChange[];
  readonly swapped: boolean;
}

export interface ReplayOptions extends Rebuild {
  readonly dryRun: boolean;
  readonly moment: Moment;
}

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
  await postgresFoldTables(client).lockCheckpoints(names);
  const head = await postgresEventStore(client).head();
  await foldUpTo(client, projections, head);
  const facts = await foldBeside(client, options, [from, head]);
  const differences: Difference[] = [];
  for (const name of names) differences.push(...(await compareTables(client, name, SHOWN)));
  const changes = await changesFor(client, await membersConcerned(client, differences, names), options);
  if (!dryRun) await swapTables(client, projections);
  return { facts, differences, changes, swapped: !dryRun };
};

/** Folds the whole log beside the live tables, compares row by row, and swaps. Sends no command. Throws `ReplayRunning`. */
export const replay = async (pool: Pool, options: ReplayOptions): Promise<ReplayReport> =>
  besideTheLive(pool, options, async (position) => inTransaction(pool, async (client) => settle(client, options, position)));
