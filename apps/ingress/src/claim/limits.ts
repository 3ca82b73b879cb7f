import type { PersonKey } from '#domain';
import { RateLimiterPostgres } from 'rate-limiter-flexible';
import type { Pool } from 'pg';

const HOUR = 3600;

/** What may be asked in an hour: by one sender, by all, about one purchase address. `codes`: tries at codes, by one sender. */
const POINTS = {
  claim: { sender: 20, all: 600, person: 5 },
  request: { sender: 5, all: 60, person: 2 },
  codes: { sender: 100 },
  signIn: { sender: 30, all: 2000 },
} as const;
export type Limited = keyof typeof POINTS;

/** Counts one question; gives the seconds to wait when there were too many. `sender` is hashed already. */
export type ClaimLimits = (what: Limited, sender: string, person?: PersonKey) => Promise<number | undefined>;

const waitIn = (refusal: unknown): number => {
  if (refusal instanceof Error) throw refusal;
  const wait = typeof refusal === 'object' && refusal !== null && 'msBeforeNext' in refusal ? Number(refusal.msBeforeNext) : HOUR * 1000;
  return Math.max(1, Math.ceil(wait / 1000));
};

/**
 * Counts in the database, so that several ingresses count together; each count is one statement. Who is over their own limit no
 * longer counts for all, and nobody is counted by whether anything exists.
 */
export const claimLimits = (pool: Pool): ClaimLimits => {
  const table = { storeClient: pool, storeType: 'pool', tableName: 'claim_limits', tableCreated: true, clearExpiredByTimeout: true } as const;
  const limiter = (points: number, keyPrefix: string): RateLimiterPostgres =>
    new RateLimiterPostgres({ ...table, points, duration: HOUR, keyPrefix });
  const limiters = new Map(
    Object.entries(POINTS).flatMap(([what, limits]) =>
      Object.entries(limits).map(([by, points]) => [`${what}/${by}`, limiter(points, `${what}/${by}`)] as const),
    ),
  );
  return async (what, sender, person = '') => {
    for (const [by, key] of [
      ['sender', sender],
      ['all', ''],
      ['person', person],
    ] as const) {
      const refusal = await limiters
        .get(`${what}/${by}`)
        ?.consume(key || 'all')
        .then(() => undefined, waitIn);
      if (refusal !== undefined) return refusal;
    }
    return undefined;
  };
};
