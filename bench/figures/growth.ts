import { foldAll, projections, verify } from '#projections';
import { seedLog } from '../log/seed.js';
import { purchaseTemplate, startGenerator } from '../load/index.js';
import { runChild } from '../stage/child.js';
import { goalLine, lineOf, median, rounded, type Line, type Measured, type Plan } from '../report/measured.js';
import { checkKept, type Check } from '../stage/kept.js';
import { sender } from '../stage/sender.js';
import { withStage, type Standing } from '../stage/with-stage.js';

/** Rates on a log that has so many facts already. */
interface Grown {
  readonly facts: number;
  readonly ack: readonly number[];
  readonly fold: readonly number[];
  readonly checks: readonly Check[];
}

/** One after the other, so that each round folds what it was sent. */
const roundsOn = async ({ stage, pool }: Standing, { rounds, seconds }: { rounds: number; seconds: number }) => {
  const { port } = await stage.start('ingress');
  const generator = startGenerator();
  const sales = sender({ generator, template: purchaseTemplate('/webhooks/hotmart', stage.secret), ports: () => [port] });
  const [ack, fold]: [number[], number[]] = [[], []];
  for (let round = 0; round <= rounds; round += 1) {
    const heard = await sales.send({ seconds });
    const began = performance.now();
    await foldAll(pool);
    // The first is the warm-up.
    if (round === 0) continue;
    ack.push(heard.status.length / heard.seconds);
    fold.push((heard.status.length * 1000) / (performance.now() - began));
  }
  generator.close();
  return { ack, fold, checks: await checkKept(pool, sales.answers()) };
};

const measureAt = async (facts: number, plan: Plan): Promise<Grown> => {
  return withStage(async ({ stage, pool }) => {
    plan.say(`growth: writing ${facts.toLocaleString('en')} facts`);
    await seedLog(pool, facts);
    await runChild('rebuild-run', { databaseUrl: stage.databaseUrl, dryRun: false }, import.meta.url);
    await foldAll(pool);
    plan.say(`growth: ${facts.toLocaleString('en')} facts in the log`);
    const found = await roundsOn({ stage, pool }, { rounds: plan.rounds, seconds: plan.quick ? 1 : 4 });
    if (facts > 100_000) return { facts, ...found };
    const { differences } = await verify(pool, projections, () => undefined);
    const derived = { claim: 'the tables equal a fold of the log', ok: differences.length === 0, found: `${differences.length} different` };
    return { facts, ...found, checks: [...found.checks, derived] };
  });
};

const linesOf = (small: Grown, large: Grown): readonly Line[] =>
  (['ack', 'fold'] as const).flatMap((figure) => {
    const ratio = (100 * median(large[figure])) / median(small[figure]);
    const line = {
      figure: `${figure}, ${large.facts.toLocaleString('en')} to ${small.facts.toLocaleString('en')} facts`,
      median: `${rounded(ratio)} %`,
    };
    return [
      lineOf(`${figure} at ${small.facts.toLocaleString('en')} facts`, small[figure], '/s'),
      lineOf(`${figure} at ${large.facts.toLocaleString('en')} facts`, large[figure], '/s'),
      goalLine(line, ratio, { text: 'at least 90 %', least: 90 }),
    ];
  });

/** Whether the log's size is felt: the same load on a small log and on a large one. */
export const measureGrowth = async (plan: Plan, [small, large]: readonly [number, number]): Promise<Measured> => {
  const one = await measureAt(small, plan);
  const other = await measureAt(large, plan);
  const failed = [...one.checks, ...other.checks].filter(({ ok }) => !ok);
  const good = {
    claim: 'all checks of ack and fold, on both logs',
    ok: failed.length === 0,
    found: `${one.checks.length + other.checks.length} checks`,
  };
  return { name: 'growth', title: 'Whether the size of the log is felt', lines: linesOf(one, other), checks: [good, ...failed] };
};
