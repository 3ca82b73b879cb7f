import { purchaseTemplate, startGenerator, type Order } from '../load/index.js';
import { goalLine, lineOf, percentile, type Line, type Measured, type Plan } from '../report/measured.js';
import { atRest } from '../stage/at-rest.js';
import { caughtUp } from '../stage/caught-up.js';
import type { Check } from '../stage/kept.js';
import { runSales, type Run } from '../stage/sales.js';
import { SOCKETS } from '../stage/sender.js';
import { openShop, withShop, type Shop } from '../stage/shop.js';
import { queueHops } from './hop.js';

const waitLines = (what: string, { waits }: Run): readonly Line[] =>
  [0.5, 0.95, 0.99].map((share) => lineOf(`200 to command, ${what}, p${share * 100}`, [percentile(waits, share)], 'ms'));

interface Sales {
  readonly count: number;
  readonly rate?: number;
}

const measureOn = async (shop: Shop, { quick, say }: Plan): Promise<Measured> => {
  const { stage, cativa, pool } = shop;
  const burst = quick ? 500 : 10_000;
  const steady = [
    { what: '1 sale/s', rate: 1, count: quick ? 5 : 20 },
    { what: '100 sales/s', rate: 100, count: quick ? 300 : 2000 },
  ];
  const all = [{ what: 'warm-up', rate: 50, count: 200 }, ...steady, { what: 'burst', count: burst }] as const;
  say('badge: opening the shop');
  await openShop(shop, { from: 1, to: all.reduce((sum, { count }) => sum + count, 0) });
  await stage.start('worker');
  await atRest(pool, stage.databaseUrl);
  const { port } = await stage.start('ingress');
  const [generator, template] = [startGenerator(), purchaseTemplate('/webhooks/hotmart', stage.secret)];
  let first = 1;
  const sell = async ({ count, rate }: Sales): Promise<Run> => {
    const order: Order = { ports: [port], template, sockets: SOCKETS, first, count, ...(rate ? { rate } : { seconds: 120 }) };
    const run = await runSales(cativa, first, async () => generator.run(order));
    first += count;
    return run;
  };
  const runs = new Map<string, Run>();
  for (const { what, ...sales } of all) {
    say(`badge: ${what}, ${sales.count} sales`);
    runs.set(what, await sell(sales));
  }
  const hops = await queueHops(stage.databaseUrl, { rate: 100, seconds: quick ? 2 : 10 });
  const checks = [...[...runs.values()].flatMap((run) => run.checks), ...(await caughtUp(pool, performance.now())).checks];
  generator.close();
  return {
    name: 'badge',
    title: 'From the 200 to the command at Cativa (queue on PostgreSQL)',
    lines: linesOf(runs, hops, burst),
    checks: distinct(checks),
  };
};

/** One line for a claim that held in every run; each one that did not is told. */
const distinct = (checks: readonly Check[]): readonly Check[] =>
  checks.filter(({ claim, ok }, index) => !ok || checks.findIndex((other) => other.claim === claim && other.ok) === index);

const linesOf = (runs: ReadonlyMap<string, Run>, hops: Float64Array, burst: number): readonly Line[] => {
  const lines = [...runs].filter(([what]) => what !== 'warm-up').flatMap(([what, run]) => waitLines(what, run));
  const at100 = runs.get('100 sales/s');
  const inHops = at100 ? percentile(at100.waits, 0.95) / percentile(hops, 0.95) : Infinity;
  const burstSeconds = runs.get('burst')?.seconds ?? Infinity;
  return [
    ...lines,
    lineOf('one hop of the bare queue at 100 jobs/s, p95', [percentile(hops, 0.95)], 'ms'),
    goalLine(lineOf('p95 at 100 sales/s, in hops', [inHops], 'hops'), inHops, { text: 'at most 5 hops', most: 5 }),
    lineOf(`burst of ${burst.toLocaleString('en')}: first request to last command`, [burstSeconds], 's'),
    lineOf(`burst of ${burst.toLocaleString('en')}: commands at Cativa`, [burst / burstSeconds], '/s'),
  ];
};

/** The whole path with the real roles and a Cativa that takes every call at once. */
export const measureBadge = async (plan: Plan): Promise<Measured> => withShop(async (shop) => measureOn(shop, plan));
