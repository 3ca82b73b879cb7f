import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { keyFilters, type KeyFilter } from './key-filter.js';

const [NOBODY, TABLES] = [{ add: () => undefined, mayHave: () => false }, 11];

const filterOf = (filters: readonly KeyFilter[], table: number): KeyFilter => filters[table] ?? NOBODY;

const mistakenOf = (filter: KeyFilter, keys: readonly string[]): number => keys.filter(filter.mayHave).length / keys.length;

const numbered = (from: number, keyOf: (nth: number) => string): readonly string[] => Array.from({ length: 10_000 }, (_, nth) => keyOf(from + nth));

test('what was put in is never denied', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(TABLES - 1), fc.string()), { maxLength: 200 }), (keys) => {
      const filters = keyFilters(TABLES, 10);
      keys.forEach(([table, key]) => filterOf(filters, table).add(key));
      expect(keys.every(([table, key]) => filterOf(filters, table).mayHave(key))).toBe(true);
    }),
  );
});

describe.each([
  ['sales', (nth: number) => `hotmart/S${nth}`],
  ['members', (nth: number) => `member-${nth}`],
  ['hashes of persons', (nth: number) => nth.toString(16).padStart(64, '0')],
])('of keys like those of %s', (_, keyOf) => {
  test('one in 50 at most is taken for known when half of the room is used', () => {
    const [filter = NOBODY] = keyFilters(1, 20_000);
    numbered(0, keyOf).forEach(filter.add);
    expect(mistakenOf(filter, numbered(10_000, keyOf))).toBeLessThan(0.02);
  });

  test('one in ten at most when all of it is, by another table or by this one', () => {
    const [one = NOBODY, other = NOBODY] = keyFilters(2, 20_000);
    numbered(0, keyOf).forEach(one.add);
    numbered(0, keyOf).forEach(other.add);
    expect(mistakenOf(one, numbered(10_000, keyOf))).toBeLessThan(0.1);
  });

  test('a key of one table is not known to another', () => {
    const [one = NOBODY, other = NOBODY] = keyFilters(2, 20_000);
    numbered(0, keyOf).forEach(one.add);
    expect(mistakenOf(other, numbered(0, keyOf))).toBeLessThan(0.02);
  });
});

test('with no room it says yes to everything, and works all the same', () => {
  const [filter = NOBODY] = keyFilters(1, 0);
  for (let nth = 0; nth < 1000; nth += 1) filter.add(String(nth));
  expect(filter.mayHave('other')).toBe(true);
});
