import pg from 'pg';
import { setTimeout as pause } from 'node:timers/promises';
import { until } from '../../support/until.js';
import { own, unless, type Case } from '../case.js';
import { healthIn } from '../outage.js';
import type { Stage } from '../stage.js';

const LASTS_MS = 8000;
const AT_ONCE = 10;
const THEIRS = `from pg_stat_activity where backend_type = 'client backend' and application_name <> 'chaos'`;
const PATIENCE_MS = 30_000;

type Taken = pg.Client[];

/** Takes a connection if one can be had. */
const takeOne = async (url: string, taken: Taken): Promise<boolean> => {
  const client = new pg.Client({ connectionString: url, application_name: 'chaos', connectionTimeoutMillis: 5000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    taken.push(client);
    return true;
  } catch {
    return false;
  }
};

const takeAll = async ({ site }: Stage, taken: Taken): Promise<void> => {
  for (let more = true; more;) {
    const got = await Promise.all(Array.from({ length: AT_ONCE }, async () => takeOne(site.databaseUrl, taken)));
    more = got.some(Boolean);
  }
};

const theyHaveOne = async ({ site }: Stage): Promise<boolean> =>
  own(site.postgres, 'PostgreSQL').asSuperuser(async (client) => (await client.query(`select ${THEIRS}`)).rowCount !== 0);

/** A role that lost its connections may be faster than we to the next one; so again, until none has one left. */
const takeTheirs = async (stage: Stage, taken: Taken): Promise<void> => {
  const { asSuperuser } = own(stage.site.postgres, 'PostgreSQL');
  const noneLeft = async (): Promise<boolean> => {
    await asSuperuser(async (client) => client.query(`select pg_terminate_backend(pid) ${THEIRS}`));
    await takeAll(stage, taken);
    return !(await theyHaveOne(stage));
  };
  await takeAll(stage, taken);
  await until(noneLeft, { deadlineMs: PATIENCE_MS, what: 'the roles to have no connection left' });
};

/** Keeps everything taken for so long without a gap, and tells since when: a role on its way in is seen only once it is in, and then may keep webhooks. */
const holdAll = async (stage: Stage, taken: Taken): Promise<number> => {
  const latest = performance.now() + PATIENCE_MS;
  let began = performance.now();
  for (; performance.now() - began < LASTS_MS; await pause(100)) {
    if (performance.now() > latest) throw new Error('the roles found a connection again and again');
    await takeAll(stage, taken);
    if (!(await theyHaveOne(stage))) continue;
    await takeTheirs(stage, taken);
    began = performance.now();
  }
  return began;
};

export const connectionsTaken: Case = {
  name: 'connections-taken',
  does: `others take all of max_connections, the roles' own are ended and taken too, for ${LASTS_MS / 1000} s`,
  queues: ['postgres'],
  run: async (stage) => {
    const taken: Taken = [];
    try {
      await takeTheirs(stage, taken);
      const began = await holdAll(stage, taken);
      const breaches = [...healthIn(stage, began, performance.now()), ...unless(taken.length > 150, `only ${taken.length} connections were taken`)];
      return { over: performance.now(), breaches, notes: [`${taken.length} connections taken`] };
    } finally {
      await Promise.all(taken.map(async (client) => client.end()));
    }
  },
};
