import type { Queue } from 'bullmq';
import type { Registry } from 'prom-client';
import { setTimeout as after } from 'node:timers/promises';
import { gauge, type Sample } from './gauge.js';

/** A queue whose server is away answers when it is back; a scrape does not wait for that. */
const PATIENCE_MS = 2000;
const STATES = ['waiting', 'prioritized', 'active', 'delayed', 'failed'] as const;

const jobsIn = async (queue: Queue): Promise<readonly Sample[]> => {
  const counts = queue.getJobCounts(...STATES).catch(() => undefined);
  const known = await Promise.race([counts, after(PATIENCE_MS, undefined, { ref: false })]);
  return Object.entries(known ?? {}).map(([state, value]) => ({ labels: { queue: queue.name, state }, value }));
};

/** Puts the jobs of each queue into a registry; one that does not answer is left out, so that its absence can be alarmed. */
export const addQueues = async (registry: Registry, queues: readonly Queue[]): Promise<void> => {
  const samples = (await Promise.all(queues.map(jobsIn))).flat();
  gauge(registry)('catraca_queue_jobs', 'Jobs in a queue, by state', samples);
};
