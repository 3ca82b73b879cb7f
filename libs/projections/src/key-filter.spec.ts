import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { keyFilter } from './key-filter.js';

test('what was put in is never denied', () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { maxLength: 200 }), (keys) => {
      const filter = keyFilter(10);
      keys.forEach(filter.add);
      expect(keys.every(filter.mayHave)).toBe(true);
    }),
  );
});

test.each([
  ['sales', (nth: number) => `hotmart/S${nth}`],
  ['members', (nth: number) => `member-${nth}`],
  ['hashes of persons', (nth: number) => nth.toString(16).padStart(64, '0')],
])('of keys like those of %s, one in 50 at most is taken for known when a fifth of the room is used', (_, keyOf) => {
  const filter = keyFilter(50_000);
  for (let nth = 0; nth < 10_000; nth += 1) filter.add(keyOf(nth));
  const mistaken = Array.from({ length: 10_000 }, (_each, nth) => keyOf(nth + 10_000)).filter(filter.mayHave).length;
  expect(mistaken).toBeLessThan(200);
});

test('with no room it says yes to everything, and works all the same', () => {
  const filter = keyFilter(0);
  for (let nth = 0; nth < 1000; nth += 1) filter.add(String(nth));
  expect(filter.mayHave('other')).toBe(true);
});
