import { describe, expect, test } from '@jest/globals';
import { generate } from './generate.js';
import { playSeeds } from './seeds.js';
import { shrink } from './shrink.js';
import { instant, said, type Script } from './script.js';
import { simulate } from './simulate.js';

const SEEDS = 500;
const seedsFrom = (first: number): readonly number[] => Array.from({ length: SEEDS }, (_, index) => first + index);

describe('the simulation', () => {
  test.each([1, 501, 1001, 1501])(
    'keeps every promise after every step, in the 500 histories from seed %i',
    async (first) => {
      const { broken, facts, commands, crashes } = await playSeeds(seedsFrom(first), () => undefined);
      expect(broken).toEqual([]);
      // Histories in which nothing happens would keep every promise, too.
      expect({ facts: facts > 10_000, commands: commands > 1_500, crashes: crashes > 1_500 }).toEqual({ facts: true, commands: true, crashes: true });
    },
    120_000,
  );

  test('plays the same seed the same way, always', async () => {
    expect(await simulate(generate(7))).toEqual(await simulate(generate(7)));
  });

  test('finds a history that breaks a promise, and leaves out all that is not needed for it', async () => {
    const script = generate(11);
    // A badge that no simulated Cativa will ever be asked for: the reference model does not know a product by its plan.
    const mapping = { product: 'shop/a', plan: 'gold', name: 'gold', badges: [{ id: 'W', name: 'W' }], policies: {} };
    const paid = { sale: 'shop/s9', charge: 'c0', product: 'shop/a', person: 'ana', recurring: false, occurredAt: instant(0) };
    const wrong: Script = {
      ...script,
      members: { M1: 'ana' },
      catalog: [mapping],
      steps: [
        ...script.steps.filter(({ kind }) => kind === 'look'),
        { at: 1, salt: 1, kind: 'cativa', act: 'signs-up', member: 'M1', late: 1000 },
        { at: 2, salt: 2, kind: 'webhook', facts: [said('s9/0', { type: 'ChargePaid', data: paid })] },
      ].sort((a, b) => a.at - b.at) as Script['steps'],
    };
    const { breach = '' } = await simulate(wrong);
    expect(breach).toMatch(/^I4: M1 should hold W and does not/);
    expect((await shrink(wrong, breach)).steps.map(({ kind }) => kind)).toEqual(['webhook']);
  });
});
