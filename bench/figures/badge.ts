import { purchaseTemplate, startGenerator, type Generator, type Order } from '../load/index.js';
import { goalLine, lineOf, median, percentile, type Line, type Measured, type Plan } from '../report/measured.js';
import { atRest } from '../stage/at-rest.js';
import { caughtUp } from '../stage/caught-up.js';
import type { Check } from '../stage/kept.js';
import { runSales, type Run } from '../stage/sales.js';
import { SOCKETS } from '../stage/sender.js';
import { openShop, withShop, type Shop } from '../stage/shop.js';
import { takenAlone } from './badge-alone.js';
import { queueHops } from './hop.js';

/** Sales a second, and how many. Without a rate, as many as come about. */
interface Sales {
  readonly count: number;
  readonly rate?: number;
}

interface Steady {
  readonly run: Run;
  /** Milliseconds of hops of the bare queue, asked right after. */
  readonly hops: Float64Array;
}

interface Found {
  readonly single: Run;
  readonly steady: readonly Steady[];
  /** Hops of a queue beside the same sales. */
  readonly beside: Float64Array;
  readonly burst: Run;
  /** Commands a second that Cativa takes from one client that has nothing else to do. */
  readonly taken: number;
}

const RATE = 100;

/** How many of each: the first to warm up, the last to know what Cativa takes. */
const countsOf = ({ quick, rounds }: Plan) => {
  const [steady, burst] = quick ? [200, 500] : [800, 10_000];
  const counts = { warmUp: 200, single: quick ? 5 : 20, steady, burst, alone: quick ? 500 : 3000 };
  return { ...counts, all: counts.warmUp + counts.single + (rounds + 1) * steady + burst + counts.alone };
};

/** Sells in order of number, each sale to a member who has not bought. */
const counterOf = async ({ stage, cativa, pool }: Shop, generator: Generator) => {
  await stage.start('worker');
  await atRest(pool, stage.databaseUrl);
  const { port } = await stage.start('ingress');
  const template = purchaseTemplate('/webhooks/hotmart', stage.secret);
  const runs: Run[] = [];
  let first = 1;
  const sell = async ({ count, rate }: Sales): Promise<Run> => {
    const order: Order = { ports: [port], template, sockets: SOCKETS, first, count, ...(rate ? { rate } : { seconds: 120 }) };
    const run = await runSales(cativa, first, async () => generator.run(order));
    first += count;
    runs.push(run);
    return run;
  };
  return { sell, next: () => first, checks: () => runs.flatMap(({ checks }) => checks) };
};

type Counter = Awaited<ReturnType<typeof counterOf>>;

const inRounds = async ({ sell }: Counter, { stage }: Shop, plan: Plan): Promise<readonly Steady[]> => {
  const found: Steady[] = [];
  for (let round = 1; round <= plan.rounds; round += 1) {
    plan.say(`badge: ${RATE} sales a second, round ${round} of ${plan.rounds}`);
    const run = await sell({ rate: RATE, count: countsOf(plan).steady });
    found.push({ run, hops: await queueHops(stage.databaseUrl, { rate: RATE, seconds: plan.quick ? 2 : 4 }) });
  }
  return found;
};

const measureOn = async (shop: Shop, plan: Plan): Promise<Measured> => {
  const { stage, pool } = shop;
  const { say } = plan;
  const counts = countsOf(plan);
  say('badge: opening the shop');
  await openShop(shop, { from: 1, to: counts.all });
  const generator = startGenerator();
  const counter = await counterOf(shop, generator);
  const { sell } = counter;
  await sell({ rate: 50, count: counts.warmUp });
  say('badge: one sale a second');
  const single = await sell({ rate: 1, count: counts.single });
  const steady = await inRounds(counter, shop, plan);
  say(`badge: ${RATE} sales a second beside another queue`);
  const probe = { rate: 10, seconds: (0.8 * counts.steady) / RATE };
  const [beside] = await Promise.all([queueHops(stage.databaseUrl, probe), sell({ rate: RATE, count: counts.steady })]);
  say(`badge: a burst of ${counts.burst} sales`);
  const burst = await sell({ count: counts.burst });
  const checks = [...counter.checks(), ...(await caughtUp(pool, performance.now())).checks];
  generator.close();
  const taken = await takenAlone(shop, { from: counter.next(), count: counts.alone });
  return {
    name: 'badge',
    title: 'From the 200 to the command at Cativa (queue on PostgreSQL)',
    lines: linesOf({ single, steady, beside, burst, taken }, counts.burst),
    checks: distinct(checks),
  };
};

/** One line for a claim that held in every run; each one that did not is told. */
const distinct = (checks: readonly Check[]): readonly Check[] =>
  checks.filter(({ claim, ok }, index) => !ok || checks.findIndex((other) => other.claim === claim && other.ok) === index);

const waitLines = (what: string, runs: readonly Run[]): readonly Line[] =>
  [0.5, 0.95, 0.99].map((share) =>
    lineOf(
      `200 to command, ${what}, p${share * 100}`,
      runs.map(({ waits }) => percentile(waits, share)),
      'ms',
    ),
  );

const linesOf = ({ single, steady, beside, burst, taken }: Found, sales: number): readonly Line[] => {
  const inHops = steady.map(({ run, hops }) => percentile(run.waits, 0.95) / percentile(hops, 0.95));
  const rate = sales / burst.seconds;
  const share = (100 * rate) / taken;
  return [
    ...waitLines('1 sale/s', [single]),
    ...waitLines(
      `${RATE} sales/s`,
      steady.map(({ run }) => run),
    ),
    lineOf(
      `one hop of the bare queue at ${RATE} jobs/s, p95`,
      steady.map(({ hops }) => percentile(hops, 0.95)),
      'ms',
    ),
    lineOf(`one hop of a queue beside ${RATE} sales/s, p95`, [percentile(beside, 0.95)], 'ms'),
    goalLine(lineOf(`p95 at ${RATE} sales/s, in hops of the bare queue`, inHops, 'hops'), median(inHops), { text: 'at most 5 hops', most: 5 }),
    lineOf(`burst of ${sales.toLocaleString('en')}: first request to last command`, [burst.seconds], 's'),
    lineOf(`burst of ${sales.toLocaleString('en')}: commands at Cativa`, [rate], '/s'),
    lineOf('commands that Cativa takes of a client with nothing else to do', [taken], '/s'),
    goalLine(lineOf('burst, to what Cativa takes', [share], '%'), share, { text: 'as fast as it takes them: 90 %', least: 90 }),
  ];
};

/** The whole path with the real roles and a Cativa that takes every call at once. */
export const measureBadge = async (plan: Plan): Promise<Measured> => withShop(async (shop) => measureOn(shop, plan));
