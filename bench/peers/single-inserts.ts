import { runChild } from '../stage/child.js';
import type { Loop } from './closed-loop.js';
import { countKept, makeTable, type Kept } from './webhooks-table.js';

/** How many connections insert at once, and for how long after a second of warm-up. */
export interface SingleInserts {
  readonly databaseUrl: string;
  readonly clients: number;
  readonly seconds: number;
}

export interface SingleInsertFigures extends Loop, Kept {
  readonly clients: number;
  /** As many rows as were acknowledged, no two alike. */
  readonly complete: boolean;
}

/**
 * The body of a purchase in one prepared INSERT, one row a commit, into the naive handler's table made anew. It stands in for pgbench,
 * which the embedded server does not bring; pgbench, a C program, costs less itself and would show somewhat more.
 */
export const singleInserts = async (run: SingleInserts): Promise<SingleInsertFigures> => {
  await makeTable(run.databaseUrl);
  const loop = (await runChild('single-inserts-run', run, import.meta.url)) as Loop;
  const kept = await countKept(run.databaseUrl);
  return { clients: run.clients, ...loop, ...kept, complete: kept.rows === loop.acknowledged && kept.distinct === loop.acknowledged };
};
