import { Redis } from 'ioredis';

/** What a Redis says of itself, as far as a queue must care. */
export interface RedisFacts {
  readonly version: string;
  readonly policy: string;
  readonly persistent: boolean;
}

const field = (info: string, name: string): string => new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(info)?.[1] ?? '';

/** Whether snapshots are on; a hosted Redis that keeps its configuration to itself counts as having them. */
const savesSnapshots = async (redis: Redis): Promise<boolean> =>
  redis.config('GET', 'save').then(
    (answer) => !Array.isArray(answer) || String(answer[1] ?? '') !== '',
    () => true,
  );

/** Asks a Redis; throws with one clear sentence when it does not answer in five seconds. */
export const redisFacts = async (url: string): Promise<RedisFacts> => {
  const redis = new Redis(url, { lazyConnect: true, maxRetriesPerRequest: 0, connectTimeout: 5000, retryStrategy: () => null });
  // What connect() rejects with says only that the connection is closed; why, the event says.
  let why: string | undefined;
  redis.on('error', ({ message }: Error) => (why = message));
  try {
    await redis.connect();
    const info = await redis.info();
    const persistent = field(info, 'aof_enabled') === '1' || (await savesSnapshots(redis));
    return { version: field(info, 'redis_version') || field(info, 'valkey_version'), policy: field(info, 'maxmemory_policy'), persistent };
  } catch (error) {
    const reason = why ?? (error instanceof Error ? error.message : 'no reason given');
    throw new Error(`Redis does not answer (${reason}). Check REDIS_URL, or unset it to keep the queue in PostgreSQL.`, { cause: error });
  } finally {
    redis.disconnect();
  }
};

/** A Redis that evicts drops wake-ups without a word; boot refuses it. */
export const refuseEviction = async (url: string): Promise<void> => {
  const { policy } = await redisFacts(url);
  if (policy !== 'noeviction') {
    throw new Error(
      `Redis evicts keys (maxmemory-policy ${policy || 'unknown'}), which would lose wake-ups. Run: redis-cli config set maxmemory-policy noeviction`,
    );
  }
};
