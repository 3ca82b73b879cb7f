import Table from 'cli-table3';
import { nameOf } from './scenario.js';
import type { Verdict } from './trials.js';

/** Which server the queue used. */
export type QueueKind = 'postgres' | 'redis';

/** What came of one scenario on one queue. */
export interface Chapter {
  readonly scenario: string;
  readonly queue: QueueKind;
  readonly verdicts: readonly Verdict[];
  readonly seconds: number;
}

const HEAD = ['scenario', 'queue', 'points', 'survived', 'not met', 'by the 10 s clock', 'by the minute clock', 'slowest recovery', 'time'];

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

/** A point that only the minute clock mended would have waited up to a minute in the field; the harness strikes it at once. */
const rowOf = ({ scenario, queue, verdicts, seconds: took }: Chapter): readonly (string | number)[] => {
  const survived = verdicts.filter(({ verdict }) => verdict === 'survived');
  const drift = survived.filter(({ ticks }) => ticks.includes('drift')).length;
  const folded = survived.filter(({ ticks }) => ticks.length > 0).length - drift;
  const notMet = verdicts.filter(({ verdict }) => verdict === 'not met').length;
  const slowest = Math.max(0, ...survived.map(({ recoveryMs }) => recoveryMs));
  return [scenario, queue, verdicts.length - notMet, survived.length, notMet, folded, drift, seconds(slowest), `${Math.round(took)} s`];
};

/** How many points there were, and how many were survived. A point that no process came by again is no point of this run. */
export const counted = (chapters: readonly Chapter[]): { readonly points: number; readonly survived: number } => {
  const met = chapters.flatMap(({ verdicts }) => verdicts.filter(({ verdict }) => verdict !== 'not met'));
  return { points: met.length, survived: met.filter(({ verdict }) => verdict === 'survived').length };
};

/** The command that kills once more at this point and nowhere else. */
export const repeat = ({ scenario, queue }: Chapter, { point }: Verdict): string =>
  `npm run crash-points -- --scenario ${scenario} --queue ${queue} --only '${nameOf(point)}'`;

/** A table by scenario, what failed with the command that repeats it, and `m of m survived`. */
export const reportText = (chapters: readonly Chapter[]): string => {
  const table = new Table({ head: HEAD, style: { head: [], border: [] } });
  table.push(...chapters.map((chapter) => [...rowOf(chapter)]));
  const failures = chapters.flatMap((chapter) =>
    chapter.verdicts
      .filter(({ verdict }) => verdict === 'failed')
      .flatMap((verdict) => [
        '',
        `FAILED ${nameOf(verdict.point)}`,
        ...verdict.breaches.map((breach) => `  ${breach}`),
        `  ${repeat(chapter, verdict)}`,
      ]),
  );
  const { points, survived } = counted(chapters);
  return [table.toString(), ...failures, '', `${survived} of ${points} survived`].join('\n');
};
