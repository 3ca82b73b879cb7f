import { postgresEventStore, type NewEvent } from '#event-store';
import { foldAll } from '#projections';
import { auditNext, auditReport, auditSlice } from '#proof';
import { connectOrm, poolOf } from '#runtime';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { freshDatabase, type FreshDatabase } from '../support/database.js';

let database: FreshDatabase;
let orm: Awaited<ReturnType<typeof connectOrm>>;
let pool: Awaited<ReturnType<typeof poolOf>>;
const occurredAt = '2026-05-01T12:00:00.000Z';
const noPause = async (): Promise<void> => Promise.resolve();

const sales = (from: number, count: number): readonly NewEvent[] =>
  Array.from({ length: count }, (_, index): NewEvent => {
    const n = from + index;
    const data = { occurredAt, sale: `shop/${n}`, charge: 'c', product: 'shop/a', person: `p${n % 50}`, recurring: false };
    return { key: `shop/${n}`, event: { type: 'ChargePaid', data }, metadata: { source: 'shop', schema: 1 } };
  });

beforeAll(async () => {
  database = await freshDatabase();
  orm = await connectOrm(database.url, 4);
  pool = await poolOf(orm);
  for (let from = 0; from < 300; from += 50) await postgresEventStore(pool).append(sales(from, 50));
  await foldAll(pool);
});
afterAll(async () => {
  await orm.close(true);
  await database.drop();
});

describe('the standing audit', () => {
  test('finds every table equal to a fold of the log, and keeps what it found', async () => {
    const audited = await auditNext(pool, noPause);
    expect(audited?.every(({ same, liveRows, derivedRows }) => same && liveRows === derivedRows)).toBe(true);
    expect(audited?.find(({ projection }) => projection === 'entitlements')).toMatchObject({ liveRows: 300, position: 300n });
    expect(await auditReport(pool)).toMatchObject({ wrong: [], looks: audited?.length });
  });

  test('sees all rows once, whatever the number of slices', async () => {
    const rows = new Map<string, number>();
    for (let nth = 0; nth < 7; nth += 1) {
      for (const { projection, same, liveRows } of await auditSlice(pool, { nth, slices: 7 }, noPause)) {
        expect({ projection, same }).toEqual({ projection, same: true });
        rows.set(projection, (rows.get(projection) ?? 0) + liveRows);
      }
    }
    expect(rows.get('entitlements')).toBe(300);
    expect(rows.get('pending_grants')).toBe(50);
  });

  test('looks only as far as each table has come: facts that are not folded yet are no difference', async () => {
    await postgresEventStore(pool).append(sales(300, 20));
    const audited = await auditSlice(pool, { nth: 0, slices: 1 }, noPause);
    expect(audited.every(({ same }) => same)).toBe(true);
    await foldAll(pool);
  });

  test('does not mind facts that come while it looks', async () => {
    let from = 400;
    const more = async (): Promise<void> => {
      await postgresEventStore(pool).append(sales((from += 10), 10));
      await foldAll(pool);
    };
    expect((await auditSlice(pool, { nth: 0, slices: 1 }, more)).every(({ same }) => same)).toBe(true);
    expect(from).toBeGreaterThan(400);
  });

  test.each([
    [
      'a row that was changed',
      `update entitlements set state = jsonb_set(state, '{failures}', '["2026-05-02T12:00:00.000Z"]') where key = 'shop/7'`,
      'entitlements',
    ],
    ['a row that is missing', `delete from pending_grants where key = 'p7'`, 'pending_grants'],
    ['a row too many', `insert into member_badges (key, state) values ('M0', '{"member": "M0", "badges": {}}')`, 'member_badges'],
  ])('finds %s, and tells which table', async (_, damage, table) => {
    await pool.query(damage);
    expect((await auditNext(pool, noPause))?.filter(({ same }) => !same).map(({ projection }) => projection)).toContain(table);
    expect((await auditReport(pool)).wrong.map(({ projection }) => projection)).toContain(table);
  });

  test('is done by one worker at a time', async () => {
    const looks = await Promise.all([auditNext(pool, noPause), auditNext(pool, noPause)]);
    expect(looks.filter((look) => look !== undefined)).toHaveLength(1);
  });
});
