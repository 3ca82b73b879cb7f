import { Command, InvalidArgumentError } from 'commander';
import { generate } from './generate.js';
import { runSeeds } from './seeds.js';
import { shrink } from './shrink.js';
import { simulate } from './simulate.js';
import { tellStory } from './story-text.js';

const whole = (text: string): number => {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) throw new InvalidArgumentError('It is a whole number from 1.');
  return value;
};

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const replayOne = async (seed: number): Promise<void> => {
  const script = generate(seed);
  const { breach } = await simulate(script);
  if (breach === undefined) return say(`Seed ${seed}: every promise is kept.`);
  const shortest = await shrink(script, breach);
  const told = (await simulate(shortest)).breach ?? breach;
  say(tellStory(shortest));
  say(`\nSeed ${seed} breaks ${told}\n(${script.steps.length} steps, of which these ${shortest.steps.length} are enough.)`);
  process.exitCode = 1;
};

interface Options {
  readonly seeds: number;
  readonly from: number;
  readonly workers: number;
  readonly json?: boolean;
}

const many = async ({ seeds, from, workers, json }: Options): Promise<void> => {
  const began = performance.now();
  const report = await runSeeds({ seeds, from, workers, onProgress: (done) => process.stderr.write(`\r${done} of ${seeds} seeds`) });
  process.stderr.write('\n');
  const { days, facts, commands, mails, crashes, broken } = report;
  const seconds = (performance.now() - began) / 1000;
  if (json) say(JSON.stringify({ ...report, seeds, from, seconds }));
  else {
    say(
      `${seeds} seeds from ${from}: ${Math.round(days)} simulated days, ${facts} facts, ${commands} commands, ${mails} mails, ${crashes} crashes, in ${seconds.toFixed(1)} s.`,
    );
    broken.forEach(({ seed, breach }) =>
      say(`Seed ${seed} breaks ${breach}\n  See it alone, and as short as it gets: npm run simulate -- --seed ${seed}`),
    );
    if (broken.length === 0) say('Every promise was kept, after every step.');
  }
  if (broken.length > 0) process.exitCode = 1;
};

await new Command('simulate')
  .description('Plays histories of sales, people and faults against the real folds and reconcilers, each from one seed')
  .option('--seeds <n>', 'how many', whole, 2000)
  .option('--from <n>', 'the first seed', whole, 1)
  .option('--workers <n>', 'how many processes share the work', whole, 2)
  .option('--seed <n>', 'plays this one alone, and if it breaks something, the shortest history that does', whole)
  .option('--json', 'prints the report as JSON')
  .action(async ({ seed, ...options }: Options & { seed?: number }) => (seed === undefined ? many(options) : replayOne(seed)))
  .parseAsync();
