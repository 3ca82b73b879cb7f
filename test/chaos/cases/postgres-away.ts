import { own, type Case } from '../case.js';
import { withoutDatabase } from '../outage.js';

const CRASHED_MS = 6000;
/** Long enough for a second try of what failed at once. */
const STOPPED_MS = 45_000;
const STILL_MS = 20_000;

export const postgresKilled: Case = {
  name: 'postgres-killed',
  does: `SIGKILL for PostgreSQL and all its children, away for ${CRASHED_MS / 1000} s, started again (recovery from its log)`,
  queues: ['postgres', 'redis'],
  run: async (stage) => {
    const { kill, start } = own(stage.site.postgres, 'PostgreSQL');
    return withoutDatabase(stage, { ms: CRASHED_MS, takeAway: kill, bringBack: start });
  },
};

export const postgresRestarted: Case = {
  name: 'postgres-restarted',
  does: `PostgreSQL stopped (fast), away for ${STOPPED_MS / 1000} s, started again`,
  queues: ['postgres', 'redis'],
  run: async (stage) => {
    const { stop, start } = own(stage.site.postgres, 'PostgreSQL');
    return withoutDatabase(stage, { ms: STOPPED_MS, takeAway: stop, bringBack: start });
  },
};

export const postgresFrozen: Case = {
  name: 'postgres-frozen',
  does: `SIGSTOP for PostgreSQL and all its children for ${STILL_MS / 1000} s: connections stay, nobody answers`,
  queues: ['postgres'],
  run: async (stage) => {
    const { freeze, thaw } = own(stage.site.postgres, 'PostgreSQL');
    return withoutDatabase(stage, {
      ms: STILL_MS,
      takeAway: async () => Promise.resolve(freeze()),
      bringBack: async () => Promise.resolve(thaw()),
    });
  },
};
