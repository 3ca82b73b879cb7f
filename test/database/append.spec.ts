import { memberStream } from '#domain';
import { acceptDeliveries, postgresEventStore, type EventStore } from '#event-store';
import { connectOrm, poolOf } from '#runtime';
import type { MikroORM } from '@mikro-orm/postgresql';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Pool } from 'pg';
import { eventStoreContract, seenFact } from '../contracts/event-store.contract.js';
import { freshDatabase, type FreshDatabase } from '../support/database.js';

let database: FreshDatabase;
let orm: MikroORM;
let pool: Pool;
let store: EventStore;

beforeEach(async () => {
  database = await freshDatabase();
  orm = await connectOrm(database.url, 20);
  pool = await poolOf(orm);
  store = postgresEventStore(pool);
});
afterEach(async () => {
  await orm.close(true);
  await database.drop();
});

describe('the event store on PostgreSQL', () => {
  eventStoreContract(() => store);

  test('16 writers, one held open by a lock, and a tailing reader: nothing is skipped, nothing has a gap', async () => {
    const [writers, each] = [16, 60];
    const write = async (writer: number): Promise<void> => {
      for (let n = 0; n < each; n += 1) await store.append([seenFact(`m${writer}`, `${writer}/${n}`), seenFact('shared', `${writer}/${n}/s`)]);
    };
    const seen: bigint[] = [];
    const total = writers * each * 2;
    const read = async (): Promise<void> => {
      while (seen.length < total) {
        const events = await store.readAll(seen.at(-1) ?? 0n, 100);
        seen.push(...events.map(({ globalPosition }) => globalPosition));
      }
    };
    const hold = async (): Promise<void> => {
      const client = await pool.connect();
      await client.query('begin');
      await postgresEventStore(client).append([seenFact('held', 'held')]);
      await client.query('select pg_sleep(0.3)');
      await client.query('rollback');
      client.release();
    };
    await Promise.all([read(), hold(), ...Array.from({ length: writers }, async (_, writer) => write(writer))]);
    expect(seen).toEqual(Array.from({ length: total }, (_, index) => BigInt(index + 1)));
    expect((await store.readStream(memberStream('shared'))).map(({ version }) => version)).toEqual(
      Array.from({ length: writers * each }, (_, index) => index + 1),
    );
  });

  test.each(['update events set type = $$x$$', 'delete from events', 'truncate events'])('refuses to change history: %s', async (statement) => {
    await store.append([seenFact('a', '1')]);
    await expect(pool.query(statement)).rejects.toThrow(/permission denied|append-only/);
  });

  test('refuses to change history for a superuser too, whom no privilege stops', async () => {
    await store.append([seenFact('a', '1')]);
    const admin = new URL(process.env['CATRACA_TEST_ADMIN_URL'] ?? '');
    admin.pathname = new URL(database.url).pathname;
    const { default: pg } = await import('pg');
    const client = new pg.Client({ connectionString: admin.href });
    await client.connect();
    await expect(client.query('delete from events')).rejects.toThrow('append-only');
    await expect(client.query('truncate deliveries')).rejects.toThrow('append-only');
    await expect(client.query(`update deliveries set body = ''`)).rejects.toThrow('append-only');
    await client.end();
  });

  test('keeps text that jsonb cannot: a zero character and half a surrogate pair', async () => {
    const odd = seenFact('a', 'odd', { personal: { name: `A\0na \ud800` } });
    const [result] = await store.append([odd]);
    expect(result?.outcome).toBe('appended');
  });

  test('keeps both words of a contradiction, also when both come in one append', async () => {
    await store.append([seenFact('a', '1', { badges: ['x'] }), seenFact('a', '1', { badges: ['y'] })]);
    await store.append([seenFact('a', '1', { badges: ['z'], metadata: { source: 'test', delivery: 'later', schema: 1 } })]);
    const { rows } = await pool.query<{ data: { badges: string[] } }>('select data from contradictions order by noticed_at');
    expect(rows.map(({ data }) => data.badges)).toEqual([['y'], ['z']]);
  });

  test('keeps a delivery and its facts together, or neither', async () => {
    const delivery = {
      id: '0198c0de-0000-7000-8000-000000000001',
      channel: 'c',
      source: 's',
      body: Buffer.from([0, 255, 10]),
      digest: Buffer.alloc(32),
      headers: {},
      query: {},
      receivedAt: '2026-11-20T12:00:00.000Z',
      outcome: 'facts' as const,
      notes: [],
    };
    await expect(acceptDeliveries(pool, [{ delivery, events: [seenFact('a', '1', { expected: 7 })] }])).rejects.toThrow('version');
    expect((await pool.query('select from deliveries')).rowCount).toBe(0);
    await acceptDeliveries(pool, [{ delivery, events: [seenFact('a', '1')] }]);
    const { rows } = await pool.query<{ body: Buffer }>('select body from deliveries');
    expect(rows[0]?.body).toEqual(delivery.body);
    expect(await store.head()).toBe(1n);
  });
});
