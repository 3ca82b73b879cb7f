import type { Catalog } from '#domain';
import type { NewEvent } from '#event-store';
import { memoryLedger, postgresLedger, type Ledger, type Moment } from '#projections';
import { connectOrm, poolOf } from '#runtime';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { generate } from '../simulation/generate.js';
import { DAY, instant, said, word, type Script, type Step } from '../simulation/script.js';
import { freshDatabase, type FreshDatabase } from '../support/database.js';

let database: FreshDatabase;
let orm: Awaited<ReturnType<typeof connectOrm>>;
let pool: Awaited<ReturnType<typeof poolOf>>;
beforeAll(async () => {
  database = await freshDatabase();
  orm = await connectOrm(database.url, 4);
  pool = await poolOf(orm);
});
afterAll(async () => {
  await orm.close(true);
  await database.drop();
});

/** Names of one history, so that many fit into one database. */
const named = <Value>(value: Value, seed: number): Value =>
  JSON.parse(JSON.stringify(value).replace(/\b(M\d|ana|bia|caio|shop\/\w+|gift\/\d)\b/g, (name) => `${name}-${seed}`)) as Value;

const factsOf = ({ step, index }: { step: Step; index: number }, { members }: Script): readonly NewEvent[] => {
  if (step.kind === 'webhook') return step.facts;
  if (step.kind === 'person') return [step.fact];
  if (step.kind !== 'cativa') return [];
  const { member, badge = 'X', act } = step;
  const person = members[member];
  const occurredAt = instant(step.at);
  if (act === 'gives') return [said(`c${index}`, { type: 'BadgeSeen', data: { occurredAt, member, badge } })];
  if (act === 'takes') return [said(`c${index}`, { type: 'AssignRequested', data: { occurredAt, member, badge, via: 'api', sales: [] } })];
  return [said(`c${index}`, { type: 'MemberSeen', data: { occurredAt, member, ...(person && { person }), badges: [badge] } })];
};

const historyOf = (seed: number): readonly NewEvent[] => {
  const script = generate(seed);
  const catalog = script.catalog.map((mapping, index) =>
    word(`catalog/${index}`, { type: 'ProductMapped', data: { occurredAt: instant(0), mapping } }),
  );
  const facts = [...catalog, ...script.steps.flatMap((step, index) => factsOf({ step, index }, script))];
  return facts.map((fact) => named({ ...fact, key: `${fact.key}/${seed}` }, seed));
};

/** Every answer that a ledger gives about these people and sales; without our own clock, which is another for each. */
const answers = async ({ model, ...ledger }: Ledger, seed: number, now: string): Promise<object> => {
  const moment: Moment = { now };
  const all: Catalog = await model.catalog();
  const catalog = { changedAt: 0n, mappings: all.mappings.filter(({ product }) => product.endsWith(`-${seed}`)) };
  const ours = (names: readonly string[]): readonly string[] => names.filter((name) => name.endsWith(`-${seed}`)).sort();
  const [persons, sales] = [
    ['ana', 'bia', 'caio'],
    ['shop/s1', 'shop/s2', 'shop/s3', 'gift/0', 'gift/1', 'gift/2'],
  ].map((list) => list.map((name) => `${name}-${seed}`));
  const members = ours(await model.membersAfter('', 10_000));
  const beside = await model.ownersBeside(sales ?? []);
  const waiting = [];
  for await (const { person, reasons } of ledger.waitingGrants(catalog, moment)) if (person.endsWith(`-${seed}`)) waiting.push({ person, reasons });
  return JSON.parse(
    JSON.stringify({
      catalog: catalog.mappings,
      members,
      states: await model.membersState(members, catalog, moment),
      owners: [...(await model.membersOf(persons ?? []))].sort(),
      beside: { members: [...beside.members].sort(), persons: [...beside.persons].sort() },
      buyers: await model.buyersOf(['stripe/pi_1']),
      waiting: waiting.sort((a, b) => (a.person < b.person ? -1 : 1)),
      behind: await ledger.isBehind(),
    }),
  ) as object;
};

const fold = async (ledger: Ledger): Promise<void> => {
  while ((await ledger.foldNext()).more);
};

describe('the ledger in memory, on which the simulation stands', () => {
  test('answers every question as PostgreSQL does, after each third of 40 histories', async () => {
    for (let seed = 1; seed <= 40; seed += 1) {
      const [memory, postgres, history] = [memoryLedger(() => new Date()), postgresLedger(pool), historyOf(seed)];
      const third = Math.ceil(history.length / 3);
      for (const [part, day] of [30, 60, 120].entries()) {
        const facts = history.slice(part * third, (part + 1) * third);
        const appended = await Promise.all([memory, postgres].map(async ({ store }) => store.append(facts)));
        const told = appended.map((results) => results.map(({ outcome, contradicts }) => ({ outcome, contradicts })));
        expect(told[0]).toEqual(told[1]);
        await fold(memory);
        await fold(postgres);
        const now = instant(day * DAY);
        expect(await answers(memory, seed, now)).toEqual(await answers(postgres, seed, now));
      }
    }
  });

  test('counts holders, reads streams and refuses a stale version as PostgreSQL does', async () => {
    const memory = memoryLedger(() => new Date());
    const postgres = postgresLedger(pool);
    const wish = {
      ...word('wish/z', { type: 'AssignRequested', data: { occurredAt: instant(0), member: 'Z1', badge: 'X', via: 'api', sales: [] } }),
      expected: 0,
    };
    const late = { ...wish, key: 'catraca/wish/z2' };
    const before = await postgres.model.holders();
    for (const ledger of [memory, postgres]) {
      await ledger.inTurn(async ({ store }) => store.append([wish]));
      await expect(ledger.inTurn(async ({ store }) => store.append([late]))).rejects.toThrow('is at version 1, expected 0');
      await fold(ledger);
      expect(await ledger.store.streamVersions(['member-Z1'])).toEqual([1]);
    }
    expect(await memory.model.holders()).toBe(1);
    expect(await postgres.model.holders()).toBe(before + 1);
  });
});
