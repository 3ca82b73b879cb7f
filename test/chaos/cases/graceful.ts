import { setTimeout as pause } from 'node:timers/promises';
import { own, unless, type Case } from '../case.js';
import type { Ended } from '../roles.js';
import type { Stage } from '../stage.js';

const BETWEEN_MS = 2000;
const IN_TURN = [['ingress'], ['worker'], ['ingress', 'worker']] as const;
const FROZEN_MS = 1500;
/** Ten seconds are the promise, after which supervisors kill. */
const IN_TIME_MS = 8000;

/** How it was told, and what is wrong with it: `end` kills after ten seconds, and the exit is no 0 then. */
const judged = ({ role, code, signal, ms }: Ended): { breaches: readonly string[]; note: string } => {
  const told = `${role}: ${signal ?? `exit ${code ?? '?'}`} after ${(ms / 1000).toFixed(1)} s`;
  return { breaches: unless(code === 0 && ms < IN_TIME_MS, `asked to end, the ${told}`), note: told };
};

export const graceful: Case = {
  name: 'graceful',
  does: 'SIGTERM for the ingress, then the worker, then both at once',
  queues: ['postgres', 'redis'],
  nothingTwice: true,
  run: async ({ roles }) => {
    const ended = [];
    for (const some of IN_TURN) {
      ended.push(...(await Promise.all(some.map(async (role) => judged(await roles.end(role))))));
      await pause(BETWEEN_MS);
    }
    const over = performance.now() - BETWEEN_MS;
    return { over, breaches: ended.flatMap(({ breaches }) => breaches), notes: ended.map(({ note }) => note) };
  },
};

/** Stops the server of the queue in the middle of what it does, and gives what sets it going again. */
const freezeQueue = ({ site }: Stage): (() => void) => {
  const server = site.redisUrl === undefined ? own(site.postgres, 'PostgreSQL') : own(site.redis, 'Redis');
  server.freeze();
  return server.thaw;
};

export const gracefulFrozen: Case = {
  name: 'graceful-frozen',
  does: 'SIGTERM for ingress and worker while the server of the queue stands still',
  queues: ['postgres', 'redis'],
  run: async (stage) => {
    const thaw = freezeQueue(stage);
    await pause(FROZEN_MS);
    const ended = await Promise.all((['ingress', 'worker'] as const).map(async (role) => judged(await stage.roles.end(role))));
    thaw();
    return { over: performance.now(), breaches: ended.flatMap(({ breaches }) => breaches), notes: ended.map(({ note }) => note) };
  },
};
