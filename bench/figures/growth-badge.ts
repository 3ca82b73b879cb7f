import { foldAll } from '#projections';
import { queueOptions, SWEEP } from '#runtime';
import { Queue } from 'bullmq';
import { setTimeout as pause } from 'node:timers/promises';
import { purchaseTemplate, type Generator } from '../load/index.js';
import { percentile, type Plan } from '../report/measured.js';
import { atRest } from '../stage/at-rest.js';
import type { Check } from '../stage/kept.js';
import { runSales } from '../stage/sales.js';
import { SOCKETS } from '../stage/sender.js';
import { openShop, type Shop } from '../stage/shop.js';

/** Sales a second: what two cores carry without a queue, so that it is the path that is measured. */
const RATE = 50;
/** Numbers of sales that nobody else sends. */
const FIRST = 500_000_001;

/**
 * Resolves when a worker that started at this moment has looked at everybody: that is how each begins, since the one before it may have died
 * between a fold and its wake-ups. It asks itself for that within its first job.
 */
const lookedAtAll = async ({ pool, stage: { databaseUrl } }: Shop, startedAt: number): Promise<void> => {
  const queue = new Queue(SWEEP, queueOptions({ databaseUrl }, 'worker'));
  const isDone = async (): Promise<boolean> => {
    const [newest] = await queue.getJobs(['completed'], 0, 0);
    return (newest?.finishedOn ?? 0) >= startedAt && (await queue.getJobCountByTypes('wait', 'active', 'prioritized')) === 0;
  };
  try {
    while (!(await isDone())) await pause(100);
  } finally {
    await queue.close();
  }
  await atRest(pool, databaseUrl);
};

/** Sales to members on a log that has so many facts already. The worker runs only in its own turn: two would share the cores. */
export const openCounter = async (shop: Shop, generator: Generator, { rounds, quick }: Plan) => {
  const { stage, cativa, pool } = shop;
  const sales = RATE * (quick ? 2 : 5);
  await openShop(shop, { from: FIRST, to: FIRST + 2 * sales * (rounds + 1) - 1 });
  await foldAll(pool);
  const template = purchaseTemplate('/webhooks/hotmart', stage.secret);
  const medians: number[] = [];
  const checks: Check[] = [];
  let first = FIRST;
  const sell = async (port: number): Promise<number> => {
    const order = { ports: [port], template, sockets: SOCKETS, first, count: sales, rate: RATE };
    const run = await runSales(cativa, first, async () => generator.run(order));
    first += sales;
    checks.push(...run.checks);
    return percentile(run.waits, 0.5);
  };
  return {
    medians,
    checks,
    round: async (port: number, counts: boolean): Promise<void> => {
      const startedAt = Date.now();
      const worker = await stage.start('worker');
      await lookedAtAll(shop, startedAt);
      await sell(port); // a process that has just started is slower than it will be
      const middle = await sell(port);
      await stage.stop(worker);
      if (counts) medians.push(middle);
    },
  };
};
