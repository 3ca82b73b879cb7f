import type { DomainEvent, RecordedEvent } from '#domain';
import { postgresEventStore, type NewEvent } from '#event-store';
import { foldNext, OtherFold, outdatedFolds, projections, refoldOutdated, verify, type Projection } from '#projections';
import { connectOrm, poolOf } from '#runtime';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { freshDatabase, type FreshDatabase } from '../support/database.js';

let database: FreshDatabase;
let orm: Awaited<ReturnType<typeof connectOrm>>;
let pool: Awaited<ReturnType<typeof poolOf>>;
beforeAll(async () => {
  database = await freshDatabase();
  orm = await connectOrm(database.url, 8);
  pool = await poolOf(orm);
});
afterAll(async () => {
  await orm.close(true);
  await database.drop();
});

let told = 0;
const sale = (): NewEvent => {
  told += 1;
  const event: DomainEvent = {
    type: 'ChargePaid',
    data: { occurredAt: '2026-05-01T12:00:00.000Z', sale: `shop/${told}`, charge: 'c', product: 'shop/a', person: 'ana', recurring: false },
  };
  return { key: `shop/${told}`, event, metadata: { source: 'shop', schema: 1 } };
};

/** The version that comes next: it folds sales otherwise. */
const counted = (row: object | undefined, recorded: RecordedEvent, fold: Projection['evolve']): object | undefined => {
  const next = fold(row, recorded);
  return next && { ...next, words: (row && 'words' in row && typeof row.words === 'number' ? row.words : 0) + 1 };
};
const newVersion: readonly Projection[] = projections.map((projection) =>
  projection.name === 'entitlements'
    ? { ...projection, fold: projection.fold + 1, evolve: (row, recorded) => counted(row, recorded, projection.evolve.bind(projection)) }
    : projection,
);

const foldUntilRefused = async (all: readonly Projection[]): Promise<unknown> => {
  for (;;) {
    try {
      await foldNext(pool, all);
    } catch (error) {
      return error;
    }
  }
};

describe('an old version and a new one side by side', () => {
  test('the old one goes on until the new rows are complete, and then neither folds nor decides', async () => {
    for (let more = 0; more < 30; more += 1) await postgresEventStore(pool).append([sale(), sale()]);
    const oldWorker = foldUntilRefused(projections);
    let writing = true;
    const door = (async () => {
      while (writing) await postgresEventStore(pool).append([sale()]);
    })();
    expect((await outdatedFolds(pool, newVersion)).map(({ name }) => name)).toEqual(['entitlements']);
    expect(await refoldOutdated(pool, newVersion, () => undefined)).toEqual(['entitlements']);
    const refusal = await oldWorker;
    expect(refusal).toBeInstanceOf(OtherFold);
    expect(String(refusal)).toContain('a newer version has taken over entitlements');
    writing = false;
    await door;
    while ((await foldNext(pool, newVersion)).more);
    const { facts, gaps, differences } = await verify(pool, newVersion, () => undefined);
    expect({ facts: Number(facts), gaps, differences }).toEqual({ facts: told, gaps: 0, differences: [] });
  });

  test('a new version does not fold into the rows of an old one, and says what to do', async () => {
    const newer = newVersion.map((projection) => (projection.name === 'payments' ? { ...projection, fold: projection.fold + 1 } : projection));
    await expect(foldNext(pool, newer)).rejects.toThrow('payments was folded by an older version; run: catraca migrate');
    await refoldOutdated(pool, newer, () => undefined);
    await expect(foldNext(pool, newer)).resolves.toMatchObject({ more: false });
  });

  test('what was never folded is of any edition: nothing is folded anew', async () => {
    const fresh = await freshDatabase();
    const other = await connectOrm(fresh.url, 4);
    expect(await refoldOutdated(await poolOf(other), newVersion, () => undefined)).toEqual([]);
    await other.close(true);
    await fresh.drop();
  });
});
