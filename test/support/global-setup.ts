import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { migrateAll } from '#runtime';
import tearDown, { keep } from './global-teardown.js';
import { startTestRedis } from './redis.js';
import { onDatabase, startTestServer, withClient, type TestServer } from './test-server.js';

/**
 * Once per run, and only if a project that needs servers has tests to run: one PostgreSQL with one migrated template
 * database, and a Redis. What the tests need to know goes into `CATRACA_TEST_*`.
 */
export default async function setUp(config: { rootDir: string }, project: { rootDir: string }): Promise<void> {
  try {
    await startServers(project.rootDir || config.rootDir);
  } catch (error) {
    await tearDown(); // Jest does not, after a set-up that failed
    throw error;
  }
}

async function startServers(root: string): Promise<void> {
  const server = await startTestServer(root);
  keep(() => server.stop());
  await makeTemplate(server);
  await offerRedis(root);
}

async function makeTemplate(server: TestServer): Promise<void> {
  const run = `catraca_test_${randomBytes(5).toString('hex')}`;
  const template = `${run}_template`;
  const owner = new URL(server.ownerUrl).username;
  await withClient(server.adminUrl, (client) =>
    client.query(`create database ${template} owner ${client.escapeIdentifier(decodeURIComponent(owner))}`),
  );
  keep(() => withClient(server.adminUrl, (client) => client.query(`drop database ${template} with (force)`)));
  await migrateAll({ databaseUrl: onDatabase(server.ownerUrl, template) });
  process.env['CATRACA_TEST_ADMIN_URL'] = server.adminUrl;
  process.env['CATRACA_TEST_OWNER_URL'] = server.ownerUrl;
  process.env['CATRACA_TEST_RUN'] = run;
}

async function offerRedis(root: string): Promise<void> {
  const redis = await startTestRedis(join(root, '.catraca', 'redis'));
  if ('url' in redis) {
    keep(() => redis.stop());
    process.env['CATRACA_TEST_REDIS_URL'] = redis.url;
    return;
  }
  if (isCi()) throw new Error(`No Redis, so half of the suite cannot run: ${redis.missing}`);
  process.env['CATRACA_TEST_REDIS_MISSING'] = redis.missing;
}

function isCi(): boolean {
  return ['true', '1'].includes(process.env['CI'] ?? '');
}
