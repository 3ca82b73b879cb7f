import { Redis } from 'ioredis';
import { emptyDatabase, freshDatabase } from '../support/database.js';
import type { Site } from './house.js';

/** A site that is given back after use. */
export interface LentSite extends Site {
  release(): Promise<void>;
}

/** Where houses are built, one after another and some at once. */
export type Sites = (bare: boolean) => Promise<LentSite>;

/** Redis has sixteen databases; the first is left to others. */
const REDIS_DATABASES = Array.from({ length: 15 }, (_, index) => index + 1);

const emptied = async (url: string): Promise<void> => {
  const redis = new Redis(url);
  await redis.flushdb().finally(() => redis.disconnect());
};

/** A fresh database for each; on Redis also a database there, which nobody else uses meanwhile. */
export const sitesOn = (redisUrl?: string): Sites => {
  const free = [...REDIS_DATABASES];
  return async (bare) => {
    const { url: databaseUrl, drop } = await (bare ? emptyDatabase() : freshDatabase());
    if (redisUrl === undefined) return { databaseUrl, release: drop };
    const number = free.shift();
    if (number === undefined) throw new Error(`more than ${REDIS_DATABASES.length} houses at once`);
    const own = new URL(redisUrl);
    own.pathname = `/${number}`;
    await emptied(own.href);
    const release = async (): Promise<void> => {
      free.push(number);
      await drop();
    };
    return { databaseUrl, redisUrl: own.href, release };
  };
};
