import { Redis } from 'ioredis';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { testQueue } from './queue.js';
import { startTestRedis } from './redis.js';
import { until } from './until.js';

/** A queue server that a test may do anything to. */
export interface OwnQueue {
  /** For `openHouse`; empty when the queue lives in the house's own database. */
  readonly option: { readonly redisUrl?: string };
  /** Forgets every job, as `FLUSHALL` does. */
  flush(pool: Pool): Promise<void>;
  /** Ends every connection to it, as a restart of its server does. */
  breakOff(pool: Pool): Promise<void>;
  stop(): Promise<void>;
}

const DEADLOCK = '40P01';
const isDeadlock = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === DEADLOCK;

/** The queue's tables are in use meanwhile; whoever loses a deadlock against them tries again. */
const flushPostgres = async (pool: Pool): Promise<void> => {
  const { rows } = await pool.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname = 'catraca_queue' and tablename not like '%migration%'`,
  );
  const text = `truncate ${rows.map(({ name }) => name).join(', ')}`;
  const truncated = async (): Promise<boolean> =>
    pool.query(text).then(
      () => true,
      (error: unknown) => {
        if (isDeadlock(error)) return false;
        throw error;
      },
    );
  await until(truncated, { deadlineMs: 20_000, what: 'the queue to be flushed' });
};

const ownRedis = async (): Promise<OwnQueue> => {
  const redis = await startTestRedis(join(process.cwd(), '.catraca', 'redis'));
  if ('missing' in redis) throw new Error(redis.missing);
  const flush = async (): Promise<void> => {
    const client = new Redis(redis.url);
    await client.flushall();
    client.disconnect();
  };
  const breakOff = async (): Promise<void> => {
    const client = new Redis(redis.url);
    await client.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
    client.disconnect();
  };
  return { option: { redisUrl: redis.url }, flush, breakOff, stop: async () => redis.stop() };
};

const breakOffPostgres = async (pool: Pool): Promise<void> =>
  void (await pool.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()'));

/** Redis: a private server. PostgreSQL: the database is a house's own anyway. */
export const ownQueue = async (): Promise<OwnQueue> =>
  testQueue().kind === 'redis' ? ownRedis() : { option: {}, flush: flushPostgres, breakOff: breakOffPostgres, stop: async () => Promise.resolve() };
