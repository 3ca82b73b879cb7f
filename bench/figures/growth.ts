import { foldAll, projections, verify } from '#projections';
import { seedLog } from '../log/seed.js';
import { purchaseTemplate, startGenerator } from '../load/index.js';
import { goalLine, lineOf, median, rounded, type Line, type Measured, type Plan } from '../report/measured.js';
import { checkKept, type Check } from '../stage/kept.js';
import { sender } from '../stage/sender.js';
import { withShop, type Shop } from '../stage/shop.js';
import { openCounter } from './growth-badge.js';
import { fillByReplay, memoryLine } from './rebuilding.js';

/** Rates on a log that has so many facts already. */
interface Grown {
  readonly facts: number;
  readonly ack: readonly number[];
  readonly fold: readonly number[];
  /** Medians of the milliseconds from the 200 to the command at Cativa. */
  readonly badge: readonly number[];
  /** Facts a second of the replay that filled the tables, and the most memory that it held. */
  readonly replay: number;
  readonly peakMb: number;
}

/** A log of so many facts with a door before it. `round` sends, and then folds what was sent; `sell` has the worker give badges. */
const openGrown = async (shop: Shop, facts: number, plan: Plan) => {
  const { stage, pool } = shop;
  const { say, quick } = plan;
  say(`growth: writing ${facts.toLocaleString('en')} facts`);
  await seedLog(pool, facts);
  say(`growth: filling the tables of ${facts.toLocaleString('en')} facts by a replay`);
  const { seconds: took, peakMb } = await fillByReplay(shop);
  const { port } = await stage.start('ingress');
  const generator = startGenerator();
  const sales = sender({ generator, template: purchaseTemplate('/webhooks/hotmart', stage.secret), ports: () => [port] });
  const counter = await openCounter(shop, generator, plan);
  const rates: Grown & { ack: number[]; fold: number[] } = { facts, replay: facts / took, peakMb, ack: [], fold: [], badge: counter.medians };
  return {
    rates,
    round: async (counts: boolean): Promise<void> => {
      const { status, seconds } = await sales.send({ seconds: quick ? 1 : 4 });
      const began = performance.now();
      await foldAll(pool);
      if (!counts) return;
      rates.ack.push(status.length / seconds);
      rates.fold.push((status.length * 1000) / (performance.now() - began));
    },
    kept: async (): Promise<readonly Check[]> => checkKept(pool, sales.answers()),
    sell: async (counts: boolean): Promise<void> => counter.round(port, counts),
    end: async (): Promise<readonly Check[]> => {
      generator.close();
      if (facts > 100_000) return counter.checks;
      await foldAll(pool);
      const { differences } = await verify(pool, projections, () => undefined);
      return [
        ...counter.checks,
        { claim: 'the tables equal a fold of the log', ok: differences.length === 0, found: `${differences.length} different` },
      ];
    },
  };
};

const replayLines = ({ facts, replay, peakMb }: Grown): readonly Line[] => [
  lineOf(`replay of ${facts.toLocaleString('en')} facts into empty tables`, [replay], 'facts/s'),
  memoryLine('most memory of that replay', [peakMb]),
];

const sizes = (small: Grown, large: Grown): string => `${large.facts.toLocaleString('en')} to ${small.facts.toLocaleString('en')} facts`;

const badgeLines = (small: Grown, large: Grown): readonly Line[] => {
  const ratio = (100 * median(large.badge)) / median(small.badge);
  const line = { figure: `badge, ${sizes(small, large)}`, median: `${rounded(ratio)} %` };
  const lines = [small, large].map(({ facts, badge }) => lineOf(`200 to command at ${facts.toLocaleString('en')} facts, p50`, badge, 'ms'));
  return [...lines, goalLine(line, ratio, { text: 'at most 110 %', most: 110 })];
};

/** What a door takes is folded in the next moment: round by round, how much faster. */
const foldToAck = ({ facts, ack, fold }: Grown): Line => {
  const ratios = fold.map((rate, round) => rate / (ack[round] ?? Infinity));
  return goalLine(lineOf(`fold to ack at ${facts.toLocaleString('en')} facts`, ratios, '×'), median(ratios), { text: 'at least 3 ×', least: 3 });
};

const linesOf = (small: Grown, large: Grown): readonly Line[] =>
  (['ack', 'fold'] as const).flatMap((figure) => {
    const ratio = (100 * median(large[figure])) / median(small[figure]);
    const line = {
      figure: `${figure}, ${sizes(small, large)}`,
      median: `${rounded(ratio)} %`,
    };
    return [
      lineOf(`${figure} at ${small.facts.toLocaleString('en')} facts`, small[figure], '/s'),
      lineOf(`${figure} at ${large.facts.toLocaleString('en')} facts`, large[figure], '/s'),
      goalLine(line, ratio, { text: 'at least 90 %', least: 90 }),
    ];
  });

type Log = Awaited<ReturnType<typeof openGrown>>;

/** Both logs stand at once and are asked in turns: what else slows the machine slows both. */
const inTurns = async (
  logs: readonly Log[],
  { rounds, say }: Plan,
  { what, ask, warmsUp = true }: { what: string; ask: (log: Log, counts: boolean) => Promise<void>; warmsUp?: boolean },
): Promise<void> => {
  for (let round = warmsUp ? 0 : 1; round <= rounds; round += 1) {
    say(`growth, ${what}, ${round === 0 ? 'warm-up' : `round ${round} of ${rounds}`}`);
    for (const log of logs) await ask(log, round > 0);
  }
};

const measureOn = async (logs: readonly Log[], plan: Plan): Promise<readonly Check[]> => {
  const checks = [];
  await inTurns(logs, plan, { what: 'ack and fold', ask: async (log, counts) => log.round(counts) });
  for (const log of logs) checks.push(...(await log.kept()));
  await inTurns(logs, plan, { what: 'badge', ask: async (log, counts) => log.sell(counts), warmsUp: !plan.quick });
  for (const log of logs) checks.push(...(await log.end()));
  return checks;
};

/** Whether the log's size is felt: the same load on a small log and on a large one. */
export const measureGrowth = async (plan: Plan, [small, large]: readonly [number, number]): Promise<Measured> =>
  withShop(async (one) =>
    withShop(async (other) => {
      const logs = [await openGrown(one, small, plan), await openGrown(other, large, plan)] as const;
      const checks = await measureOn(logs, plan);
      const failed = checks.filter(({ ok }) => !ok);
      const all = { claim: 'all checks of ack, fold and badge, on both logs', ok: failed.length === 0, found: `${checks.length} checks` };
      const lines = [
        ...logs.map(({ rates }) => foldToAck(rates)),
        ...linesOf(logs[0].rates, logs[1].rates),
        ...badgeLines(logs[0].rates, logs[1].rates),
        ...replayLines(logs[1].rates),
      ];
      return { name: 'growth', title: 'Whether the size of the log is felt', lines, checks: [all, ...failed] };
    }),
  );
