import { describe, expect, test } from '@jest/globals';
import { countFrom, evolveBrake, mayRemove, RELEASED, removalLimit } from './brake.js';
import { at, fold, released, seen, tripped } from './given.js';

const brake = (...facts: Parameters<typeof fold>[1]) => fold(evolveBrake, facts) ?? RELEASED;

describe('the brake', () => {
  test.each([
    [0, 10],
    [199, 10],
    [200, 10],
    [220, 11],
    [239, 11],
    [8000, 400],
  ])('with %i holders takes %i removals', (holders, limit) => {
    expect(removalLimit(holders)).toBe(limit);
    expect(mayRemove(RELEASED, { recent: limit - 1, holders: holders })).toBe(true);
    expect(mayRemove(RELEASED, { recent: limit, holders: holders })).toBe(false);
  });
  test('once tripped takes none, however long it waits, until a person says go', () => {
    expect(mayRemove(brake(tripped('2026-05-01')), { recent: 0, holders: 100 }, at('2027-05-01'))).toBe(false);
    expect(mayRemove(brake(tripped('2026-05-01'), released('2026-05-02')), { recent: 0, holders: 100 }, at('2026-05-02'))).toBe(true);
    expect(mayRemove(brake(tripped('2026-05-01'), released('2026-05-02'), tripped('2026-05-03')), { recent: 0, holders: 100 })).toBe(false);
  });
  test('other facts are not its business', () => expect(fold(evolveBrake, [seen('M1', '2026-05-01')])).toBeUndefined());
});

describe('counting', () => {
  test('goes back ten minutes, to the millisecond', () => expect(countFrom(RELEASED, at('2026-05-01T10:00'))).toBe(at('2026-05-01T09:50')));
  test('goes by the rules of the installation', () => {
    const rules = { removals: 3, percent: 50, minutes: 60 };
    expect(countFrom(RELEASED, at('2026-05-01T10:00'), rules)).toBe(at('2026-05-01T09:00'));
    expect([removalLimit(2, rules), removalLimit(100, rules)]).toEqual([3, 50]);
    expect(mayRemove(RELEASED, { recent: 3, holders: 2 }, at('2026-05-01'), rules)).toBe(false);
  });
  test("starts anew with a person's go", () => {
    const row = brake(tripped('2026-05-01T09:54'), released('2026-05-01T09:55'));
    expect(countFrom(row, at('2026-05-01T10:00'))).toBe(at('2026-05-01T09:55'));
    expect(countFrom(row, at('2026-05-01T10:30'))).toBe(at('2026-05-01T10:20'));
  });
  test('what a person allowed beyond the limit lasts a day and no longer', () => {
    const row = brake(tripped('2026-05-01T09:54'), released('2026-05-01T10:00', { allow: 400 }));
    const [soon, later] = [at('2026-05-02T09:59'), at('2026-05-02T10:00')];
    expect(countFrom(row, soon)).toBe(at('2026-05-01T10:00'));
    expect([mayRemove(row, { recent: 409, holders: 100 }, soon), mayRemove(row, { recent: 410, holders: 100 }, soon)]).toEqual([true, false]);
    expect(countFrom(row, later)).toBe(at('2026-05-02T09:50'));
    expect([mayRemove(row, { recent: 9, holders: 100 }, later), mayRemove(row, { recent: 10, holders: 100 }, later)]).toEqual([true, false]);
  });
});
