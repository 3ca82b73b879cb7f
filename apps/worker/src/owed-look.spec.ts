import { beforeEach, describe, expect, test } from '@jest/globals';
import { withOwedLook } from './owed-look.js';

let said: string[];
let broken: 'run' | 'look' | undefined;
let run: () => Promise<void>;

const step = (name: 'run' | 'look') => async (): Promise<void> => {
  said.push(name);
  if (broken === name) throw new Error(`${name} failed`);
  await Promise.resolve();
};
beforeEach(() => {
  [said, broken] = [[], undefined];
  run = withOwedLook(step('run'), step('look'));
});

describe('a look at everybody', () => {
  test('is asked for after the first run, since nobody knows what the process before left undone, and not after the next', async () => {
    await run();
    await run();
    expect(said).toEqual(['run', 'look', 'run']);
  });

  test('is asked for again after a run that failed, as soon as one succeeds', async () => {
    await run();
    broken = 'run';
    await expect(run()).rejects.toThrow('run failed');
    await expect(run()).rejects.toThrow('run failed');
    broken = undefined;
    said.length = 0;
    await run();
    await run();
    expect(said).toEqual(['run', 'look', 'run']);
  });

  test('that could not be asked for stays owed', async () => {
    broken = 'look';
    await expect(run()).rejects.toThrow('look failed');
    broken = undefined;
    await run();
    await run();
    expect(said).toEqual(['run', 'look', 'run', 'look', 'run']);
  });
});
