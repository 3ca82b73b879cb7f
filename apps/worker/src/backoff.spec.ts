import { WrongExpectedVersion } from '#event-store';
import { describe, expect, test } from '@jest/globals';
import { backoffStrategy } from './backoff.js';
import { TryAgain } from './try-again.js';

const tries = [1, 2, 3, 4, 5, 6];
const waitsOf = (error: Error): readonly number[] => tries.map((made) => backoffStrategy(made, 'custom', error));

describe('the wait before the next try', () => {
  test('grows while the outside puts us off, and is never shorter than it asked for', () => {
    const waits = waitsOf(new TryAgain('Cativa answers 503'));
    expect(waits).toEqual(waits.toSorted((a, b) => a - b));
    expect(waits.at(-1)).toBeGreaterThan(3_600_000);
    expect(Math.min(...waitsOf(new TryAgain('Cativa answers 429', 90_000)))).toBeGreaterThanOrEqual(90_000);
  });

  test('counts from when the job was made, so that much news in a bad minute does not cost hours', () => {
    const made = backoffStrategy(6, 'custom', new TryAgain('Cativa answers 503'), { timestamp: Date.now() - 15_000 });
    expect(made).toBeLessThanOrEqual(36_000);
  });

  test('stays the first one when the fault is in our own house: when the database is back, so are we', () => {
    waitsOf(new Error('connect ECONNREFUSED')).forEach((wait) => {
      expect(wait).toBeGreaterThanOrEqual(8000);
      expect(wait).toBeLessThanOrEqual(12_000);
    });
  });

  test('is next to nothing after a lost race', () => expect(Math.max(...waitsOf(new WrongExpectedVersion('stream m')))).toBeLessThan(100));
});
