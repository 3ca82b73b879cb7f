import { setTimeout as pause } from 'node:timers/promises';
import type { Case } from '../case.js';
import { doorStayedOpen, refusals } from '../outage.js';

const SWEEPS = 16;
const BETWEEN_MS = 500;

export const twoWorkers: Case = {
  name: 'two-workers',
  does: `a second worker beside the first, and two sweeps at once, ${SWEEPS} times`,
  queues: ['postgres', 'redis'],
  nothingTwice: true,
  run: async (stage) => {
    const before = refusals(stage);
    await stage.roles.add('worker');
    for (let time = 0; time < SWEEPS; time += 1) {
      await Promise.all([stage.queues.sweep(), stage.queues.sweep()]);
      await pause(BETWEEN_MS);
    }
    return { over: performance.now(), breaches: doorStayedOpen(stage, before) };
  },
};
