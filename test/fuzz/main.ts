import { Command, Option } from 'commander';
import { keepFound } from './corpus.js';
import type { Plan } from './engine.js';
import { TARGETS, type Outcome } from './targets.js';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const lineOf = (name: string, seed: number, { held, ran, figures }: Outcome): string => {
  const tried = ran ? `${ran.inputs} inputs in ${ran.seconds} s, seed ${seed}` : 'nothing but the corpus';
  const more = Object.entries(figures).map(([what, value]) => `; ${what}: ${value}`);
  return `${name}: ${held} of the corpus, then ${tried}${more.join('')}`;
};

const runOne = async (name: string, plan: Plan): Promise<boolean> => {
  const outcome = await TARGETS[name]?.(plan);
  if (!outcome) throw new Error(`there is no target ${name}`);
  say(lineOf(name, plan.seed, outcome));
  const { broken, ran } = outcome;
  if (broken) say(`  FAULT, with what is kept in ${broken.file}\n  ${broken.said}`);
  if (ran?.fault) {
    say(`  FAULT, to be seen again with --target ${name} --seed ${plan.seed} --path ${ran.fault.path}\n  ${ran.fault.said}`);
    say(`  The smallest batch is in ${keepFound(name, plan.seed, ran.fault)}: the next run and the next test begin with it.`);
  }
  return !broken && !ran?.fault;
};

interface Options extends Plan {
  readonly target?: string;
}

const run = async ({ target, ...plan }: Options): Promise<void> => {
  for (const name of target === undefined ? Object.keys(TARGETS) : [target]) if (!(await runOne(name, plan))) process.exitCode = 1;
};

const number = (text: string): number => {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) throw new Error(`${text}: expected a whole number from 1`);
  return value;
};

await new Command('fuzz')
  .description('strange input for everything that takes any; ends with 1 when a promise is broken')
  .option('--seconds <n>', 'how long, for each target, after its corpus', number, 60)
  .option('--seed <n>', 'the same seed gives the same inputs', number, Math.floor(Math.random() * 1_000_000) + 1)
  .option('--path <path>', 'straight to one batch that was found before')
  .addOption(new Option('--target <name>', 'only this one').choices(Object.keys(TARGETS)))
  .action(run)
  .parseAsync();
