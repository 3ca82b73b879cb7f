import { setTimeout as pause } from 'node:timers/promises';
import { own, type Case } from '../case.js';
import { doorStayedOpen, refusals } from '../outage.js';

const FLUSHES = 6;
const BETWEEN_MS = 800;
const AWAY_MS = 8000;

export const redisFlushed: Case = {
  name: 'redis-flushed',
  does: `FLUSHALL ${FLUSHES} times, ${BETWEEN_MS / 1000} s between`,
  queues: ['redis'],
  run: async (stage) => {
    const redis = own(stage.site.redis, 'Redis');
    const before = refusals(stage);
    for (let time = 0; time < FLUSHES; time += 1) {
      await redis.flush();
      await pause(BETWEEN_MS);
    }
    return { over: performance.now() - BETWEEN_MS, breaches: doorStayedOpen(stage, before) };
  },
};

export const redisStopped: Case = {
  name: 'redis-stopped',
  does: `Redis killed, away for ${AWAY_MS / 1000} s, started again empty`,
  queues: ['redis'],
  run: async (stage) => {
    const redis = own(stage.site.redis, 'Redis');
    const before = refusals(stage);
    await redis.kill();
    await pause(AWAY_MS);
    const breaches = doorStayedOpen(stage, before);
    await redis.start();
    return { over: performance.now(), breaches };
  },
};
