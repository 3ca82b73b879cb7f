import { connectOrm, poolOf } from '#runtime';
import Table from 'cli-table3';
import { Command } from 'commander';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import type { Pool } from 'pg';
import { caughtUp, type CaughtUp } from './caught-up.js';
import { figuresOf, type Figures } from './figures.js';
import { checkKept, type Check } from './kept.js';
import { sendAll } from './open-loop.js';
import { preparePurchases } from './purchases.js';
import { openStage, type Stage } from './stage.js';

interface Options {
  readonly rate: number;
  readonly seconds: number;
  readonly warmUp: number;
  readonly sockets: number;
  readonly withWorker: boolean;
  readonly profile?: string;
  readonly json: boolean;
}

interface Report {
  readonly figures: Figures;
  readonly checks: readonly Check[];
  readonly projections?: CaughtUp;
  readonly versions: Readonly<Record<string, string>>;
  readonly cores: number;
  readonly seconds: number;
  readonly withWorker: boolean;
}

const say = (line: string): void => void process.stderr.write(`${line}\n`);

const versionsOf = async (pool: Pool): Promise<Record<string, string>> => {
  const asked = ['server_version', 'synchronous_commit', 'fsync'];
  const { rows } = await pool.query<{ name: string; setting: string }>('select name, setting from pg_settings where name = any($1)', [asked]);
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  return { catraca: version, node: process.versions.node, ...Object.fromEntries(rows.map(({ name, setting }) => [name, setting])) };
};

const measure = async (stage: Stage, { rate, seconds, warmUp, sockets, withWorker, profile }: Options): Promise<Report> => {
  const profiling = profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`];
  const url = `${await stage.start('ingress', profiling)}/webhooks/hotmart`;
  if (withWorker) await stage.start('worker', profiling);
  const prepared = preparePurchases(rate * (warmUp + seconds), stage.secret);
  say(`Sending ${prepared.length} purchases at ${rate} a second (${warmUp} s of warm-up, ${seconds} s that count) …`);
  const answers = await sendAll(prepared, { url, rate, sockets });
  const ended = performance.now();
  const orm = await connectOrm(stage.databaseUrl, 2);
  try {
    const pool = await poolOf(orm);
    const projections = withWorker ? await caughtUp(pool, ended) : undefined;
    const checks = [...(await checkKept(pool, answers)), ...(projections?.checks ?? [])];
    const figures = figuresOf(answers.slice(rate * warmUp), rate);
    const facts = { versions: await versionsOf(pool), cores: availableParallelism(), seconds, withWorker };
    return { figures, checks, ...(projections && { projections }), ...facts };
  } finally {
    await orm.close(true);
  }
};

const show = ({ figures, checks, projections, versions, cores, seconds, withWorker }: Report): void => {
  const plain = { style: { head: [], border: [], compact: true } };
  const { byStatus, ...numbers } = figures;
  const table = new Table({ head: [`ack, ${seconds} s${withWorker ? ', worker beside' : ''}`, ''], ...plain });
  table.push(...Object.entries(numbers).map(([name, value]) => [name, String(value)]));
  table.push([
    'answers by status',
    Object.entries(byStatus)
      .map(([status, count]) => `${status}: ${count}`)
      .join(', '),
  ]);
  if (projections) table.push(['projections at the head after', `${projections.afterMs} ms`]);
  table.push([
    'machine',
    `${cores} cores; ${Object.entries(versions)
      .map((pair) => pair.join(' '))
      .join(', ')}`,
  ]);
  const verdicts = new Table({ head: ['check', '', 'found'], ...plain });
  verdicts.push(...checks.map(({ claim, ok, found }) => [claim, ok ? 'ok' : 'FAILED', found]));
  process.stdout.write(`${table.toString()}\n${verdicts.toString()}\n`);
};

const count = (text: string): number => {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) throw new Error(`${text}: expected a whole number from 1`);
  return value;
};

const run = async (options: Options): Promise<void> => {
  const stage = await openStage();
  try {
    const report = await measure(stage, options);
    if (options.json) process.stdout.write(`${JSON.stringify(report, undefined, 2)}\n`);
    else show(report);
    process.exitCode = report.checks.every(({ ok }) => ok) ? 0 : 1;
  } finally {
    await stage.close();
  }
};

await new Command('bench:ack')
  .description('signed, distinct webhooks at a fixed rate; how long until the 200, and is everything kept')
  .option('--rate <n>', 'webhooks a second', count, 1000)
  .option('--seconds <n>', 'how long, warm-up not counted', count, 30)
  .option('--warm-up <n>', 'seconds before times count', count, 5)
  .option('--sockets <n>', 'connections that the generator keeps open', count, 64)
  .option('--with-worker', 'run the worker beside, and wait for it at the end', false)
  .option('--profile <folder>', 'write CPU profiles of the roles')
  .option('--json', 'print JSON', false)
  .action(run)
  .parseAsync();
