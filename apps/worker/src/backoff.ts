import { waitAfter } from '#domain';
import { WrongExpectedVersion } from '#event-store';
import type { Job } from 'bullmq';
import { TryAgain } from './try-again.js';

const AT_ONCE_MS = 50;
const FIRST = 1;

/**
 * How long a job waits for its next try. What the outside puts off: 10 s … 6 h, as `domain/retry.ts` says. A lost race: nothing. What
 * fails in our own house, such as a database that is away: the first wait each time, since nobody outside is spared by a longer one,
 * and a buyer would wait for minutes after the database is back.
 */
export const backoffStrategy = (made: number, _type?: string, error?: Error, job?: Pick<Job, 'timestamp'>): number => {
  if (error instanceof WrongExpectedVersion) return AT_ONCE_MS;
  if (!(error instanceof TryAgain)) return waitAfter(FIRST, Math.random());
  return waitAfter(made, Math.random(), error.afterMs, job && Date.now() - job.timestamp);
};
