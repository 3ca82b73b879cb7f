import { mkdir, readdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { findHome, type Home } from './embedded-postgres-home.js';
import { createCluster, findServer, hasCluster, startServer, stopServer, type Running } from './embedded-postgres-process.js';
import { readState, writeState, type State } from './embedded-postgres-state.js';
import { lockFolder } from './folder-lock.js';

/** A real PostgreSQL for machines that have none, its data in our own folder. */
export interface EmbeddedPostgres {
  /** For the application: a role without special powers that owns the database. */
  readonly url: string;
  /** For tests that make databases of their own: the superuser. */
  readonly superuserUrl: string;
  /** False when it was found running: then `stop` leaves it running. */
  readonly startedHere: boolean;
  stop(): Promise<void>;
}

/** Role and database of the application have the same name. */
const NAME = 'catraca';
const STARTING_TAKES_AT_MOST = 120_000;

/** Start it, or find it running. The data stays in `<dataFolder>/postgres` between runs. */
export function startEmbeddedPostgres(dataFolder: string): Promise<EmbeddedPostgres> {
  return inFolder(dataFolder, async (folder) => {
    const { home, state } = await openHome(folder);
    const running = await settled(home);
    const port = running?.port ?? (await begin(folder, home, state));
    const superuserUrl = urlOf('postgres', state.superuserPassword, port, 'postgres');
    await ensureDatabase(superuserUrl, state.password);
    return {
      url: urlOf(NAME, state.password, port, NAME),
      superuserUrl,
      startedHere: running === undefined,
      stop: () => (running === undefined ? stopServer(home) : Promise.resolve()),
    };
  });
}

/** Stop the server of this folder whoever started it, for instance a run that was killed. */
export function stopEmbeddedPostgres(dataFolder: string): Promise<void> {
  return inFolder(dataFolder, async (folder) => {
    const { home } = await openHome(folder);
    if ((await settled(home)) !== undefined) await stopServer(home);
  });
}

/** One process at a time prepares a folder; a trouble with the folder itself is said in one sentence. */
async function inFolder<T>(dataFolder: string, work: (folder: string) => Promise<T>): Promise<T> {
  try {
    await mkdir(dataFolder, { recursive: true });
    const folder = await realpath(dataFolder);
    const lock = join(folder, 'postgres.lock');
    const release = await lockFolder(lock, STARTING_TAKES_AT_MOST);
    if (release === undefined) throw new Error(`Another process has been starting the embedded PostgreSQL for two minutes; it holds ${lock}.`);
    return await work(folder).finally(release);
  } catch (error) {
    throw explained(error, dataFolder);
  }
}

function explained(error: unknown, folder: string): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error;
  const reasons = new Map<unknown, string>([
    ['EACCES', 'permission denied'],
    ['EPERM', 'not permitted'],
    ['EROFS', 'the file system is read-only'],
    ['ENOSPC', 'no space left on the disk'],
    ['EDQUOT', 'the disk quota is used up'],
    ['ENOTDIR', 'a part of that path is a file'],
    ['EEXIST', 'a file is in the way'],
  ]);
  const reason = reasons.get(error.code) ?? error.message;
  return new Error(`The embedded PostgreSQL cannot use the folder ${folder}: ${reason}.`, { cause: error });
}

async function openHome(folder: string): Promise<{ home: Home; state: State }> {
  const known = await readState(folder);
  const home = await findHome(folder, known.data);
  const data = home.data === join(folder, 'postgres') ? undefined : home.data;
  return { home, state: { ...known, data } };
}

/** Wait out a server that is just starting or stopping. */
async function settled(home: Home): Promise<Running | undefined> {
  const deadline = Date.now() + STARTING_TAKES_AT_MOST;
  for (;;) {
    const running = await findServer(home);
    if (running === undefined || running.ready) return running;
    if (Date.now() > deadline)
      throw new Error(`The PostgreSQL in ${home.data} (process ${running.pid}) has been neither up nor down for two minutes.`);
    await pause(50);
  }
}

async function begin(folder: string, home: Home, state: State): Promise<number> {
  await writeState(folder, state); // the passwords first: data without them would be lost
  if (!(await hasCluster(home))) {
    await refuseForeignFolder(home.data);
    await createCluster(home, state.superuserPassword);
  }
  const port = await startServer(home, state.port);
  if (port !== state.port) await writeState(folder, { ...state, port });
  return port;
}

async function refuseForeignFolder(data: string): Promise<void> {
  const content = await readdir(data).catch(() => []);
  if (content.length > 0) throw new Error(`${data} is not empty and holds no PostgreSQL data; move it away to begin anew.`);
}

async function ensureDatabase(superuserUrl: string, password: string): Promise<void> {
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect().catch((error: unknown) => {
    throw new Error(
      `The embedded PostgreSQL refuses its own superuser: ${error instanceof Error ? error.message : String(error)}. Does postgres.json belong to this data?`,
    );
  });
  try {
    const role = await client.query('select from pg_roles where rolname = $1', [NAME]);
    if (role.rowCount === 0) await client.query(`create role ${NAME} login password ${client.escapeLiteral(password)}`);
    const database = await client.query('select from pg_database where datname = $1', [NAME]);
    if (database.rowCount === 0) await client.query(`create database ${NAME} owner ${NAME}`);
  } finally {
    await client.end();
  }
}

function urlOf(user: string, password: string, port: number, database: string): string {
  return `postgresql://${user}:${password}@127.0.0.1:${port}/${database}`;
}
