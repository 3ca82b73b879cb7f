import type { GlobalPosition } from '#domain';
import { inTransaction, postgresEventStore } from '#event-store';
import type { Pool, PoolClient } from 'pg';
import { postgresFoldTables } from './fold-tables.js';
import type { Projection } from './projection.js';
import { besideTheLive, foldBeside, type Rebuild } from './rebuild.js';
import { swapTables } from './tables-beside.js';

/** The projections whose rows were made by an older edition of their fold. */
export const outdatedFolds = async (pool: Pool, all: readonly Projection[]): Promise<readonly Projection[]> => {
  const { rows } = await pool.query<{ projection: string; fold: number }>('select projection, fold from checkpoints');
  const made = new Map(rows.map(({ projection, fold }) => [projection, fold]));
  return all.filter(({ name, fold }) => (made.get(name) ?? fold) < fold);
};

/** A table that has folded nothing yet is of any edition. */
const ADOPT = `update checkpoints c set fold = known.fold from unnest($1::text[], $2::int[]) as known(name, fold)
  where c.projection = known.name and c.position = 0 and c.fold < known.fold`;

const takeOver = async (client: PoolClient, projections: readonly Projection[], upTo: GlobalPosition): Promise<void> => {
  for (const { name, fold } of projections) {
    await client.query('update checkpoints set position = $2, fold = $3, updated_at = clock_timestamp() where projection = $1', [name, upTo, fold]);
  }
};

/**
 * Folds anew what an older version folded otherwise. The older version goes on with its own rows until the swap; from then on it
 * neither folds nor decides, since the rows are no longer of its making. Gives the names.
 */
export const refoldOutdated = async (pool: Pool, all: readonly Projection[], onProgress: Rebuild['onProgress']): Promise<readonly string[]> => {
  await pool.query(ADOPT, [all.map(({ name }) => name), all.map(({ fold }) => fold)]);
  const projections = await outdatedFolds(pool, all);
  const names = projections.map(({ name }) => name);
  if (names.length === 0) return names;
  const rebuild = { projections, onProgress };
  await besideTheLive(pool, rebuild, async (position) =>
    inTransaction(pool, async (client) => {
      await postgresFoldTables(client).lockCheckpoints(names);
      // Read once: what comes after it while we fold is for the next fold.
      const head = await postgresEventStore(client).head();
      await foldBeside(client, rebuild, [position, head]);
      await swapTables(client, projections);
      await takeOver(client, projections, head);
    }),
  );
  return names;
};
