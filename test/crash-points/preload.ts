import { TAKE_OVER } from '../../apps/worker/src/worker-options.js';
import { watchMail } from './edges/mail.js';
import { watchPostgres } from './edges/postgres.js';
import { watchRedis } from './edges/redis.js';
import { watchWeb } from './edges/web.js';
import { listen } from './watch.js';

/**
 * Loaded by `node --import` before a role or a command: our code stays as it is, and what leaves the process can be watched. Every
 * await that matters is such a call; between two of them nothing reaches the outside, so a kill there is a kill at the next one.
 */
watchPostgres();
watchRedis();
watchWeb();
watchMail();
listen();

/** The queue's locks end ten times sooner than in the field (15 s), so that a run need not wait for them. */
Object.assign(TAKE_OVER, { lockDuration: 1_500, stalledInterval: 500 });

/** The clock strikes when the harness says so: it would else strike in the middle of a step by chance. */
if (process.argv[1]?.includes('apps/worker')) {
  await import('reflect-metadata');
  const { DEFAULT_TICKS } = await import('../../apps/worker/src/sweep.processor.js');
  Object.assign(DEFAULT_TICKS, { catchUpMs: 3_600_000, driftMs: 3_600_000 });
}
