import { describe, expect, test } from '@jest/globals';
import { sharedRun } from './shared-run.js';

/** Runs that end when the test says so. */
const stage = () => {
  const waiting: { end: () => void; fail: () => void }[] = [];
  const run = sharedRun(
    async () =>
      new Promise<void>((resolve, reject) => {
        waiting.push({ end: resolve, fail: () => reject(new Error('failed')) });
      }),
  );
  return { run, waiting };
};

const turn = async (): Promise<void> => new Promise((done) => setImmediate(done));

describe('a shared run', () => {
  test('begins at once for the first caller', () => {
    const { run, waiting } = stage();
    void run();
    expect(waiting).toHaveLength(1);
  });

  test('is one more, and only one, for all who came while one was under way', async () => {
    const { run, waiting } = stage();
    const all = [run(), run(), run(), run()];
    waiting[0]?.end();
    await all[0];
    await turn();
    expect(waiting).toHaveLength(2);
    waiting[1]?.end();
    await Promise.all(all);
    expect(waiting).toHaveLength(2);
  });

  test('never hands a caller a run that began before they asked', async () => {
    const { run, waiting } = stage();
    const first = run();
    let heard = false;
    const second = run().then(() => (heard = true));
    waiting[0]?.end();
    await first;
    await turn();
    expect(heard).toBe(false);
    waiting[1]?.end();
    await second;
  });

  test('goes on after a run that failed', async () => {
    const { run, waiting } = stage();
    const first = run();
    const second = run();
    waiting[0]?.fail();
    await expect(first).rejects.toThrow('failed');
    await turn();
    waiting[1]?.end();
    await second;
    void run();
    expect(waiting).toHaveLength(3);
  });
});
