import { expect, test } from '@jest/globals';
import { rested } from './rested.js';

/** Asked at these moments, when asking takes so long: which of the answers each gets. */
const answersAt = async (moments: readonly number[], tookMs: number): Promise<readonly number[]> => {
  let [clock, asked] = [0, 0];
  const ask = rested(
    async () => {
      clock += tookMs;
      asked += 1;
      return Promise.resolve(asked);
    },
    () => clock,
  );
  const answers = [];
  for (const moment of moments) {
    clock = moment;
    answers.push(await ask());
  }
  return answers;
};

test('what is answered quickly is asked each time', async () => {
  expect(await answersAt([0, 1000, 1001, 1002], 999)).toEqual([1, 2, 3, 4]);
});

test('an answer that took two seconds serves for eighteen more', async () => {
  expect(await answersAt([0, 2000, 19_999, 20_000, 21_999, 39_999], 2000)).toEqual([1, 1, 1, 2, 2, 2]);
});

test('what failed is asked again at once', async () => {
  const answers = [async () => Promise.reject(new Error('away')), async () => Promise.resolve('here')];
  const ask = rested(async () => (answers.shift() ?? (async () => Promise.resolve('none')))());
  await expect(ask()).rejects.toThrow('away');
  expect(await ask()).toBe('here');
});
