import { QUEUE_NAMES, queueOptions, SWEEP, type QueueServer } from '#runtime';
import { Queue } from 'bullmq';

/** What the worker's clock asks for: to fold the log, or to look at everybody as well. */
export type Tick = 'catch-up' | 'drift';

/** The queues of a house, seen from beside it. */
export interface HouseQueue {
  /** Jobs that wait, run or come later. */
  open(): Promise<number>;
  /** Jobs that were given up. */
  failed(): Promise<number>;
  /** Does now what the worker's clock does every ten seconds, or once a minute. */
  tick(what: Tick): Promise<void>;
  close(): Promise<void>;
}

const OPEN = ['active', 'waiting', 'prioritized', 'delayed', 'waiting-children'] as const;

const openQueues = (server: QueueServer): readonly Queue[] => {
  const options = queueOptions(server, 'producer');
  const queues = QUEUE_NAMES.map((name) => new Queue(name, options));
  // A queue reports a lost connection as an event; without a listener the process would end.
  queues.forEach((queue) => queue.on('error', () => undefined));
  return queues;
};

export const openHouseQueue = (server: QueueServer): HouseQueue => {
  let opened: readonly Queue[] | undefined;
  // Not before they are asked for: the tables of a queue on PostgreSQL may not be there yet.
  const queues = (): readonly Queue[] => (opened ??= openQueues(server));
  const count = async (...types: ('failed' | (typeof OPEN)[number])[]): Promise<number> =>
    (await Promise.all(queues().map(async (queue) => queue.getJobCountByTypes(...types)))).reduce((sum, jobs) => sum + jobs, 0);
  return {
    open: async () => count(...OPEN),
    failed: async () => count('failed'),
    tick: async (what) =>
      void (await queues()
        .find(({ name }) => name === SWEEP)
        ?.add(what, {})),
    close: async () => void (await Promise.all((opened ?? []).map(async (queue) => queue.close()))),
  };
};
