import { quietSince } from '#domain';
import { channelArrivals } from '#projections';
import { connectOrm, poolOf } from '#runtime';
import type { MikroORM } from '@mikro-orm/postgresql';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Pool } from 'pg';
import { freshDatabase, type FreshDatabase } from '../support/database.js';
import { keepDeliveries } from '../support/kept-deliveries.js';

let database: FreshDatabase;
let orm: MikroORM;
let pool: Pool;

beforeAll(async () => {
  database = await freshDatabase();
  orm = await connectOrm(database.url, 2);
  pool = await poolOf(orm);
});
afterAll(async () => {
  await orm.close(true);
  await database.drop();
});

const heard = async (channel: string, times: readonly string[]) =>
  keepDeliveries(
    pool,
    times.map(() => Buffer.from('{}')),
    { source: 'toy', channel, times },
  );

describe('when channels were heard', () => {
  test('is the last arrival of each hour of the four weeks before the very last, newest first', async () => {
    await heard('shop', ['2026-05-01T10:00:00Z', '2026-05-03T10:00:00Z', '2026-05-29T09:10:00Z', '2026-05-29T09:59:59.999Z', '2026-05-29T10:30:00Z']);
    await heard('other', ['2026-05-02T08:00:00Z']);
    await heard('not asked for', ['2026-05-02T08:00:00Z']);
    expect(await channelArrivals(pool, ['shop', 'other', 'silent'])).toEqual(
      new Map([
        ['shop', ['2026-05-29T10:30:00.000Z', '2026-05-29T09:59:59.999Z', '2026-05-03T10:00:00.000Z']],
        ['other', ['2026-05-02T08:00:00.000Z']],
        ['silent', []],
      ]),
    );
    expect(await channelArrivals(pool, [])).toEqual(new Map());
  });

  test('tells the quiet ones from the others', async () => {
    const start = Date.parse('2026-03-01T00:30:00Z');
    const day = (hours: number): string => new Date(start + hours * 3_600_000).toISOString();
    const byDay = Array.from({ length: 28 * 24 }, (_, hour) => hour).filter((hour) => hour % 24 >= 9);
    await heard(
      'by day',
      byDay.flatMap((hour) => [day(hour), day(hour + 0.3)]),
    );
    const arrivals = (await channelArrivals(pool, ['by day'])).get('by day') ?? [];
    expect(arrivals).toHaveLength(byDay.length);
    const since = day(28 * 24 - 1 + 0.3);
    expect(quietSince({ arrivals, now: day(28 * 24 + 9) })).toBeUndefined();
    expect(quietSince({ arrivals, now: day(28 * 24 + 20) })).toEqual({ since, hours: 20, usualHours: 10 });
  });
});
