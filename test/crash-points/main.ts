import { Command, InvalidArgumentError, Option } from 'commander';
import { writeFileSync } from 'node:fs';
import setUp from '../support/global-setup.js';
import tearDown from '../support/global-teardown.js';
import { progressOf } from './progress.js';
import { counted, reportText, type Chapter, type QueueKind } from './report.js';
import { nameOf, pointIn, type Point, type Scenario } from './scenario.js';
import { scenarios } from './scenarios/index.js';
import { sitesOn, type Sites } from './sites.js';
import { findPoints, tryPoints, type Verdict } from './trials.js';

interface Options {
  readonly scenario?: readonly string[];
  readonly queue?: QueueKind;
  readonly only?: string;
  readonly houses: number;
  readonly list?: boolean;
  readonly json?: string;
}

const QUEUES = ['postgres', 'redis'] as const;

const atLeastOne = (text: string): number => {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError('It must be a whole number from 1.');
  return number;
};

const sitesFor = (queue: QueueKind): Sites => {
  if (queue === 'postgres') return sitesOn();
  const url = process.env['CATRACA_TEST_REDIS_URL'];
  if (url === undefined) throw new Error(`There is no Redis: ${process.env['CATRACA_TEST_REDIS_MISSING'] ?? 'no reason given'}`);
  return sitesOn(url);
};

/** The points to die at; a name that nothing has this time is taken at its word, as what comes by chance may come again. */
const pointsFor = async (scenario: Scenario, sites: Sites, only = ''): Promise<readonly Point[]> => {
  const found = await findPoints(scenario, sites);
  const same = found.filter((point) => nameOf(point) === only);
  if (same.length > 0) return same;
  const alike = found.filter((point) => nameOf(point).includes(only));
  const named = pointIn(only);
  return alike.length === 0 && named && scenario.steps.some(({ name }) => name === named.step) ? [named] : alike;
};

const chapterOf = async (scenario: Scenario, queue: QueueKind, { only, houses, list }: Options): Promise<Chapter> => {
  const began = performance.now();
  const sites = sitesFor(queue);
  const points = await pointsFor(scenario, sites, only);
  const verdicts: Verdict[] = [];
  if (list) process.stdout.write(`${points.map((point) => `${scenario.name} on ${queue}: ${nameOf(point)}\n`).join('')}`);
  else {
    const progress = progressOf(`${scenario.name} on ${queue}`, points.length);
    const told = (verdict: Verdict): void => {
      verdicts.push(verdict);
      progress.told(verdict);
    };
    await tryPoints(scenario, points, { sites, houses, told }).finally(progress.stop);
  }
  return { scenario: scenario.name, queue, verdicts, seconds: (performance.now() - began) / 1000 };
};

const run = async (options: Options): Promise<void> => {
  const chosen = scenarios.filter(({ name }) => options.scenario?.includes(name) ?? true);
  const chapters: Chapter[] = [];
  await setUp({ rootDir: process.cwd() }, { rootDir: process.cwd() });
  try {
    for (const queue of options.queue ? [options.queue] : QUEUES) {
      for (const scenario of chosen) chapters.push(await chapterOf(scenario, queue, options));
    }
  } finally {
    await tearDown();
  }
  if (options.list) return;
  if (options.json) writeFileSync(options.json, JSON.stringify(chapters, undefined, 2));
  process.stdout.write(`${reportText(chapters)}\n`);
  const { points, survived } = counted(chapters);
  if (survived < points || points === 0) process.exitCode = 1;
};

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    process.stderr.write('Putting everything away …\n');
    void tearDown().finally(() => process.exit(130));
  });
}

await new Command('crash-points')
  .description('Kills the real processes at every call that leaves them, and asks each time whether all is well in the end.')
  .addOption(new Option('--scenario <names...>', 'which stories').choices(scenarios.map(({ name }) => name)))
  .addOption(new Option('--queue <server>', 'where the queue lives; both when left out').choices([...QUEUES]))
  .option('--only <point>', 'one point by its name, or all whose name holds this')
  .option('--houses <number>', 'how many installations are killed in at once', atLeastOne, 3)
  .option('--list', 'name the points and kill nobody')
  .option('--json <file>', 'write every verdict into a file')
  .action(run)
  .parseAsync();
// What hangs on to the process, such as a reused connection, has nothing more to do.
process.exit();
