import { accessTimes, openableSince, type GatewayTimes } from '#projections';
import { connectOrm, poolOf } from '#runtime';
import type { MikroORM } from '@mikro-orm/postgresql';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Pool } from 'pg';
import { freshDatabase, type FreshDatabase } from '../support/database.js';

let database: FreshDatabase;
let orm: MikroORM;
let pool: Pool;

beforeEach(async () => {
  database = await freshDatabase();
  // One connection, so that a setting of the session holds for the next statement.
  orm = await connectOrm(database.url, 1);
  pool = await poolOf(orm);
});
afterEach(async () => {
  await orm.close(true);
  await database.drop();
});

const NOON = Date.parse('2026-05-01T12:00:00.000Z');
/** So many seconds after noon. */
const at = (seconds: number): string => new Date(NOON + seconds * 1000).toISOString();
const put = async (table: string, key: string, state: object): Promise<void> => {
  await pool.query(`insert into ${table} (key, state) values ($1, $2)`, [key, JSON.stringify(state)]);
};

interface Times {
  readonly gateway?: number;
  readonly heard?: number;
  readonly opened?: number;
  readonly had?: number;
  /** When the buyer's address became a member's; by default, long before. */
  readonly member?: number | null;
  readonly claimed?: boolean;
}

let sales = 0;
beforeEach(() => void (sales = 0));

/** A sale as the tables hold it, its times in seconds after noon. */
const sold = async ({ gateway, heard = 0, opened, had, member = -9_000, claimed = false }: Times, source = 'shop'): Promise<string> => {
  const [sale, person] = [`${source}/S${++sales}`, `p${sales}`];
  const times = { gatewayAt: gateway, heardAt: heard, openedAt: opened, hadAt: had };
  const known = Object.entries(times).flatMap(([name, seconds]) => (seconds === undefined ? [] : [[name, at(seconds)] as const]));
  await put('access_times', sale, Object.fromEntries(known));
  await put('entitlements', sale, { sale, person: { person }, charges: {}, failures: [], ...(claimed && { claimed: { member: 'M9' } }) });
  await put('pending_grants', person, { person, sales: [sale], ...(member !== null && { member: 'M', fulfilledAt: at(member) }) });
  return sale;
};

const NONE = { count: 0, medianMs: null, p95Ms: null };
const only = (ms: number) => ({ count: 1, medianMs: ms, p95Ms: ms });
const times = async (since = at(-60)): Promise<readonly GatewayTimes[]> => accessTimes(pool, since);

describe('the time to access', () => {
  test("of a member is counted from the gateway's clock and from our 200", async () => {
    await sold({ gateway: -2, heard: 0, opened: 1.5 });
    expect(await times()).toEqual([{ gateway: 'shop', fromGateway: only(3500), fromWebhook: only(1500), fromSignUp: NONE }]);
  });

  test('of a buyer who signed up later is counted from the sign-up, and says nothing about us before that', async () => {
    await sold({ gateway: -2, heard: 0, member: 86_400, opened: 86_401 });
    expect(await times()).toEqual([{ gateway: 'shop', fromGateway: NONE, fromWebhook: NONE, fromSignUp: only(1000) }]);
  });

  test('is told where the gateway gave no time, and never less than nothing where its clock is fast', async () => {
    await sold({ opened: 1 });
    await sold({ gateway: 30, heard: 0, opened: 2 }, 'fast');
    expect(await times()).toEqual([
      { gateway: 'fast', fromGateway: only(0), fromWebhook: only(2000), fromSignUp: NONE },
      { gateway: 'shop', fromGateway: NONE, fromWebhook: only(1000), fromSignUp: NONE },
    ]);
  });

  test('is not told of a sale that waits, whose badge was there already, whose buyer is no member, or that was claimed', async () => {
    await sold({});
    await sold({ had: 1 });
    await sold({ had: 1, opened: 500 });
    await sold({ opened: 1, member: null });
    await sold({ opened: 9_000, claimed: true });
    expect(await times()).toEqual([]);
  });

  test('is told of a sale whose badge was found there only after we gave it', async () => {
    await sold({ opened: 1, had: 500 });
    expect(await times()).toMatchObject([{ fromWebhook: only(1000) }]);
  });

  test('has a median and a 95th of 100 that really happened', async () => {
    for (const seconds of Array.from({ length: 20 }, (_, index) => index + 1)) await sold({ gateway: -1, opened: seconds });
    expect(await times()).toMatchObject([
      { fromGateway: { count: 20, medianMs: 11_000, p95Ms: 20_000 }, fromWebhook: { count: 20, medianMs: 10_000, p95Ms: 19_000 } },
    ]);
  });

  test('of a window is that of the sales that were heard in it, found by an index', async () => {
    await sold({ heard: -90, opened: -80 });
    await sold({ heard: -60, opened: -55 });
    expect(await times()).toMatchObject([{ fromWebhook: only(5000) }]);
    expect(await times(at(-90))).toMatchObject([{ fromWebhook: { count: 2 } }]);
    await pool.query('set enable_seqscan = off');
    const text = `explain select from access_times where opened_at is not null and heard_at is not null and heard_at >= '${at(-60)}'`;
    const { rows } = await pool.query<Record<string, string>>(text);
    expect(JSON.stringify(rows)).toContain('access_times_heard');
  });
});

describe('a sale that waits could have been opened', () => {
  test('from when both its payment and its buyer were known to us', async () => {
    const [known, later, nobody, claimed] = [
      await sold({ heard: 5 }),
      await sold({ heard: 5, member: 60 }),
      await sold({ heard: 5, member: null }),
      await sold({ heard: 5, claimed: true, member: null }),
    ];
    const since = await openableSince(pool, [known, later, nobody, claimed, 'gift/G1']);
    expect(since).toEqual(
      new Map([
        [known, at(5)],
        [later, at(60)],
        [nobody, at(5)],
        [claimed, at(5)],
      ]),
    );
  });
});
