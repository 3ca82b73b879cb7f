import { RateLimiterMemory } from 'rate-limiter-flexible';

/** Sixty unsigned or forged requests a minute from one address are answered 401; the next ones 429. Genuine ones never count. */
export const unsignedLimit = (points = 60, seconds = 60) => {
  const limiter = new RateLimiterMemory({ points, duration: seconds });
  return {
    /** Counts one refusal; gives the seconds to wait once there were too many. */
    async count(address: string): Promise<number | undefined> {
      try {
        await limiter.consume(address);
        return undefined;
      } catch (refusal) {
        const wait = typeof refusal === 'object' && refusal !== null && 'msBeforeNext' in refusal ? Number(refusal.msBeforeNext) : seconds * 1000;
        return Math.max(1, Math.ceil(wait / 1000));
      }
    },
  };
};
