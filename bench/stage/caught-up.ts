import { checkpoints, isBehind, projections, verify } from '#projections';
import type { Pool } from 'pg';
import { setTimeout as pause } from 'node:timers/promises';
import type { Check } from './kept.js';

/** How long after the last answer every projection was at the head, and whether the tables are what the log says. */
export interface CaughtUp {
  readonly afterMs: number;
  readonly checks: readonly Check[];
}

const PATIENCE_MS = 120_000;

const reachesHead = async (pool: Pool, since: number): Promise<boolean> => {
  while (await isBehind(pool)) {
    if (performance.now() - since > PATIENCE_MS) return false;
    await pause(10);
  }
  return true;
};

/** I2 and I3, once the worker has caught up. */
export const caughtUp = async (pool: Pool, since: number): Promise<CaughtUp> => {
  const reached = await reachesHead(pool, since);
  const afterMs = Math.round(performance.now() - since);
  const { facts, rows, gaps, differences } = await verify(pool, projections, () => undefined);
  const folded = await checkpoints(pool);
  return {
    afterMs,
    checks: [
      { claim: 'every projection is at the head', ok: reached, found: folded.map(({ position }) => position).join(', ') },
      {
        claim: 'the tables equal a fold of the log',
        ok: differences.length === 0 && gaps === 0,
        found: `${rows} rows of ${facts} facts, ${differences.length} different`,
      },
    ],
  };
};
