import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { generate } from './generate.js';
import { simulate, type Outcome } from './simulate.js';

/** Many histories taken together. */
export interface Report extends Omit<Outcome, 'breach'> {
  readonly broken: readonly { readonly seed: number; readonly breach: string }[];
}

const NONE: Report = { days: 0, facts: 0, commands: 0, mails: 0, crashes: 0, broken: [] };
const MOST_BROKEN = 10;

const sum = (one: Report, other: Report): Report => ({
  days: one.days + other.days,
  facts: one.facts + other.facts,
  commands: one.commands + other.commands,
  mails: one.mails + other.mails,
  crashes: one.crashes + other.crashes,
  broken: [...one.broken, ...other.broken].slice(0, MOST_BROKEN),
});

/** Plays seeds one after the other; a history that throws counts as broken. */
export const playSeeds = async (seeds: Iterable<number>, onProgress: (done: number) => void): Promise<Report> => {
  let [report, done] = [NONE, 0];
  for (const seed of seeds) {
    const { breach, ...figures } = await simulate(generate(seed)).catch((error: unknown) => ({ ...NONE, breach: `it threw: ${String(error)}` }));
    report = sum(report, { ...NONE, ...figures, broken: breach === undefined ? [] : [{ seed, breach }] });
    done += 1;
    if (done % 100 === 0) onProgress(100);
    if (report.broken.length >= MOST_BROKEN) break;
  }
  return report;
};

export interface Range {
  readonly seeds: number;
  readonly from: number;
  readonly workers: number;
  readonly onProgress: (done: number) => void;
}

const CHILD = fileURLToPath(new URL('./seeds-child.js', import.meta.url));

const inChild = async (order: { from: number; to: number; step: number }, onProgress: (more: number) => void): Promise<Report> =>
  new Promise((resolve, reject) => {
    const child = fork(CHILD, [], {
      execArgv: ['--max-semi-space-size=64', '--stack-trace-limit=0'],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    child.on('message', (message: { more?: number; report?: Report }) => {
      if (message.more !== undefined) onProgress(message.more);
      if (message.report !== undefined) resolve(message.report);
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`a process of the simulation ended with ${code}`)));
    child.send(order);
  });

/** Plays a range of seeds in several processes. */
export const runSeeds = async ({ seeds, from, workers, onProgress }: Range): Promise<Report> => {
  let done = 0;
  const more = (count: number): void => onProgress((done += count));
  const orders = Array.from({ length: Math.min(workers, seeds) }, (_, index) => ({ from: from + index, to: from + seeds - 1, step: workers }));
  return (await Promise.all(orders.map(async (order) => inChild(order, more)))).reduce(sum, NONE);
};
