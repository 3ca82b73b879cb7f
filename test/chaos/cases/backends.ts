import { setTimeout as pause } from 'node:timers/promises';
import type { Pool } from 'pg';
import { own, unless, type Case } from '../case.js';
import { signalAll } from '../processes.js';

const TIMES = 20;
const BRIEFLY_TIMES = 5;
const EVERY_MS = 400;
const KILLS = 2;

const RANDOM = `select pid from pg_stat_activity
  where datname = current_database() and application_name <> 'chaos' and pid <> pg_backend_pid() and backend_type = 'client backend' order by random() limit 1`;

const terminateOne = async (pool: Pool): Promise<number> => {
  const { rows } = await pool.query<{ done: boolean }>(`select pg_terminate_backend(pid) as done from (${RANDOM}) one`);
  return rows.filter(({ done }) => done).length;
};

export const backendTerminated: Case = {
  name: 'backend-terminated',
  does: `pg_terminate_backend for one of the roles' backends, ${TIMES} times, ${EVERY_MS / 1000} s between`,
  queues: ['postgres', 'redis'],
  run: async (stage) => {
    let ended = 0;
    const times = stage.measure.brief ? BRIEFLY_TIMES : TIMES;
    for (let time = 0; time < times; time += 1) {
      ended += await terminateOne(stage.pool);
      await pause(EVERY_MS);
    }
    return {
      over: performance.now(),
      breaches: unless(ended > times / 2, `only ${ended} backends were there to end`),
      notes: [`${ended} backends ended`],
    };
  },
};

export const backendKilled: Case = {
  name: 'backend-killed',
  does: `SIGKILL for one backend, as when memory runs out, ${KILLS} times: PostgreSQL then ends all and recovers`,
  queues: ['postgres'],
  run: async (stage) => {
    own(stage.site.postgres, 'PostgreSQL');
    for (let time = 0; time < KILLS; time += 1) {
      const { rows } = await stage.pool.query<{ pid: number }>(RANDOM);
      signalAll(
        rows.map(({ pid }) => pid),
        'SIGKILL',
      );
      await pause(4000);
    }
    return { over: performance.now() - 4000 };
  },
};
