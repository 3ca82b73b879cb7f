import { describe, expect, test } from '@jest/globals';
import { coalescedWakeUp } from './wake-up.js';

/** A queue that counts its jobs, and a clock that moves when it is told to. */
const opened = (fails = false) => {
  const [pauses, warned]: [(() => void)[], unknown[]] = [[], []];
  let jobs = 0;
  const add = async (): Promise<void> => {
    jobs += 1;
    if (fails) throw new Error('no queue');
    return Promise.resolve();
  };
  const pause = async (): Promise<void> => new Promise((passed) => void pauses.push(passed));
  const wake = coalescedWakeUp(add, { warn: (said: unknown) => void warned.push(said) }, pause);
  const passes = async (): Promise<void> => {
    pauses.shift()?.();
    await new Promise((done) => setImmediate(done));
  };
  return { jobs: () => jobs, warned, wake, passes };
};

describe('waking the workers', () => {
  test('the first webhook wakes them at once, and all that come in the next moment wake them once more', async () => {
    const { jobs, wake, passes } = opened();
    for (let webhook = 0; webhook < 100; webhook += 1) wake();
    expect(jobs()).toBe(1);
    await passes();
    expect(jobs()).toBe(2);
    await passes();
    expect(jobs()).toBe(2);
  });

  test('a queue that cannot be reached is told, and the next webhook tries again', async () => {
    const { jobs, warned, wake, passes } = opened(true);
    wake();
    await passes();
    wake();
    expect(jobs()).toBe(2);
    expect(warned).toHaveLength(1);
  });
});
