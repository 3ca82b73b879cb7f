import { foldAll, projections, verify } from '#projections';
import { seedLog } from '../log/seed.js';
import { lineOf, type Measured, type Plan } from '../report/measured.js';
import type { Check } from '../stage/kept.js';
import { withStage } from '../stage/with-stage.js';

/** Facts a second from an empty table to the head, as a worker catches up. */
const foldOnce = async (facts: number): Promise<{ rate: number; check: Check }> =>
  withStage(async ({ pool }) => {
    await seedLog(pool, facts);
    const began = performance.now();
    await foldAll(pool);
    const rate = (facts * 1000) / (performance.now() - began);
    const { differences, gaps, rows } = await verify(pool, projections, () => undefined);
    const ok = differences.length === 0 && gaps === 0;
    return {
      rate,
      check: { claim: 'the tables equal a fold of the log', ok, found: `${rows} rows of ${facts} facts, ${differences.length} different` },
    };
  });

export const measureFold = async ({ quick, rounds, say }: Plan): Promise<Measured> => {
  const facts = quick ? 10_000 : 50_000;
  const rates: number[] = [];
  const checks: Check[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    say(`fold, round ${round} of ${rounds}`);
    const { rate, check } = await foldOnce(facts);
    rates.push(rate);
    checks.push(check);
  }
  return {
    name: 'fold',
    title: `Catching up through all ${projections.length} projections, ${facts.toLocaleString('en')} facts`,
    lines: [lineOf('Catraca', rates, 'facts/s')],
    checks: checks.filter(({ ok }, index) => !ok || index === 0),
  };
};
