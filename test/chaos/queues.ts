import { QUEUE_NAMES, queueOptions, RECONCILE, SWEEP, type QueueServer } from '#runtime';
import { Queue, type Job } from 'bullmq';

/** The queues of an installation, seen from beside it. */
export interface Queues {
  /** Jobs that wait, run or come later. */
  open(): Promise<number>;
  /** Jobs that somebody has taken and not finished. */
  inHand(): Promise<number>;
  /** Members whose next try waits for its time. */
  delayed(): Promise<number>;
  /** Lets the time of all these waits pass; gives how many there were. */
  passTime(): Promise<number>;
  /** Asks for a look at everybody, beside all others that are asked for. */
  sweep(): Promise<void>;
  close(): Promise<void>;
}

const OPEN = ['active', 'waiting', 'prioritized', 'delayed', 'waiting-children'] as const;

const named = (queues: readonly Queue[], name: string): Queue => {
  const queue = queues.find((one) => one.name === name);
  if (!queue) throw new Error(`there is no queue ${name}`);
  return queue;
};

/** A job that has come to its turn meanwhile needs no help. */
const promoted = async (job: Job): Promise<number> =>
  job.promote().then(
    () => 1,
    () => 0,
  );

export const openQueues = (server: QueueServer): Queues => {
  const options = queueOptions(server, 'producer');
  const queues = QUEUE_NAMES.map((name) => new Queue(name, options));
  // A queue reports a lost connection as an event; without a listener the process would end.
  queues.forEach((queue) => queue.on('error', () => undefined));
  const reconcile = named(queues, RECONCILE);
  const count = async (...types: readonly (typeof OPEN)[number][]): Promise<number> =>
    (await Promise.all(queues.map(async (queue) => queue.getJobCountByTypes(...types)))).reduce((sum, jobs) => sum + jobs, 0);
  return {
    open: async () => count(...OPEN),
    inHand: async () => count('active'),
    delayed: async () => reconcile.getDelayedCount(),
    passTime: async () => (await Promise.all((await reconcile.getDelayed(0, -1)).map(promoted))).reduce((sum, one) => sum + one, 0),
    sweep: async () => void (await named(queues, SWEEP).add('drift', {})),
    close: async () => void (await Promise.all(queues.map(async (queue) => queue.close()))),
  };
};
