import { onDatabase, withClient } from './test-server.js';
import { until } from './until.js';

/** A database of one's own, with the schema in place and nothing in it. */
export interface FreshDatabase {
  readonly url: string;
  /** Fails when a connection was left open: whoever opened it did not close it. */
  drop(): Promise<void>;
}

let made = 0;

/** Copied from the run's template in milliseconds; the name is used once. */
export async function freshDatabase(): Promise<FreshDatabase> {
  return makeDatabase(`${fromSetUp().run}_template`);
}

/** Nothing in it, not even the schema. */
export async function emptyDatabase(): Promise<FreshDatabase> {
  return makeDatabase('template0');
}

/** Another database with all that this one holds; nobody may be connected to it meanwhile. */
export async function copyOf({ url }: FreshDatabase): Promise<FreshDatabase> {
  return makeDatabase(new URL(url).pathname.slice(1));
}

async function makeDatabase(template: string): Promise<FreshDatabase> {
  const { adminUrl, ownerUrl, run } = fromSetUp();
  const name = `${run}_${process.pid}_${++made}_${Math.random().toString(36).slice(2, 8)}`;
  const owner = decodeURIComponent(new URL(ownerUrl).username);
  await withClient(adminUrl, (client) => client.query(`create database ${name} template ${template} owner ${client.escapeIdentifier(owner)}`));
  return { url: onDatabase(ownerUrl, name), drop: () => drop(adminUrl, name) };
}

async function drop(adminUrl: string, name: string): Promise<void> {
  await withClient(adminUrl, async (client) => {
    let open: string[] = [];
    try {
      await until(
        async () => {
          const { rows } = await client.query<{ name: string; query: string }>(
            "select coalesce(nullif(application_name, ''), 'unnamed') as name, left(query, 80) as query from pg_stat_activity where datname = $1",
            [name],
          );
          open = rows.map((row) => `${row.name}: ${row.query}`);
          return open.length === 0;
        },
        { deadlineMs: 3_000, what: 'all connections to the test database to close' },
      );
    } catch {
      throw new Error(`${open.length} connections were left open: ${open.join('; ')}`);
    } finally {
      await client.query(`drop database if exists ${name} with (force)`);
    }
  });
}

function fromSetUp(): { adminUrl: string; ownerUrl: string; run: string } {
  const adminUrl = process.env['CATRACA_TEST_ADMIN_URL'];
  const ownerUrl = process.env['CATRACA_TEST_OWNER_URL'];
  const run = process.env['CATRACA_TEST_RUN'];
  if (adminUrl === undefined || ownerUrl === undefined || run === undefined) {
    throw new Error('There is no test database here: only test/integration, test/e2e, test/database, test/http and test/cli have one.');
  }
  return { adminUrl, ownerUrl, run };
}
