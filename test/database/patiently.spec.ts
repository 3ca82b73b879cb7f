import { patiently } from '#event-store';
import { connectOrm, poolOf } from '#runtime';
import type { MikroORM } from '@mikro-orm/postgresql';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Pool } from 'pg';
import { freshDatabase, type FreshDatabase } from '../support/database.js';

const LONG_MS = 20_000;

let database: FreshDatabase;
let orm: MikroORM;
let pool: Pool;

beforeEach(async () => {
  database = await freshDatabase();
  orm = await connectOrm(database.url, 2);
  pool = await poolOf(orm);
});
afterEach(async () => {
  await orm.close(true);
  await database.drop();
});

test('gives what came in time, and the connection back', async () => {
  const db = patiently(pool, LONG_MS);
  const { rows } = await db.query<{ n: number }>({ text: 'select $1::int as n', values: [7] });
  expect(rows).toEqual([{ n: 7 }]);
  expect([pool.totalCount, pool.idleCount]).toEqual([1, 1]);
});

test('a statement that hangs is given up, and its connection is cut', async () => {
  const holder = await pool.connect();
  await holder.query('select pg_advisory_lock(1)');
  await expect(patiently(pool, 30).query({ text: 'select pg_advisory_lock(1)' })).rejects.toThrow('the database did not answer within 30 ms');
  expect(pool.totalCount).toBe(1);
  await holder.query('select pg_advisory_unlock(1)');
  holder.release();
  expect((await patiently(pool, LONG_MS).query({ text: 'select 1 as n' })).rows).toEqual([{ n: 1 }]);
});

test('a refusal of the database keeps its code', async () => {
  const db = patiently(pool, LONG_MS);
  await expect(db.query({ text: 'select 1 / 0' })).rejects.toMatchObject({ code: '22012' });
  expect((await db.query({ text: 'select 1 as n' })).rows).toEqual([{ n: 1 }]);
});

test('a connection that breaks is said, and is not used again', async () => {
  const db = patiently(pool, LONG_MS);
  await expect(db.query({ text: 'select pg_terminate_backend(pg_backend_pid())' })).rejects.toThrow('terminat');
  expect((await db.query({ text: 'select 1 as n' })).rows).toEqual([{ n: 1 }]);
});

test('a database that cannot be reached is said', async () => {
  await orm.close(true);
  await expect(patiently(pool, LONG_MS).query({ text: 'select 1' })).rejects.toThrow('end');
  orm = await connectOrm(database.url, 2);
});
