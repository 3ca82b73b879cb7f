import { MAX_ATTEMPTS, type MemberId, type PersonKey } from '#domain';
import {
  createPostgresBackend,
  Queue,
  runMigrations,
  setDefaultBackendFactory,
  type ConnectionOptions,
  type JobsOptions,
  type QueueOptions,
} from 'bullmq';
import type { Pool } from 'pg';

/** The queues. They hold wake-ups only: who needs attention, never what to do. */
export const PROJECT = 'project';
export const RECONCILE = 'reconcile';
export const SWEEP = 'sweep';
export const COMPLETE = 'complete';
export const INVITE = 'invite';
export const QUEUE_NAMES = [PROJECT, RECONCILE, SWEEP, COMPLETE, INVITE] as const;

/** What a job of `reconcile` may hold. `askAgain`: refusals on record are to be asked once more. */
export interface ReconcileJob {
  readonly member: MemberId;
  readonly askAgain?: boolean;
}

/** What a job of `complete` holds: the delivery that leaves a question to its gateway. */
export interface CompleteJob {
  readonly delivery: string;
}

/** What a job of `invite` holds: a buyer, by the keyed hash of an address. */
export interface InviteJob {
  readonly person: PersonKey;
}

/** Where the queue lives. `prefix` and `schema` keep installations on one server apart. */
export interface QueueServer {
  readonly redisUrl?: string;
  readonly databaseUrl: string;
  readonly prefix?: string;
  readonly schema?: string;
}

const SCHEMA = 'catraca_queue';

/** Wake-ups may be lost with the server's last half second, as on a Redis that writes its log once a second: what they are about is kept elsewhere. */
const NO_WAIT_FOR_DISK = '-c synchronous_commit=off';

/**
 * The options that every queue and worker of this process shares; chooses BullMQ's backend for the whole process. A
 * `producer` (the ingress) must fail within a second when Redis is away, or it would hang on a hint; a `worker` waits.
 */
export const queueOptions = ({ redisUrl, databaseUrl, prefix, schema }: QueueServer, role: 'producer' | 'worker'): QueueOptions => {
  const removeOnFail = { count: 5000 };
  if (!redisUrl) {
    setDefaultBackendFactory(createPostgresBackend);
    const connection = { connectionString: databaseUrl, schema: schema ?? SCHEMA, max: 6, options: NO_WAIT_FOR_DISK } as ConnectionOptions;
    // Keeping the last 500 would sort them at the end of every job, and all workers would wait for each other to delete the oldest.
    return { connection, defaultJobOptions: { removeOnComplete: true, removeOnFail } };
  }
  setDefaultBackendFactory();
  const shared = { prefix: prefix ?? '{catraca}', defaultJobOptions: { removeOnComplete: { count: 500 }, removeOnFail } };
  if (role === 'worker') return { connection: { url: redisUrl, maxRetriesPerRequest: null }, ...shared };
  return { connection: { url: redisUrl, maxRetriesPerRequest: 1 }, skipWaitingForReady: true, ...shared };
};

/** Brings the queue's own tables up when it lives on PostgreSQL. */
export const migrateQueue = async (pool: Pool, { redisUrl, schema }: QueueServer): Promise<void> => {
  if (redisUrl) return;
  const client = await pool.connect();
  try {
    await runMigrations(client, schema ?? SCHEMA);
  } finally {
    client.release(true);
  }
};

const once = (id: string): JobsOptions => ({ deduplication: { id, keepLastIfActive: true } });

/** One waiting look at the log is enough, and one more after the look that runs. */
export const wakeProjector = async (queue: Queue): Promise<void> => {
  await queue.add('catch-up', {}, { ...once('catch-up'), attempts: 3, backoff: { type: 'exponential', delay: 1000, jitter: 0.5 } });
};

/**
 * Wakes members. `news`: something was heard about them, so a wait between two attempts ends now; a sweep has no news
 * and leaves the wait alone.
 */
export const wakeMembers = async (queue: Queue, members: readonly MemberId[], why: 'news' | 'sweep'): Promise<void> => {
  if (members.length === 0) return;
  await queue.addBulk(
    members.map((member) => ({
      name: 'member',
      data: { member } satisfies ReconcileJob,
      opts: {
        deduplication: { id: member, keepLastIfActive: true, ...(why === 'news' && { reschedule: true }) },
        attempts: MAX_ATTEMPTS,
        backoff: { type: 'custom' },
      },
    })),
  );
};

/** Has gateways asked about deliveries; one that waits for its next try already is left to its wait. */
export const wakeCompletion = async (queue: Queue, deliveries: readonly string[]): Promise<void> => {
  if (deliveries.length === 0) return;
  await queue.addBulk(
    deliveries.map((delivery) => ({
      name: 'delivery',
      data: { delivery } satisfies CompleteJob,
      opts: { deduplication: { id: delivery }, attempts: MAX_ATTEMPTS, backoff: { type: 'custom' } },
    })),
  );
};

/** Has buyers written to, if something is due to them; whoever waits for a look already is looked at once. */
export const wakeInvites = async (queue: Queue, persons: readonly PersonKey[]): Promise<void> => {
  if (persons.length === 0) return;
  await queue.addBulk(
    persons.map((person) => ({
      name: 'buyer',
      data: { person } satisfies InviteJob,
      opts: { deduplication: { id: person, keepLastIfActive: true }, attempts: 1 },
    })),
  );
};

/**
 * Asks the workers to look at everybody now, from a process that has no queue of its own. A hint: when it cannot be
 * sent, the workers' clock looks within a minute.
 */
export const wakeSweep = async (server: QueueServer): Promise<boolean> => {
  const queue = new Queue(SWEEP, queueOptions(server, 'producer'));
  queue.on('error', () => undefined);
  try {
    await queue.add('drift', {}, { deduplication: { id: 'asked', keepLastIfActive: true } });
    return true;
  } catch {
    return false;
  } finally {
    await queue.close().catch(() => undefined);
  }
};
