import { connectOrm, poolOf } from '#runtime';
import type { Pool } from 'pg';
import { openStage, type Cativa, type Stage } from './stage.js';

/** A stage, and connections to its database. */
export interface Standing {
  readonly stage: Stage;
  readonly pool: Pool;
}

/** Does the work on a stage of its own, which ends with it. */
export const withStage = async <Result>(
  work: (standing: Standing) => Promise<Result>,
  { cativa, connections = 4 }: { readonly cativa?: Cativa; readonly connections?: number } = {},
): Promise<Result> => {
  const stage = await openStage({ ...(cativa && { cativa }) });
  try {
    const orm = await connectOrm(stage.databaseUrl, connections);
    return await work({ stage, pool: await poolOf(orm) }).finally(async () => orm.close(true));
  } finally {
    await stage.close();
  }
};
