import { queueOptions, wakeCompletion, wakeMembers, wakeProjector, type ReconcileJob } from '#runtime';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Queue, UnrecoverableError, Worker, type Job } from 'bullmq';
import { openHouse, type House } from '../support/house.js';
import { until } from '../support/until.js';

let house: House;
let queue: Queue;
const workers: Worker[] = [];

beforeEach(async () => {
  house = await openHouse({ idle: true });
  queue = new Queue('reconcile', queueOptions(house.runtime.queueServer, 'worker'));
});
afterEach(async () => {
  await Promise.all(workers.splice(0).map(async (worker) => worker.close()));
  await queue.close();
  await house.close();
});

const work = (run: (job: Job<ReconcileJob>) => Promise<unknown>, backoffMs = 60_000): void => {
  workers.push(
    new Worker('reconcile', run, {
      ...queueOptions(house.runtime.queueServer, 'worker'),
      concurrency: 4,
      settings: { backoffStrategy: () => backoffMs },
    }),
  );
};

describe('wake-ups', () => {
  test('for one member that waits are one', async () => {
    for (let n = 0; n < 5; n += 1) await wakeMembers(queue, ['m1'], 'news');
    expect(await queue.getJobCountByTypes('waiting', 'delayed', 'prioritized')).toBe(1);
  });

  test('that come while the member is being reconciled give one more run, and never two at once', async () => {
    let [runs, now, most] = [0, 0, 0];
    const gates: (() => void)[] = [];
    work(async () => {
      runs += 1;
      now += 1;
      most = Math.max(most, now);
      await new Promise<void>((open) => gates.push(open));
      now -= 1;
    });
    await wakeMembers(queue, ['m1'], 'news');
    await until(() => gates.length === 1, { deadlineMs: 10_000, what: 'the first run' });
    for (let n = 0; n < 3; n += 1) await wakeMembers(queue, ['m1'], 'news');
    gates[0]?.();
    await until(() => gates.length === 2, { deadlineMs: 10_000, what: 'the second run' });
    gates[1]?.();
    await until(async () => (await queue.getJobCountByTypes('active', 'waiting')) === 0, { deadlineMs: 10_000, what: 'the queue to be idle' });
    expect([runs, most]).toEqual([2, 1]);
  });

  test('are heard again after a run has ended', async () => {
    const seen: string[] = [];
    work(async (job) => Promise.resolve(seen.push(job.data.member)));
    await wakeMembers(queue, ['m1'], 'sweep');
    await until(() => seen.length === 1, { deadlineMs: 10_000, what: 'the first run' });
    await until(async () => (await queue.getJobCountByTypes('active', 'waiting')) === 0, { deadlineMs: 10_000, what: 'it to be complete' });
    await wakeMembers(queue, ['m1'], 'sweep');
    await until(() => seen.length === 2, { deadlineMs: 10_000, what: 'the second run' });
  });

  test('of a sweep leave a retry to its wait; news ends the wait', async () => {
    let runs = 0;
    work(async () => {
      runs += 1;
      if (runs === 1) throw new Error('later');
      return Promise.resolve();
    });
    await wakeMembers(queue, ['m1'], 'news');
    await until(async () => (await queue.getDelayedCount()) === 1, { deadlineMs: 10_000, what: 'the retry to wait' });
    await wakeMembers(queue, ['m1'], 'sweep');
    expect([runs, await queue.getDelayedCount()]).toEqual([1, 1]);
    await wakeMembers(queue, ['m1'], 'news');
    await until(() => runs === 2, { deadlineMs: 10_000, what: 'the retry to run' });
  });

  test('take member ids of any shape: colons, digits only, long ones', async () => {
    const odd = ['a:b:c', '12345', 'x'.repeat(200), '{curly}', 'ü/ß'];
    const seen = new Set<string>();
    work(async (job) => Promise.resolve(seen.add(job.data.member)));
    await wakeMembers(queue, odd, 'news');
    await until(() => odd.every((member) => seen.has(member)), { deadlineMs: 10_000, what: 'all to run' });
  });

  test('of the projector are one while one waits', async () => {
    const project = new Queue('project', queueOptions(house.runtime.queueServer, 'worker'));
    for (let n = 0; n < 5; n += 1) await wakeProjector(project);
    expect(await project.getJobCountByTypes('waiting')).toBe(1);
    await project.close();
  });

  test('of a question are one while it waits for its next try, and begin anew after the last', async () => {
    let runs = 0;
    work(async () => {
      runs += 1;
      return Promise.reject(runs === 1 ? new Error('later') : new UnrecoverableError('the last try'));
    });
    await wakeCompletion(queue, ['d1', 'd1']);
    await until(async () => (await queue.getDelayedCount()) === 1, { deadlineMs: 10_000, what: 'the next try to wait' });
    await wakeCompletion(queue, ['d1']);
    expect([runs, await queue.getJobCountByTypes('waiting', 'delayed', 'prioritized')]).toEqual([1, 1]);
    const [waiting] = await queue.getDelayed();
    await waiting?.promote();
    await until(async () => (await queue.getFailedCount()) === 1, { deadlineMs: 10_000, what: 'the last try to fail' });
    await wakeCompletion(queue, ['d1']);
    await until(() => runs === 3, { deadlineMs: 10_000, what: 'it to begin anew' });
  });
});
