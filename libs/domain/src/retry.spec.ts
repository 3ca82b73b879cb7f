import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { MAX_ATTEMPTS, waitAfter } from './retry.js';

const WAITS = [10_000, 30_000, 120_000, 600_000, 3_600_000, 21_600_000];

test('waits 10 s, 30 s, 2 min, 10 min, 1 h, 6 h, and then gives up visibly', () => {
  expect(WAITS.map((_, index) => waitAfter(index + 1, 0.5))).toEqual(WAITS);
  expect(MAX_ATTEMPTS).toBe(7);
});

test('spreads every wait by a fifth and no more, in whole milliseconds', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 6 }), fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (made, random) => {
      const wait = waitAfter(made, random);
      const planned = WAITS[made - 1] ?? 0;
      expect(Number.isInteger(wait)).toBe(true);
      expect(wait).toBeGreaterThanOrEqual(planned * 0.8);
      expect(wait).toBeLessThanOrEqual(planned * 1.2);
    }),
  );
});

test('never comes back before Cativa asked for it', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 9 }),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      fc.nat(10_000_000),
      (made, random, asked) => expect(waitAfter(made, random, asked)).toBeGreaterThanOrEqual(asked),
    ),
  );
});

test('an attempt out of range waits like the nearest one', () => {
  expect(waitAfter(0, 0.5)).toBe(10_000);
  expect(waitAfter(99, 0.5)).toBe(21_600_000);
});

test('many tries in a short time do not make the wait longer than one try after the other would have', () => {
  const MINUTE = 60_000;
  expect([0, 5000, 9000, 20_000].map((failing) => waitAfter(6, 0.5, 0, failing))).toEqual([10_000, 10_000, 30_000, 30_000]);
  expect([MINUTE, 5 * MINUTE, 20 * MINUTE, 600 * MINUTE].map((failing) => waitAfter(6, 0.5, 0, failing))).toEqual(WAITS.slice(2));
});

test('tries that come when they are due wait as if nobody looked at the clock, however the waits are spread', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), { minLength: 6, maxLength: 6 }), (dice) => {
      let failing = 0;
      for (const [index, random] of dice.entries()) {
        const wait = waitAfter(index + 1, random, 0, failing);
        expect(wait).toBe(waitAfter(index + 1, random));
        failing += wait;
      }
    }),
  );
});
