import { purchaseTemplate, startGenerator, type Generator } from '../load/index.js';
import { lineOf, type Line, type Measured, type Plan } from '../report/measured.js';
import { atRest } from '../stage/at-rest.js';
import { caughtUp } from '../stage/caught-up.js';
import { checkKept, type Check } from '../stage/kept.js';
import { runSales } from '../stage/sales.js';
import { saturate, sender, SOCKETS } from '../stage/sender.js';
import { openShop, withShop, type Shop } from '../stage/shop.js';
import type { Running } from '../stage/stage.js';
import { withStage, type Standing } from '../stage/with-stage.js';

/** So many processes of a role, beside each other on this machine. */
const countsIn = ({ quick }: Plan): readonly number[] => (quick ? [2] : [1, 2, 4]);

interface Part {
  readonly lines: readonly Line[];
  readonly checks: readonly Check[];
}

/** Webhooks a second through so many ingresses, one after another started on the same database. */
const ingresses = async (generator: Generator, { stage, pool }: Standing, plan: Plan): Promise<Part> => {
  const running: Running[] = [];
  const template = purchaseTemplate('/webhooks/hotmart', stage.secret);
  const sales = sender({ generator, template, ports: () => running.map(({ port }) => port) });
  const [seconds, lines] = [plan.quick ? 1 : 5, new Array<Line>()];
  for (const count of countsIn(plan)) {
    while (running.length < count) running.push(await stage.start('ingress'));
    plan.say(`spread: ${count} ingress`);
    await saturate(sales, seconds);
    const rates: number[] = [];
    for (let round = 0; round < plan.rounds; round += 1) rates.push(await saturate(sales, seconds));
    lines.push(lineOf(`webhooks kept, ${count} ingress`, rates, '/s'));
  }
  return { lines, checks: await checkKept(pool, sales.answers()) };
};

/** Commands a second at Cativa in a burst of sales, through one ingress and so many workers. */
const workers = async (generator: Generator, shop: Shop, plan: Plan): Promise<Part> => {
  const { stage, cativa, pool } = shop;
  const burst = plan.quick ? 200 : 2000;
  await openShop(shop, { from: 1, to: burst * countsIn(plan).length });
  const { port } = await stage.start('ingress');
  const template = purchaseTemplate('/webhooks/hotmart', stage.secret);
  const [lines, checks]: [Line[], Check[]] = [[], []];
  let [running, first] = [0, 1];
  for (const count of countsIn(plan)) {
    for (; running < count; running += 1) await stage.start('worker');
    await atRest(pool, stage.databaseUrl);
    plan.say(`spread: ${count} worker`);
    const order = { ports: [port], template, sockets: SOCKETS, first, count: burst, seconds: 120 };
    const run = await runSales(cativa, first, async () => generator.run(order));
    first += burst;
    checks.push(...run.checks.map((check) => ({ ...check, claim: `${count} worker: ${check.claim}` })));
    lines.push(lineOf(`commands in a burst of ${burst.toLocaleString('en')} sales, ${count} worker`, [burst / run.seconds], '/s'));
  }
  return { lines, checks: [...checks, ...(await caughtUp(pool, performance.now())).checks] };
};

/** What more processes of a role do on one machine, and so which lock they share. */
export const measureSpread = async (plan: Plan): Promise<Measured> => {
  const generator = startGenerator();
  try {
    const doors = await withStage(async (standing) => ingresses(generator, standing, plan));
    const back = await withShop(async (shop) => workers(generator, shop, plan));
    return {
      name: 'spread',
      title: 'Several processes of a role on one machine',
      lines: [...doors.lines, ...back.lines],
      checks: [...doors.checks, ...back.checks],
    };
  } finally {
    generator.close();
  }
};
