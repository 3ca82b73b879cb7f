import { setTimeout as pause } from 'node:timers/promises';
import { unless, type Case } from '../case.js';
import type { Role } from '../../support/role-processes.js';
import type { Stage } from '../stage.js';

const BETWEEN_MS = 2000;
const IN_TURN = [['ingress'], ['worker'], ['ingress', 'worker']] as const;
const AT_ONCE = [['ingress', 'worker']] as const;

const endInOrder = async ({ roles }: Stage, role: Role): Promise<{ breaches: readonly string[]; note: string }> => {
  const { code, signal, ms } = await roles.end(role);
  const told = `${role}: ${signal ?? `exit ${code ?? '?'}`} after ${(ms / 1000).toFixed(1)} s`;
  return { breaches: unless(code === 0, `asked to end, the ${told}`), note: told };
};

/** Ten seconds are the promise, after which supervisors kill; `end` kills then, and the exit is no 0. */
export const graceful: Case = {
  name: 'graceful',
  does: 'SIGTERM for the ingress, then the worker, then both at once',
  queues: ['postgres', 'redis'],
  nothingTwice: true,
  run: async (stage) => {
    const ended = [];
    for (const roles of stage.measure.brief ? AT_ONCE : IN_TURN) {
      ended.push(...(await Promise.all(roles.map(async (role) => endInOrder(stage, role)))));
      await pause(BETWEEN_MS);
    }
    const over = performance.now() - BETWEEN_MS;
    return { over, breaches: ended.flatMap(({ breaches }) => breaches), notes: ended.map(({ note }) => note) };
  },
};
