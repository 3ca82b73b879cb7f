import { isBehind } from '#projections';
import { queueOptions, RECONCILE } from '#runtime';
import { Queue } from 'bullmq';
import type { Pool } from 'pg';
import { setTimeout as pause } from 'node:timers/promises';

/** Resolves when every fact is folded and every member that was woken has been looked at: who becomes a member is looked at, too. */
export const atRest = async (pool: Pool, databaseUrl: string): Promise<void> => {
  const queue = new Queue(RECONCILE, queueOptions({ databaseUrl }, 'worker'));
  try {
    while ((await isBehind(pool)) || (await queue.getJobCountByTypes('wait', 'active', 'delayed', 'prioritized')) > 0) await pause(50);
  } finally {
    await queue.close();
  }
};
