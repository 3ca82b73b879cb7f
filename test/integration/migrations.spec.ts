import { describe, expect, test } from '@jest/globals';
import { migrateAll, openRuntime, parseSettings, readEnvironment, type Servers, type Settings } from '#runtime';
import { configText, SECRETS } from '../support/house.js';
import { emptyDatabase } from '../support/database.js';
import { testQueue } from '../support/queue.js';
import { withClient } from '../support/test-server.js';

const LOG = ['claim_attempts', 'claim_limits', 'contradictions', 'deliveries', 'events', 'installation', 'migrations'];
const READ_MODELS = [
  'access_times',
  'audits',
  'blocks',
  'brake',
  'catalog',
  'checkpoints',
  'claim_requests',
  'entitlements',
  'identities',
  'member_badges',
  'payments',
  'pending_grants',
  'reviews',
];
const SHAPES = ['shape_bookmark', 'shape_events', 'shapes'];
const OURS = [...LOG, ...READ_MODELS, ...SHAPES].sort();
const ALL = [
  '0001-log',
  '0002-read-models',
  '0003-installation',
  '0004-answers',
  '0005-shapes',
  '0006-payments-and-reviews',
  '0007-people',
  '0008-access-times',
  '0009-claims',
  '0010-fold-editions',
  '0011-epochs-and-audits',
  '0012-append-in-batches',
];

const serversOf = (databaseUrl: string): Servers => {
  const queue = testQueue();
  return queue.kind === 'redis' ? { databaseUrl, redisUrl: queue.url } : { databaseUrl };
};

const tablesIn = async (url: string, schema: string): Promise<readonly string[]> =>
  withClient(url, async (client) => {
    const { rows } = await client.query<{ name: string }>('select tablename as name from pg_tables where schemaname = $1 order by 1', [schema]);
    return rows.map(({ name }) => name);
  });

/** Everything that a migration may leave behind in a schema: tables, views, sequences, functions and types of our own. */
const leftIn = async (url: string, schema: string): Promise<readonly string[]> =>
  withClient(url, async (client) => {
    const text = `select relname as name from pg_class where relnamespace = $1::regnamespace
      union all select proname from pg_proc where pronamespace = $1::regnamespace
      union all select typname from pg_type where typnamespace = $1::regnamespace order by 1`;
    const { rows } = await client.query<{ name: string }>(text, [schema]);
    return rows.map(({ name }) => name);
  });

const keysIn = async (url: string): Promise<number> =>
  withClient(url, async (client) => (await client.query<{ count: number }>('select count(*)::int as count from installation')).rows[0]?.count ?? 0);

const settings = (): Settings => {
  const { settings: read } = parseSettings(configText('http://127.0.0.1:1', 'none'), SECRETS);
  if (!read) throw new Error('the settings of the tests are wrong');
  return { ...read, environment: readEnvironment({}).environment, dataFolder: '.catraca', configFile: 'test' };
};

const inSchema = (url: string, schema: string): string => {
  const address = new URL(url);
  address.search = `?options=-c%20search_path%3D${schema}`;
  return address.href;
};

describe('migrations', () => {
  test('the first run makes every table, and the second finds nothing to do', async () => {
    const database = await emptyDatabase();
    const servers = serversOf(database.url);
    expect(await migrateAll(servers)).toEqual(ALL);
    expect(await migrateAll(servers)).toEqual([]);
    expect(await tablesIn(database.url, 'public')).toEqual(OURS);
    await database.drop();
  });

  test('four at once on an empty database: one of them does it, all of them succeed', async () => {
    const database = await emptyDatabase();
    const servers = serversOf(database.url);
    const ran = await Promise.all(Array.from({ length: 4 }, async () => migrateAll(servers)));
    expect(ran.map(({ length }) => length).sort()).toEqual([0, 0, 0, ALL.length]);
    expect(await tablesIn(database.url, 'public')).toEqual(OURS);
    expect(await keysIn(database.url)).toBe(1);
    await database.drop();
  });

  test('a runtime that opens on a database that was not migrated says what to run', async () => {
    const database = await emptyDatabase();
    await expect(openRuntime(settings(), serversOf(database.url))).rejects.toThrow('Run: catraca migrate');
    await database.drop();
  });

  test('in a schema of its own, named by the address, an installation leaves nothing of its own in public', async () => {
    const database = await emptyDatabase();
    await withClient(database.url, (client) => client.query('create schema sale_one; create schema sale_two'));
    const [one, two] = ['sale_one', 'sale_two'].map((schema) => serversOf(inSchema(database.url, schema)));
    if (!one || !two) throw new Error('two schemas are needed');
    const ran = await Promise.all([one, two, one].map(async (servers) => migrateAll(servers)));
    expect(ran.map(({ length }) => length).sort()).toEqual([0, ALL.length, ALL.length]);
    expect(await tablesIn(database.url, 'sale_one')).toEqual(OURS);
    expect(await tablesIn(database.url, 'sale_two')).toEqual(OURS);
    expect(await leftIn(database.url, 'public')).toEqual([]);
    await database.drop();
  });

  test('two installations in two schemas of one database have each its own log and its own key', async () => {
    const database = await emptyDatabase();
    await withClient(database.url, (client) => client.query('create schema sale_one; create schema sale_two'));
    const runtimes = [];
    for (const schema of ['sale_one', 'sale_two']) {
      const servers = serversOf(inSchema(database.url, schema));
      await migrateAll(servers);
      runtimes.push(await openRuntime(settings(), servers));
    }
    const persons = runtimes.map(({ personOf }) => personOf('ana@example.com'));
    expect(new Set(persons).size).toBe(2);
    await Promise.all(runtimes.map(async (runtime) => runtime.close()));
    expect(await leftIn(database.url, 'public')).toEqual([]);
    await database.drop();
  });

  test('an address whose schema does not exist is refused with one sentence that names the way out', async () => {
    const database = await emptyDatabase();
    await expect(migrateAll(serversOf(inSchema(database.url, 'nowhere')))).rejects.toThrow(/create schema/);
    expect(await leftIn(database.url, 'public')).toEqual([]);
    await database.drop();
  });
});
