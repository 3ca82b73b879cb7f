import { BRAKE_STREAM } from '#domain';
import { foldAll, isOtherEpoch, noticeRestore, postgresLedger } from '#projections';
import { connectOrm, poolOf } from '#runtime';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sharedLook } from '../../apps/worker/src/shared-look.js';
import { reconcileMember, type ReconcilePorts } from '../../apps/worker/src/reconcile-member.js';
import { copyOf, freshDatabase, type FreshDatabase } from '../support/database.js';

const at = (hour: number): string => new Date(Date.UTC(2026, 4, 1, hour)).toISOString();
const open: { orm: Awaited<ReturnType<typeof connectOrm>>; database: FreshDatabase }[] = [];

const opened = async (database: FreshDatabase) => {
  const orm = await connectOrm(database.url, 4);
  open.push({ orm, database });
  return poolOf(orm);
};
type Pool = Awaited<ReturnType<typeof opened>>;

/** What the community holds: it is not restored with the database. */
const held = new Set<string>();
const badgeApi: ReconcilePorts['badgeApi'] = {
  kind: 'api',
  run: async ({ command, badge }) => {
    const already = held.has(badge) === (command === 'assign');
    if (command === 'assign') held.add(badge);
    else held.delete(badge);
    return Promise.resolve({ kind: 'done', already });
  },
};
const ports = (pool: Pool, hour: number): ReconcilePorts => {
  const looking = { ledger: postgresLedger(pool), moment: () => ({ now: at(hour) }), catchUp: async () => foldAll(pool) };
  return { ...looking, look: sharedLook(looking), badgeApi, attempt: 1 };
};

const says = async (pool: Pool, ...facts: Parameters<ReturnType<typeof postgresLedger>['store']['append']>[0][number]['event'][]): Promise<void> => {
  const metadata = { source: 'shop', schema: 1 } as const;
  await postgresLedger(pool).store.append(facts.map((event) => ({ key: `shop/${JSON.stringify(event)}`, event, metadata })));
};
const sale = (name: string) => ({ sale: `shop/${name}`, charge: 'c', product: `shop/${name}`, person: 'ana', recurring: false });
const bought = (name: string, hour: number) => ({ type: 'ChargePaid' as const, data: { ...sale(name), occurredAt: at(hour) } });
const refunded = (name: string, hour: number) => ({
  type: 'ChargeReversed' as const,
  data: { sale: `shop/${name}`, charge: 'c', kind: 'refund' as const, whole: true, occurredAt: at(hour) },
});
const opens = (product: string, badge: string) => ({
  type: 'ProductMapped' as const,
  data: { occurredAt: at(0), mapping: { product: `shop/${product}`, name: product, badges: [{ id: badge, name: badge }], policies: {} } },
});

describe('a database that is put back to an older state', () => {
  let before: Pool;
  let after: Pool;
  beforeAll(async () => {
    before = await opened(await freshDatabase());
    await noticeRestore(before, at(0));
    await says(before, opens('a', 'A'), opens('b', 'B'), opens('late', 'L'));
    await says(before, { type: 'MemberSeen', data: { member: 'M1', person: 'ana', occurredAt: at(0) } }, bought('a', 1), bought('b', 1));
    await reconcileMember(ports(before, 1), 'M1');
    const [live] = open;
    if (!live) throw new Error('nothing was opened');
    await live.orm.close(true);
    const older = await copyOf(live.database);
    const orm = await connectOrm(live.database.url, 4);
    open[0] = { ...live, orm };
    before = await poolOf(orm);
    // The hour that is lost: a sale whose badge is given, and a refund of another.
    await says(before, bought('late', 2));
    await reconcileMember(ports(before, 2), 'M1');
    after = await opened(older);
  });
  afterAll(async () => {
    for (const { orm, database } of open) {
      await orm.close(true);
      await database.drop();
    }
  });

  test('is noticed by its name before anything is taken away, even when nobody has said so yet', async () => {
    expect([...held].sort()).toEqual(['A', 'B', 'L']);
    expect([await isOtherEpoch(before), await isOtherEpoch(after)]).toEqual([false, true]);
    await says(after, refunded('b', 3));
    expect(await reconcileMember(ports(after, 3), 'M1')).toMatchObject({ braked: 1 });
    expect(held.has('B')).toBe(true);
  });

  test('says so in the log, once, with the moment at which the log ends', async () => {
    expect([await noticeRestore(after, at(4)), await noticeRestore(after, at(5))]).toEqual([true, false]);
    const facts = (await postgresLedger(after).store.readStream(BRAKE_STREAM)).map(({ event }) => event);
    expect(facts).toEqual([
      { type: 'LogRestored', data: { occurredAt: at(4), lastHeardAt: expect.any(String), epoch: expect.stringMatching(/^\d+\/\d+\/\d+\/\d+$/) } },
    ]);
    await foldAll(after);
    expect(await postgresLedger(after).model.brake()).toMatchObject({ tripped: true, restored: { at: at(4) } });
  });

  test('takes nothing away until a person says go, and knows a badge of the lost hour for its own when its sale is sent again', async () => {
    expect(await reconcileMember(ports(after, 5), 'M1')).toMatchObject({ braked: 1 });
    await says(after, bought('late', 2));
    await reconcileMember(ports(after, 5), 'M1');
    await foldAll(after);
    const [state] = await postgresLedger(after).model.membersState(['M1'], await postgresLedger(after).model.catalog(), { now: at(5) });
    expect(state?.states.find(({ badge }) => badge === 'L')?.record.ours).toBe(true);
    expect([...held].sort()).toEqual(['A', 'B', 'L']);
  });

  test('goes on as ever after that word', async () => {
    await says(after, { type: 'BrakeReleased', data: { occurredAt: at(6), allow: 1 } }, refunded('late', 6));
    await reconcileMember(ports(after, 7), 'M1');
    expect([...held]).toEqual(['A']);
  });

  test('can be declared by a person where a copy bears the same name', async () => {
    expect(await noticeRestore(before, at(8), { note: 'data folder of last night' })).toBe(true);
    expect((await postgresLedger(before).store.readStream(BRAKE_STREAM)).at(-1)?.event.data).toMatchObject({ note: 'data folder of last night' });
  });
});
