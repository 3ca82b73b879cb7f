import type { Case, QueueKind } from './case.js';
import type { Endings } from './endings.js';
import { openFolder, startOwnPostgres } from './own-postgres.js';
import { startOwnRedis } from './own-redis.js';
import { mountSmallDisk } from './small-disk.js';
import type { Site } from './stage.js';

/** Little log ahead, so that a small disk holds it and fills soon. */
const ON_A_SMALL_DISK = ['min_wal_size = 32MB', 'max_wal_size = 64MB'];

/** Servers for one case alone. */
export const openSite = async ({ name, diskMegabytes }: Case, queue: QueueKind, template: string, ends: Endings): Promise<Site> => {
  const folder = openFolder(name, ends);
  if (diskMegabytes !== undefined) await mountSmallDisk(folder, diskMegabytes, ends);
  const postgres = await startOwnPostgres(template, folder, ends, diskMegabytes === undefined ? [] : ON_A_SMALL_DISK);
  if (queue === 'postgres') return { databaseUrl: postgres.url, postgres };
  const redis = await startOwnRedis(openFolder(`${name}-redis`, ends), ends);
  return { databaseUrl: postgres.url, postgres, redisUrl: redis.url, redis };
};
