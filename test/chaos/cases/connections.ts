import pg from 'pg';
import { setTimeout as pause } from 'node:timers/promises';
import { own, unless, type Case } from '../case.js';
import { healthIn } from '../outage.js';
import type { Stage } from '../stage.js';

const LASTS_MS = 8000;
const AT_ONCE = 10;
const TERMINATE = `select pg_terminate_backend(pid) from pg_stat_activity where backend_type = 'client backend' and application_name <> 'chaos'`;

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

export const connectionsTaken: Case = {
  name: 'connections-taken',
  does: `others take all of max_connections, the roles' own are ended and taken too, for ${LASTS_MS / 1000} s`,
  queues: ['postgres'],
  run: async (stage) => {
    const { asSuperuser } = own(stage.site.postgres, 'PostgreSQL');
    const taken: Taken = [];
    try {
      await takeAll(stage, taken);
      await asSuperuser(async (client) => client.query(TERMINATE));
      const began = performance.now();
      for (const end = began + LASTS_MS; performance.now() < end; await pause(100)) await takeAll(stage, taken);
      const breaches = [...healthIn(stage, began, performance.now()), ...unless(taken.length > 150, `only ${taken.length} connections were taken`)];
      return { over: performance.now(), breaches, notes: [`${taken.length} connections taken`] };
    } finally {
      await Promise.all(taken.map(async (client) => client.end()));
    }
  },
};
