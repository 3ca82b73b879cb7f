import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres, stopEmbeddedPostgres } from '../../libs/runtime/src/embedded-postgres.js';
import { lockFolder } from '../../libs/runtime/src/folder-lock.js';

/** The PostgreSQL that one run of the tests has for itself. */
export interface TestServer {
  /** May create databases. */
  readonly adminUrl: string;
  /** The role that owns the test databases; the same as the admin when a server was given. */
  readonly ownerUrl: string;
  stop(): Promise<void>;
}

/** Several runs at once on one machine are rare; each gets a server of its own. */
const RUNS_AT_ONCE = 8;

/** `DATABASE_URL`, else an embedded server in the first free folder under `<root>/.catraca`. */
export async function startTestServer(root: string): Promise<TestServer> {
  const given = process.env['DATABASE_URL'];
  if (given !== undefined && given !== '') return { adminUrl: given, ownerUrl: given, stop: () => Promise.resolve() };
  const { folder, release } = await ownFolder(join(root, '.catraca'));
  const server = await startEmbeddedPostgres(folder);
  await dropLeftovers(server.superuserUrl);
  const stop = async (): Promise<void> => {
    await stopEmbeddedPostgres(folder); // also one that a killed run had left behind
    await release();
  };
  return { adminUrl: server.superuserUrl, ownerUrl: server.url, stop };
}

async function ownFolder(base: string): Promise<{ folder: string; release: () => Promise<void> }> {
  await mkdir(base, { recursive: true });
  for (let number = 1; number <= RUNS_AT_ONCE; number++) {
    const folder = join(base, number === 1 ? 'test' : `test-${number}`);
    const release = await lockFolder(`${folder}.lock`, 0);
    if (release !== undefined) return { folder, release };
  }
  throw new Error(`${RUNS_AT_ONCE} test runs are under way in ${base} (${(await readdir(base)).join(', ')}).`);
}

/** This server is ours alone, so whatever an earlier run left is nobody's. */
async function dropLeftovers(adminUrl: string): Promise<void> {
  await withClient(adminUrl, async (client) => {
    const { rows } = await client.query<{ datname: string }>("select datname from pg_database where datname like 'catraca\\_test\\_%'");
    for (const { datname } of rows) await client.query(`drop database ${client.escapeIdentifier(datname)} with (force)`);
  });
}

/** One short-lived connection. */
export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: 'test support' });
  await client.connect();
  return work(client).finally(() => client.end());
}

/** The same server and role, another database. */
export function onDatabase(url: string, name: string): string {
  const other = new URL(url);
  other.pathname = `/${name}`;
  return other.href;
}
