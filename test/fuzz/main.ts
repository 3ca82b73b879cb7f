import { Command, Option } from 'commander';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { claimsTarget } from './claims.js';
import { fuzz, type Plan, type Ran, type Target } from './engine.js';
import { ingressTarget } from './ingress.js';
import { csvTarget, yamlTarget } from './parsers.js';
import { openStage, ownDatabase } from './stage.js';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

type Figures = Readonly<Record<string, string>>;
type Run = (plan: Plan) => Promise<Ran & { figures: Figures }>;

const running =
  <Input>(open: () => Promise<Target<Input>>): Run =>
  async (plan) => {
    const target = await open();
    const ran = await fuzz(target, plan);
    const figures = target.figures();
    await target.close();
    return { ...ran, figures };
  };

/** With a database of its own, which ends with the run. */
const onDatabase =
  <Input>(open: (databaseUrl: string) => Promise<Target<Input>>): Run =>
  async (plan) => {
    const database = await ownDatabase();
    return running(async () => open(database.url))(plan).finally(database.close);
  };

const TARGETS: Readonly<Record<string, Run>> = {
  csv: running(async () => Promise.resolve(csvTarget())),
  yaml: running(async () => Promise.resolve(yamlTarget())),
  claims: onDatabase(async (url) => claimsTarget(await openStage(url))),
  ingress: onDatabase(async (url) => ingressTarget(await openStage(url))),
};

/** What was found, where the next run of the tests can find it. */
const keep = (name: string, { seed }: Plan, fault: object): string => {
  const folder = join('.catraca', 'fuzz');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${name}-${seed}.json`);
  writeFileSync(file, `${JSON.stringify(fault, undefined, 2)}\n`);
  return file;
};

const runOne = async (name: string, plan: Plan): Promise<boolean> => {
  const ran = await TARGETS[name]?.(plan);
  if (!ran) throw new Error(`there is no target ${name}`);
  const { inputs, seconds, fault, figures } = ran;
  const more = Object.entries(figures).map(([what, value]) => `; ${what}: ${value}`);
  say(`${name}: ${inputs} inputs in ${seconds} s, seed ${plan.seed}${more.join('')}`);
  if (!fault) return true;
  say(`  FAULT, to be seen again with --target ${name} --seed ${plan.seed} --path ${fault.path}\n  ${fault.said}`);
  say(`  The smallest batch is in ${keep(name, plan, fault)}.`);
  return false;
};

interface Options {
  readonly seconds: number;
  readonly seed: number;
  readonly path?: string;
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
  .option('--seconds <n>', 'how long, for each target', number, 60)
  .option('--seed <n>', 'the same seed gives the same inputs', number, Math.floor(Math.random() * 1_000_000) + 1)
  .option('--path <path>', 'straight to one batch that was found before')
  .addOption(new Option('--target <name>', 'only this one').choices(Object.keys(TARGETS)))
  .action(run)
  .parseAsync();
