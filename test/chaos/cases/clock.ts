import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Case } from '../case.js';
import type { Stage } from '../stage.js';

const MINUTES = 90;
const LASTS_MS = 5000;

const PRELOAD = join(process.cwd(), 'dist/test/chaos/jumping-clock.js');

const jump = async ({ roles }: Stage, minutes: { ingress: number; worker: number }): Promise<void> => {
  await roles.tell('ingress', { clockMinutes: minutes.ingress });
  await roles.tell('worker', { clockMinutes: minutes.worker });
  await pause(LASTS_MS);
};

export const clockJumps: Case = {
  name: 'clock-jumps',
  does: `the clock of both roles ${MINUTES} minutes ahead, then behind; then only the worker's; timers stay real`,
  queues: ['postgres', 'redis'],
  launch: { execArgv: ['--import', PRELOAD] },
  run: async (stage) => {
    await jump(stage, { ingress: MINUTES, worker: MINUTES });
    await jump(stage, { ingress: -MINUTES, worker: -MINUTES });
    await jump(stage, { ingress: 0, worker: MINUTES });
    await jump(stage, { ingress: 0, worker: -MINUTES });
    await jump(stage, { ingress: 0, worker: 0 });
    return { over: performance.now() - LASTS_MS };
  },
};
