import { goalLine, lineOf, type Line } from '../report/measured.js';
import { runChild } from '../stage/child.js';
import type { Standing } from '../stage/with-stage.js';
import type { Rebuilt } from './rebuild-run.js';

/** A replay of everything, in a process of its own. */
export const rebuildIn = async ({ stage: { databaseUrl } }: Standing, dryRun: boolean): Promise<Rebuilt> =>
  (await runChild('rebuild-run', { databaseUrl, dryRun }, import.meta.url)) as Rebuilt;

/** Fills the tables of a log that nobody has folded: they say that they are at its head, a replay finds every row missing and puts its own there. */
export const fillByReplay = async (standing: Standing): Promise<Rebuilt> => {
  await standing.pool.query('update checkpoints set position = (select max(global_position) from events)');
  return rebuildIn(standing, false);
};

/** Megabytes that a replay may hold, however long the log is. */
const MOST_MB = 400;

export const memoryLine = (name: string, peaks: readonly number[]): Line =>
  goalLine(lineOf(name, peaks, 'MB'), Math.max(...peaks), { text: `under ${MOST_MB} MB`, most: MOST_MB });
