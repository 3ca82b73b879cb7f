import { expect, test } from '@jest/globals';
import { Redis } from 'ioredis';
import pg from 'pg';
import { freshDatabase } from '../support/database.js';
import { testQueue } from '../support/queue.js';
import { until } from '../support/until.js';

test('two fresh databases have the schema and nothing of one another', async () => {
  const [one, other] = await Promise.all([freshDatabase(), freshDatabase()]);
  expect(one.url).not.toBe(other.url);
  const counts = await Promise.all([one, other].map(({ url }) => tablesIn(url)));
  expect(counts[0]).toBeGreaterThan(0);
  expect(counts[1]).toBe(counts[0]);
  await Promise.all([one.drop(), other.drop()]);
  await expect(tablesIn(one.url)).rejects.toThrow('does not exist');
});

test('a connection left open is told by name', async () => {
  const database = await freshDatabase();
  const forgotten = new pg.Client({ connectionString: database.url, application_name: 'forgotten' });
  forgotten.on('error', () => undefined);
  await forgotten.connect();
  await expect(database.drop()).rejects.toThrow('1 connections were left open: forgotten');
});

test('the queue of this project answers', async () => {
  const queue = testQueue();
  if (queue.kind === 'postgres') return;
  const redis = new Redis(queue.url);
  expect(await redis.config('GET', 'maxmemory-policy')).toEqual(['maxmemory-policy', 'noeviction']);
  redis.disconnect();
});

test('waiting in vain says for what, and what was heard last', async () => {
  const never = until(() => Promise.reject(new Error('still asleep')), { deadlineMs: 30, what: 'the cat' });
  await expect(never).rejects.toThrow(/for the cat\. The last answer: still asleep/);
});

async function tablesIn(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ count: number }>(
      "select count(*)::int as count from pg_tables where schemaname not in ('pg_catalog', 'information_schema')",
    );
    return rows[0]?.count ?? 0;
  } finally {
    await client.end();
  }
}
