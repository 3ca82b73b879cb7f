import { queueOptions } from '#runtime';
import { Queue, Worker } from 'bullmq';
import { setTimeout as pause } from 'node:timers/promises';

const NAME = 'bench-hop';
const CONCURRENCY = 16;

/** Milliseconds from `add` to the job's beginning, of a queue that does nothing else, at this many jobs a second. */
export const queueHops = async (databaseUrl: string, { rate, seconds }: { rate: number; seconds: number }): Promise<Float64Array> => {
  const options = queueOptions({ databaseUrl }, 'worker');
  const queue = new Queue(NAME, options);
  const hops: number[] = [];
  const worker = new Worker(
    NAME,
    async ({ data }: { data: { at: number } }) => {
      hops.push(performance.now() - data.at);
      return Promise.resolve();
    },
    { ...options, concurrency: CONCURRENCY },
  );
  await worker.waitUntilReady();
  const jobs = rate * seconds;
  const began = performance.now();
  const added: Promise<unknown>[] = [];
  while (hops.length < jobs) {
    for (; added.length < jobs && began + (added.length * 1000) / rate <= performance.now();) added.push(queue.add('hop', { at: performance.now() }));
    await pause(1);
  }
  await Promise.all(added);
  await worker.close();
  await queue.close();
  return Float64Array.from(hops);
};
