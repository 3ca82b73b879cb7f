import { timeToAccess, statusReport, type StatusReport } from '#answers';
import { daysAfter, type DomainEvent } from '#domain';
import { postgresEventStore } from '#event-store';
import { foldAll } from '#projections';
import { connectOrm, poolOf } from '#runtime';
import type { MikroORM } from '@mikro-orm/postgresql';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Pool } from 'pg';
import { freshDatabase, type FreshDatabase } from '../support/database.js';

let database: FreshDatabase;
let orm: MikroORM;
let pool: Pool;
/** The moment of everything that is said. */
let now: string;

beforeEach(async () => {
  database = await freshDatabase();
  orm = await connectOrm(database.url, 2);
  pool = await poolOf(orm);
  now = new Date().toISOString();
  facts = 0;
});
afterEach(async () => {
  await orm.close(true);
  await database.drop();
});

let facts = 0;
const say = async (...events: readonly DomainEvent[]): Promise<void> => {
  const news = events.map((event) => ({ key: `test/${++facts}`, event, metadata: { source: 'catraca', schema: 1 as const } }));
  await postgresEventStore(pool).append(news);
};
const badge = { name: 'premium', id: 'X' };
const mapped = (): DomainEvent => ({
  type: 'ProductMapped',
  data: { occurredAt: now, mapping: { product: 'shop/course', name: 'Course', badges: [badge], policies: {} } },
});
const paid = (sale: string, person?: string, product = 'shop/course'): DomainEvent => ({
  type: 'ChargePaid',
  data: { occurredAt: now, sale, charge: `C-${sale}`, product, recurring: false, ...(person && { person }) },
});
const seen = (member: string, person: string): DomainEvent => ({ type: 'MemberSeen', data: { occurredAt: now, member, person, badges: [] } });
const assigned = (member: string, sales: readonly string[]): DomainEvent => ({
  type: 'BadgeAssigned',
  data: { occurredAt: now, member, badge: badge.id, attempt: 1, sales },
});

/** The answer so many minutes from now. */
const told = async (minutes = 0, waitingMinutes?: number): Promise<StatusReport> => {
  const settings = { channels: { one: { source: 'shop' }, two: { source: 'cativa' } }, ...(waitingMinutes && { alarms: { waitingMinutes } }) };
  const ports = { pool, orm, personOf: (address: string) => address, settings };
  return statusReport(ports, { now: daysAfter(now, minutes / 1440) });
};
const sayAndFold = async (...events: readonly DomainEvent[]): Promise<void> => {
  await say(...events);
  await foldAll(pool);
};
const health = async (minutes: number, waitingMinutes?: number) => (await told(minutes, waitingMinutes)).timeToAccess.because;

describe('an installation', () => {
  test('where nothing happened is healthy and names its gateways, of which Cativa is none', async () => {
    const { timeToAccess: answer } = await told();
    expect(answer).toMatchObject({ healthy: true, because: [], waitingMinutes: 15, gateways: [{ gateway: 'shop' }] });
    expect(answer.gateways).toHaveLength(1);
  });

  test('is unhealthy once a member who paid waits for longer than fifteen minutes, or than its settings say', async () => {
    await sayAndFold(mapped(), seen('M1', 'anna'), paid('shop/S1', 'anna'));
    expect(await health(14)).toEqual([]);
    expect(await health(16)).toEqual([expect.stringMatching(/^a member who paid has waited for more than 15 minutes, the first since \d{4}-/)]);
    expect(await health(16, 30)).toEqual([]);
    expect(await health(3, 2)).toEqual([expect.stringContaining('more than 2 minutes')]);
    await sayAndFold(seen('M2', 'bia'), paid('shop/S2', 'bia'));
    expect(await health(16)).toEqual([expect.stringMatching(/^2 members who paid have waited/)]);
    await sayAndFold(assigned('M1', ['shop/S1']), assigned('M2', ['shop/S2']));
    expect(await health(16)).toEqual([]);
  });

  test('counts a product in no line of the catalog: who bought it is a member and is not in', async () => {
    await sayAndFold(seen('M1', 'anna'), paid('shop/S1', 'anna', 'shop/unknown'));
    expect(await health(16)).toHaveLength(1);
  });

  test('is healthy while buyers without an account wait, however long, and counts them', async () => {
    await sayAndFold(mapped(), paid('shop/S1', 'anna'), paid('other/S2'));
    const { timeToAccess: answer } = await told(10_000);
    expect(answer.healthy).toBe(true);
    const [none, one] = [{ count: 0, oldest: null }, expect.objectContaining({ count: 1, oldest: expect.any(String) })];
    expect(answer.gateways.map(({ gateway, waiting }) => ({ gateway, ...waiting }))).toEqual([
      { gateway: 'other', members: none, noAccount: none, noBuyer: one },
      { gateway: 'shop', members: none, noAccount: one, noBuyer: none },
    ]);
  });

  test('lets a member wait from the moment when the account is known, not from the payment', async () => {
    await sayAndFold(mapped(), paid('shop/S1', 'anna'));
    const { rows } = await pool.query<{ since: string }>(`select state->>'since' as since from pending_grants`);
    await sayAndFold(seen('M1', 'anna'));
    const { timeToAccess: answer, paidWithoutAccess } = await told();
    const [waiting] = answer.gateways.map(({ waiting: { members } }) => members);
    expect(waiting?.count).toBe(1);
    expect((waiting?.oldest ?? '') > (rows[0]?.since ?? '')).toBe(true);
    expect(paidWithoutAccess.oldest).toMatchObject([{ kind: 'member', since: now }]);
  });

  test('is unhealthy while the brake is on', async () => {
    await sayAndFold({ type: 'BrakeTripped', data: { occurredAt: now, removals: 11, limit: 10, windowMinutes: 10 } });
    expect(await health(0)).toEqual([`the brake is on since ${now}`]);
    await sayAndFold({ type: 'BrakeReleased', data: { occurredAt: now, allow: 0 } });
    expect(await health(0)).toEqual([]);
  });

  test('is unhealthy once its tables have been behind the log for that long', async () => {
    await say(seen('M1', 'anna'));
    expect(await health(14)).toEqual([]);
    expect(await health(16)).toEqual([expect.stringContaining('the tables are behind the log since')]);
    await foldAll(pool);
    expect(await health(16)).toEqual([]);
  });
});

test('more people than a report lists are counted all the same, and the member behind them is seen', async () => {
  const many = Array.from({ length: 60 }, (_, index) => ({
    kind: 'no-account' as const,
    who: 'buyer',
    since: now,
    sales: [`shop/B${index}`],
    why: 'no account yet',
  }));
  const member = { kind: 'member' as const, who: 'member M1', since: now, sales: ['shop/S1'], why: 'premium not yet assigned' };
  const brake = { tripped: false, since: null, held: 0, limit: 10, windowMinutes: 10, restored: null };
  const ports = { pool, settings: { channels: {} } };
  const answer = await timeToAccess(ports, { waiting: [...many, member], brake }, { now: daysAfter(now, 1) });
  expect(answer).toMatchObject({ healthy: false, gateways: [{ waiting: { members: { count: 1 }, noAccount: { count: 60 } } }] });
});
