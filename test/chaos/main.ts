import { Command, InvalidArgumentError, Option } from 'commander';
import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import type { Case, QueueKind } from './case.js';
import { cases } from './cases/index.js';
import { endings } from './endings.js';
import { makeTemplate } from './own-postgres.js';
import { breachesOf, LEGEND, tableOf } from './report.js';
import { brokenIn, runCase, type Outcome } from './run-case.js';
import { openSite } from './site.js';

interface Options {
  readonly only: readonly string[];
  readonly queue?: QueueKind;
  readonly rate: number;
  readonly hold: number;
  readonly logs?: string;
  readonly json: boolean;
  readonly list: boolean;
}

interface Turn {
  readonly one: Case;
  readonly queue: QueueKind;
}

const say = (line: string): void => void process.stderr.write(`${line}\n`);
const ends = endings();

const turnsOf = ({ only, queue }: Options): readonly Turn[] => {
  const chosen = cases.filter(({ name }) => only.length === 0 || only.includes(name));
  return chosen.flatMap((one) => one.queues.filter((kind) => queue === undefined || kind === queue).map((kind) => ({ one, queue: kind })));
};

/** A case that breaks off is a row of the table, too: nothing is known to hold then. */
const brokenOff = ({ one, queue }: Turn, error: unknown): Outcome => {
  const because = error instanceof Error ? error.message : String(error);
  const counts = { customers: 0, webhooks: 0, facts: 0, calls: 0, answers: {}, logLines: 0 };
  const never = { doorMs: undefined, accessMs: undefined, quietMs: undefined };
  return { name: one.name, queue, does: one.does, ...never, ...counts, findings: [], breaches: [`broke off: ${because}`], notes: ['broke off'] };
};

const tell = async (turn: Turn, template: string, { rate, hold, logs }: Options): Promise<Outcome> => {
  const own = endings();
  ends.add(async () => void (await own.run()));
  try {
    const site = await openSite(turn.one, turn.queue, template, own);
    return await runCase(turn.one, site, { rate, holdMs: hold * 1000, ...(logs && { logs: join(logs, `${turn.one.name}-${turn.queue}`) }) }, own);
  } catch (error) {
    return brokenOff(turn, error);
  } finally {
    (await own.run()).forEach((trouble) => say(`  while putting away: ${trouble}`));
  }
};

const run = async (options: Options): Promise<void> => {
  if (options.list) return void process.stdout.write(cases.map(({ name, does, queues }) => `${name} (${queues.join(', ')}): ${does}\n`).join(''));
  const turns = turnsOf(options);
  const began = performance.now();
  say('Making a database …');
  const template = await makeTemplate(ends);
  const outcomes: Outcome[] = [];
  for (const turn of turns) {
    say(`${outcomes.length + 1} of ${turns.length}: ${turn.one.name}, queue on ${turn.queue}: ${turn.one.does} …`);
    const outcome = await tell(turn, template, options);
    brokenIn(outcome).forEach((breach) => say(`  ${breach}`));
    outcomes.push(outcome);
  }
  await ends.run();
  const breaches = breachesOf(outcomes);
  if (options.json) process.stdout.write(`${JSON.stringify(outcomes, undefined, 2)}\n`);
  else process.stdout.write(`${tableOf(outcomes)}\n${LEGEND}\n`);
  const verdict = breaches.length === 0 ? 'nothing broke' : `${breaches.length} things broke`;
  const machine = `${availableParallelism()} cores, load ${loadavg()[2]?.toFixed(1) ?? '?'} over the last quarter of an hour`;
  say(`${outcomes.length} cases in ${Math.round((performance.now() - began) / 1000)} s (${machine}): ${verdict}.`);
  process.exitCode = breaches.length === 0 ? 0 : 1;
};

const count = (text: string): number => {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) throw new InvalidArgumentError('Expected a whole number from 1.');
  return value;
};

let breakingOff = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (breakingOff) return;
    breakingOff = true;
    say('Putting everything away …');
    void ends.run().finally(() => process.exit(130));
  });
}

await new Command('chaos')
  .description('breaks real servers and processes under load, and tells how long it takes until all is well again')
  .addOption(new Option('--only <case...>', 'only these cases').default([], 'all').choices(cases.map(({ name }) => name)))
  .addOption(new Option('--queue <kind>', 'only with the queue there').choices(['postgres', 'redis']))
  .option('--rate <n>', 'customers a second', count, 20)
  .option('--hold <seconds>', 'how long a transaction is left open', count, 60)
  .option('--logs <folder>', 'keep what the processes say')
  .option('--json', 'print JSON', false)
  .option('--list', 'name the cases and do nothing', false)
  .action(run)
  .parseAsync();
