import type { BadgeApi, Lookups, Mailer } from '#effects';
import { DEFAULT_BRAKE, type Instant } from '#domain';
import type { Moment } from '#projections';
import type { MikroORM } from '@mikro-orm/postgresql';
import type { Pool } from 'pg';
import { badgeExecutor } from './badge-executor.js';
import { channelLookups } from './channel-lookups.js';
import { mailerOf } from './mail.js';
import { connectOrm, migrate, pendingMigrations, poolOf } from './orm.js';
import { personHasher, type PersonOf } from './person.js';
import { migrateQueue, type QueueServer } from './queues.js';
import type { InstallationPolicies, Settings } from './settings.js';

/** What every role stands on, opened once before Nest starts and closed after it ended. */
export interface Runtime {
  readonly settings: Settings;
  readonly orm: MikroORM;
  readonly pool: Pool;
  readonly personOf: PersonOf;
  readonly queueServer: QueueServer;
  readonly badgeApi: BadgeApi;
  /** Gateways that can be asked, by channel. */
  readonly lookups: ReadonlyMap<string, Lookups>;
  readonly mailer: Mailer;
  close(): Promise<void>;
}

/** Where the database and the queue are. */
export interface Servers {
  readonly databaseUrl: string;
  readonly redisUrl?: string;
  readonly queuePrefix?: string;
}

/** The queue's server as these servers give it. */
export const queueServerOf = ({ databaseUrl, redisUrl, queuePrefix }: Servers): QueueServer => ({
  databaseUrl,
  ...(redisUrl && { redisUrl }),
  ...(queuePrefix && { prefix: queuePrefix }),
});

/** Opens the database and checks that it is fit to run on; each refusal is one clear sentence. */
export const openRuntime = async (settings: Settings, servers: Servers, connections = 10): Promise<Runtime> => {
  const orm = await connectOrm(servers.databaseUrl, connections);
  try {
    const pending = await pendingMigrations(orm);
    if (pending.length > 0) throw new Error(`The database is not up to date (missing: ${pending.join(', ')}). Run: catraca migrate`);
    const pool = await poolOf(orm);
    const personOf = await personHasher(pool);
    const mailer = mailerOf(settings);
    const close = async (): Promise<void> => {
      mailer.close();
      await orm.close(true);
    };
    const acting = { badgeApi: badgeExecutor(settings), lookups: channelLookups(settings), mailer };
    return { settings, orm, pool, personOf, queueServer: queueServerOf(servers), ...acting, close };
  } catch (error) {
    await orm.close(true);
    throw error;
  }
};

/** Brings up the log, the read models and, where it lives on PostgreSQL, the queue. Returns the migrations that ran. */
export const migrateAll = async (servers: Servers): Promise<readonly string[]> => {
  const ran = await migrate(servers.databaseUrl);
  const orm = await connectOrm(servers.databaseUrl, 2);
  try {
    await migrateQueue(await poolOf(orm), queueServerOf(servers));
    return ran;
  } finally {
    await orm.close(true);
  }
};

const policiesOf = ({ removalBrake, ...policies }: InstallationPolicies = {}): Omit<Moment, 'now'> => ({
  policies,
  ...(removalBrake && { brake: { ...DEFAULT_BRAKE, ...removalBrake } }),
});

/** This moment, with the installation's own policies. */
export const momentOf = ({ policies }: Pick<Settings, 'policies'>, now: Instant = new Date().toISOString()): Moment => ({
  now,
  ...policiesOf(policies),
});
