import { opens, type DomainEvent } from '#domain';
import { postgresEventStore, type NewEvent } from '#event-store';
import { foldAll, projections, readModel, verify, waitingGrants } from '#projections';
import { connectOrm, poolOf } from '#runtime';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { freshDatabase, type FreshDatabase } from '../support/database.js';

let database: FreshDatabase;
let orm: Awaited<ReturnType<typeof connectOrm>>;
let pool: Awaited<ReturnType<typeof poolOf>>;
beforeAll(async () => {
  database = await freshDatabase();
  orm = await connectOrm(database.url, 4);
  pool = await poolOf(orm);
  await say(
    [
      {
        type: 'ProductMapped',
        data: { occurredAt: at(0), mapping: { product: 'shop/course', name: 'Course', badges: [{ name: 'x', id: 'X' }], policies: {} } },
      },
    ],
    'catalog',
  );
});
afterAll(async () => {
  await orm.close(true);
  await database.drop();
});

const at = (day: number): string => new Date(Date.UTC(2026, 0, 1 + day)).toISOString();

const say = async (events: readonly DomainEvent[], run: string): Promise<void> => {
  const facts = events.map((event, index): NewEvent => ({
    key: `${run}/${index}/${JSON.stringify(event)}`,
    event,
    metadata: { source: 'test', schema: 1 },
  }));
  for (const fact of facts) await postgresEventStore(pool).append([fact]);
  await foldAll(pool);
};

/** A few people, members and sales, so that histories collide. `run` keeps the histories of one database apart. */
const wordOf = (run: string) => {
  const one = (kind: string, most: number) => fc.integer({ min: 1, max: most }).map((n) => `${run}-${kind}${n}`);
  const [person, member, sale] = [one('person', 3), one('member', 3), one('sale', 3).map((id) => `shop/${id}`)];
  const occurredAt = fc.integer({ min: 1, max: 30 }).map(at);
  const word = <Type extends DomainEvent['type']>(type: Type, data: fc.Arbitrary<object>) =>
    fc.tuple(data, occurredAt).map(([said, when]) => ({ type, data: { ...said, occurredAt: when } }) as Extract<DomainEvent, { type: Type }>);
  return fc.oneof(
    word(
      'ChargePaid',
      fc.record({ sale, person }).map((of) => ({ ...of, charge: 'C1', product: 'shop/course', recurring: false })),
    ),
    word(
      'ChargeReversed',
      fc.record({ sale }).map((of) => ({ ...of, charge: 'C1', kind: 'refund', whole: true })),
    ),
    word('MemberSeen', fc.record({ member, person })),
    word('MemberSeen', fc.record({ member })),
    word(
      'SaleClaimed',
      fc.record({ sale, member }).map((of) => ({ ...of, by: 'buyer' })),
    ),
    word(
      'ClaimUndone',
      fc.record({ sale }).map((of) => ({ ...of, by: 'rui' })),
    ),
    word(
      'GiftGiven',
      fc.record({ sale: one('gift', 2).map((id) => `gift/${id}`), person }).map((of) => ({ ...of, product: 'shop/course', by: 'rui' })),
    ),
    word(
      'GiftGiven',
      fc.record({ sale: one('gift', 2).map((id) => `gift/${id}`), member, parent: sale }).map((of) => ({ ...of, product: 'shop/course', by: 'rui' })),
    ),
  );
};

/** Where each sale that opens something is found: with which members, and in the waiting list. */
const placesOf = async (run: string): Promise<ReadonlyMap<string, readonly string[]>> => {
  const [model, moment] = [readModel(pool), { now: at(40) }];
  const catalog = await model.catalog();
  const members = [1, 2, 3].map((n) => `${run}-member${n}`);
  const places = new Map<string, string[]>();
  const note = (sale: string, place: string): void => void places.set(sale, [...new Set([...(places.get(sale) ?? []), place])]);
  for (const { member, reasons } of await model.membersState(members, catalog, moment)) {
    reasons.filter(opens).forEach(({ sale }) => note(sale, member));
  }
  for await (const { person, reasons } of waitingGrants(pool, catalog, moment)) {
    if (person.startsWith(`${run}-`)) reasons.filter(opens).forEach(({ sale }) => note(sale, 'waits'));
  }
  return places;
};

describe('whatever happens to people', () => {
  test('no two members hold one sale, and every sale that opens has one owner or waits', async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.constant(undefined).chain(() => {
          run += 1;
          return fc.tuple(fc.constant(`r${run}`), fc.array(wordOf(`r${run}`), { minLength: 1, maxLength: 14 }));
        }),
        async ([name, words]) => {
          await say(words, name);
          const places = await placesOf(name);
          for (const [sale, found] of places) expect([sale, found.length]).toEqual([sale, 1]);
          const living = await pool.query<{ key: string }>(
            `select key from entitlements where key like $1 and jsonb_path_exists(state, '$.charges.*.paid') and not jsonb_path_exists(state, '$.charges.*.reversed')`,
            [`shop/${name}-%`],
          );
          for (const { key } of living.rows) expect([key, places.get(key)?.length]).toEqual([key, 1]);
        },
      ),
      { numRuns: 60, endOnFailure: true },
    );
    expect((await verify(pool, projections, () => undefined)).differences).toEqual([]);
  }, 60_000);
});
