import pg from 'pg';
import { setTimeout as pause } from 'node:timers/promises';
import { until } from '../../support/until.js';
import { own, unless, type Case } from '../case.js';
import { healthIn } from '../outage.js';
import type { Stage } from '../stage.js';

const LASTS_MS = 8000;
const AT_ONCE = 10;
const THEIRS = `from pg_stat_activity where backend_type = 'client backend' and application_name <> 'chaos' and pid <> pg_backend_pid()`;
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

const theyHaveOne = async (superuser: pg.Client): Promise<boolean> => (await superuser.query(`select ${THEIRS}`)).rowCount !== 0;

interface Siege {
  readonly stage: Stage;
  /** One connection for all of it: where all are taken, not even a superuser is sure of another. */
  readonly superuser: pg.Client;
  readonly taken: Taken;
}

/** A role that lost its connections may be faster than we to the next one; so again, until none has one left. */
const takeTheirs = async ({ stage, superuser, taken }: Siege): Promise<void> => {
  const noneLeft = async (): Promise<boolean> => {
    await superuser.query(`select pg_terminate_backend(pid) ${THEIRS}`);
    await takeAll(stage, taken);
    return !(await theyHaveOne(superuser));
  };
  await takeAll(stage, taken);
  await until(noneLeft, { deadlineMs: PATIENCE_MS, what: 'the roles to have no connection left' });
};

type Window = readonly [from: number, to: number];

/** Keeps everything taken, and tells when no role had a connection: one that was on its way in is seen only once it is in, and may keep webhooks till then. */
const holdAll = async (siege: Siege): Promise<readonly Window[]> => {
  const { stage, superuser, taken } = siege;
  const windows: Window[] = [];
  let from = performance.now();
  for (const end = from + LASTS_MS; performance.now() < end; await pause(100)) {
    const looked = performance.now();
    await takeAll(stage, taken);
    if (!(await theyHaveOne(superuser))) continue;
    windows.push([from, looked]);
    await takeTheirs(siege);
    from = performance.now();
  }
  return [...windows, [from, performance.now()]];
};

const besiege = async (siege: Siege): ReturnType<Case['run']> => {
  const { stage, taken } = siege;
  await takeTheirs(siege);
  const windows = await holdAll(siege);
  const breaches = [
    ...windows.flatMap(([from, to]) => healthIn(stage, from, to)),
    ...unless(taken.length > 150, `only ${taken.length} connections were taken`),
  ];
  return { over: performance.now(), breaches, notes: [`${taken.length} connections taken; a role found one ${windows.length - 1} times`] };
};

export const connectionsTaken: Case = {
  name: 'connections-taken',
  does: `others take all of max_connections, the roles' own are ended and taken too, for ${LASTS_MS / 1000} s`,
  queues: ['postgres'],
  run: async (stage) => {
    const taken: Taken = [];
    try {
      return await own(stage.site.postgres, 'PostgreSQL').asSuperuser(async (superuser) => besiege({ stage, superuser, taken }));
    } finally {
      await Promise.all(taken.map(async (client) => client.end()));
    }
  },
};
