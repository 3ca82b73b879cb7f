import type { Pool } from 'pg';
import { purchaseTemplate, startGenerator } from '../load/index.js';
import { lineOf, type Line, type Measured, type Plan } from '../report/measured.js';
import { atRest } from '../stage/at-rest.js';
import { caughtUp } from '../stage/caught-up.js';
import { cpuOf, cpuOfFamily, memoryOf, postgresPid } from '../stage/process-cost.js';
import { untilCalled } from '../stage/sales.js';
import { openShop, withShop, type Shop } from '../stage/shop.js';
import type { Running } from '../stage/stage.js';

const [RATE, SOCKETS] = [100, 16];

interface Used {
  readonly ingress: number;
  readonly worker: number;
  readonly postgres: number;
  readonly bytes: number;
  readonly commits: number;
}

const DATABASE = `select pg_database_size(current_database())::float8 as bytes,
  (select xact_commit::float8 from pg_stat_database where datname = current_database()) as commits`;

/** What has been used so far. */
const usedBy = async (pool: Pool, { ingress, worker }: { ingress: Running; worker: Running }): Promise<Used> => {
  const { rows } = await pool.query<{ bytes: number; commits: number }>(DATABASE);
  const postgres = cpuOfFamily(await postgresPid(pool));
  return { ingress: cpuOf(ingress.pid), worker: cpuOf(worker.pid), postgres, bytes: rows[0]?.bytes ?? 0, commits: rows[0]?.commits ?? 0 };
};

const measureOn = async (shop: Shop, { quick, say }: Plan): Promise<Measured> => {
  const { stage, cativa, pool } = shop;
  const sales = quick ? 200 : 3000;
  await openShop(shop, { from: 1, to: 2 * sales });
  const worker = await stage.start('worker');
  const ingress = await stage.start('ingress');
  await atRest(pool, stage.databaseUrl);
  const idle = { ingress: memoryOf(ingress.pid), worker: memoryOf(worker.pid) };
  const [generator, template] = [startGenerator(), purchaseTemplate('/webhooks/hotmart', stage.secret)];
  const sell = async (first: number): Promise<void> => {
    await generator.run({ ports: [ingress.port], template, sockets: SOCKETS, first, rate: RATE, count: sales });
    await untilCalled(cativa, first - 1 + sales);
    await atRest(pool, stage.databaseUrl);
  };
  say('cost: warm-up');
  await sell(1);
  say(`cost: ${sales} sales at ${RATE} a second`);
  const before = await usedBy(pool, { ingress, worker });
  await sell(sales + 1);
  const after = await usedBy(pool, { ingress, worker });
  generator.close();
  const each = (pick: (used: Used) => number): number => (pick(after) - pick(before)) / sales;
  const lines: readonly Line[] = [
    lineOf('processor time a sale, ingress', [each(({ ingress: ms }) => ms)], 'ms'),
    lineOf('processor time a sale, worker', [each(({ worker: ms }) => ms)], 'ms'),
    lineOf('processor time a sale, PostgreSQL (log, tables and queue)', [each(({ postgres }) => postgres)], 'ms'),
    lineOf('bytes of the database a sale (log, tables, queue, indexes)', [each(({ bytes }) => bytes)], 'bytes'),
    lineOf('transactions a sale', [each(({ commits }) => commits)], ''),
    lineOf('memory of the ingress, idle', [idle.ingress], 'MB'),
    lineOf('memory of the ingress after the load', [memoryOf(ingress.pid)], 'MB'),
    lineOf('memory of the worker, idle', [idle.worker], 'MB'),
    lineOf('memory of the worker after the load', [memoryOf(worker.pid)], 'MB'),
  ];
  const { checks } = await caughtUp(pool, performance.now());
  return { name: 'cost', title: `What a sale costs, from webhook to badge, at ${RATE} a second`, lines, checks };
};

/** Needs Linux, which tells what a process has used. */
export const measureCost = async (plan: Plan): Promise<Measured> => withShop(async (shop) => measureOn(shop, plan));
