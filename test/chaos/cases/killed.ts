import { setTimeout as pause } from 'node:timers/promises';
import type { Role } from '../../support/role-processes.js';
import type { Case } from '../case.js';

const TIMES = 3;
const BETWEEN_MS = 2500;

const killed = (roles: readonly Role[], { name, does, queues }: Pick<Case, 'name' | 'does' | 'queues'>): Case => ({
  name,
  does,
  queues,
  run: async (stage) => {
    for (let time = 0; time < TIMES; time += 1) {
      if (time > 0) await pause(BETWEEN_MS);
      await Promise.all(roles.map(async (role) => stage.roles.kill(role)));
    }
    return { over: performance.now() };
  },
});

export const workerKilled = killed(['worker'], { name: 'worker-killed', does: 'SIGKILL for the worker, three times', queues: ['postgres', 'redis'] });
export const ingressKilled = killed(['ingress'], { name: 'ingress-killed', does: 'SIGKILL for the ingress, three times', queues: ['postgres'] });
export const bothKilled = killed(['ingress', 'worker'], {
  name: 'both-killed',
  does: 'SIGKILL for ingress and worker in the same moment, three times',
  queues: ['redis'],
});
