import { Command, InvalidArgumentError, Option } from 'commander';
import { existsSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { measureAck } from './figures/ack.js';
import { measureAppend } from './figures/append.js';
import { measureBadge } from './figures/badge.js';
import { measureCost } from './figures/cost.js';
import { measureFold } from './figures/fold.js';
import { measureGrowth } from './figures/growth.js';
import { measureRebuild } from './figures/rebuild.js';
import { measureSpread } from './figures/spread.js';
import { installPeers } from './peers/index.js';
import type { Measured, Plan } from './report/measured.js';
import { resultsPage, tableOf } from './report/results.js';

interface Options {
  readonly quick: boolean;
  readonly only: readonly string[];
  readonly rounds?: number;
  readonly facts?: number;
  readonly json: boolean;
  readonly page?: string;
}

/** Facts in the largest log, and rounds that medians are of. */
const [LONG, SHORT] = [
  { facts: 1_000_000, rounds: 5 },
  { facts: 30_000, rounds: 1 },
];

/** Where the page of a whole run goes. */
const WHOLE = 'bench/RESULTS.md';
/** Ten million facts: `npm run bench -- --only growth --facts 10000000 --rounds 3 --page bench/TEN-MILLION.md`. */
const LONGEST = 'bench/TEN-MILLION.md';

/** As one would type it again. */
const commandTyped = (): string => ['npm run bench', ...(process.argv.length > 2 ? ['--', ...process.argv.slice(2)] : [])].join(' ');

/** Every measurement: one line each. `facts`: the largest log. */
const FIGURES: Readonly<Record<string, (plan: Plan, facts: number) => Promise<Measured>>> = {
  ack: async (plan) => measureAck(plan),
  append: async (plan) => measureAppend(plan),
  fold: async (plan) => measureFold(plan),
  rebuild: async (plan, facts) => measureRebuild(plan, [...new Set([Math.min(100_000, facts), facts])]),
  badge: async (plan) => measureBadge(plan),
  growth: async (plan, facts) => measureGrowth(plan, [10_000, facts]),
  cost: async (plan) => measureCost(plan),
  spread: async (plan) => measureSpread(plan),
};

const began = performance.now();
const say = (what: string): void => void process.stderr.write(`${((performance.now() - began) / 1000).toFixed(0).padStart(5)} s  ${what}\n`);

/** A measurement that breaks off is a check that failed: what the others measured in half an hour is not lost with it. */
const brokenOff = (name: string, error: unknown): Measured => {
  const [found, trace] = error instanceof Error ? [error.message, error.stack] : [String(error)];
  say(`${name} broke off: ${trace ?? found}`);
  return { name, title: 'Broke off', lines: [], checks: [{ claim: 'it was measured to its end', ok: false, found }] };
};

const measureAll = async (names: readonly string[], plan: Plan, facts: number): Promise<readonly Measured[]> => {
  const measured: Measured[] = [];
  for (const name of names) {
    const one = await FIGURES[name]?.(plan, facts).catch((error: unknown) => brokenOff(name, error));
    if (one) measured.push(one);
  }
  return measured;
};

const show = (measured: readonly Measured[], json: boolean): void =>
  void process.stdout.write(json ? `${JSON.stringify(measured, undefined, 2)}\n` : measured.map(tableOf).join('\n'));

const pageOf = (quick: boolean, only: readonly string[]): string | undefined => (quick || only.length > 0 ? undefined : WHOLE);

const write = (page: string | undefined, measured: readonly Measured[], load: string): void => {
  if (page === undefined) return;
  const minutes = (performance.now() - began) / 60_000;
  const longest = page === WHOLE && existsSync(LONGEST) ? { longest: LONGEST } : {};
  writeFileSync(page, resultsPage(measured, { command: commandTyped(), load, minutes, ...longest }));
};

const run = async ({ quick, only, json, page, ...options }: Options): Promise<void> => {
  const load = loadavg()[0]?.toFixed(1) ?? '?';
  await installPeers();
  const { rounds, facts } = { ...(quick ? SHORT : LONG), ...options };
  const names = only.length === 0 ? Object.keys(FIGURES) : only;
  const measured = await measureAll(names, { quick, rounds, say }, facts);
  show(measured, json);
  write(page ?? pageOf(quick, only), measured, load);
  process.exitCode = measured.flatMap(({ checks }) => checks).every(({ ok }) => ok) ? 0 : 1;
};

const count = (text: string): number => {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) throw new InvalidArgumentError('Expected a whole number from 1.');
  return value;
};

await new Command('bench')
  .description('measures Catraca and its peers on this machine, checks in the same run that nothing was lost, and writes bench/RESULTS.md')
  .option('--quick', 'one short round of everything; writes no page unless it is told where', false)
  .addOption(new Option('--only <figure...>', 'only these; writes no page unless it is told where').default([], 'all').choices(Object.keys(FIGURES)))
  .option('--rounds <n>', 'medians are of so many rounds (default: 5; quick: 1)', count)
  .option('--facts <n>', 'facts in the largest log (default: 1,000,000; quick: 30,000)', count)
  .option('--page <file>', `write the page there (default: ${WHOLE}, after a whole run)`)
  .option('--json', 'print JSON', false)
  .action(run)
  .parseAsync();
