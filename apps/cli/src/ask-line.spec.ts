import { describe, expect, test } from '@jest/globals';
import { PassThrough } from 'node:stream';
import { askLine } from './ask-line.js';

describe('a question', () => {
  test.each([
    ['yes\n', 'yes'],
    ['yes', 'yes'],
    ['\nyes\n', ''],
    ['', ''],
  ])('is answered by %p with %p, and waits for nobody who has gone', async (typed, answer) => {
    const input = new PassThrough();
    input.end(typed);
    expect(await askLine('', input)).toBe(answer);
  });
});
