import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { CATALOG_STREAM, type DomainEvent } from '#domain';
import { postgresEventStore } from '#event-store';
import { connectOrm, poolOf } from '#runtime';
import { ensureRehearsalCatalog, rehearsalMappings } from '../../apps/cli/src/rehearsal-catalog.js';
import { rehearsalGateways } from '../../apps/cli/src/rehearsal-channels.js';
import { freshDatabase, type FreshDatabase } from '../support/database.js';

let database: FreshDatabase;
beforeEach(async () => {
  database = await freshDatabase();
});
afterEach(async () => database.drop());

/** Puts facts into the catalog and says what it holds then: products, in order. */
const catalogWith = async (...events: readonly DomainEvent[]): Promise<readonly string[]> => {
  const orm = await connectOrm(database.url, 1);
  try {
    const store = postgresEventStore(await poolOf(orm));
    await store.append(events.map((event, index) => ({ key: `catraca/catalog/${index + 1}`, event, metadata: { source: 'catraca', schema: 1 } })));
    await ensureRehearsalCatalog(database.url);
    const told = await store.readStream(CATALOG_STREAM);
    return told.flatMap(({ event }) => (event.type === 'ProductMapped' ? [event.data.mapping.product] : []));
  } finally {
    await orm.close(true);
  }
};

const [first = { product: 'none', name: 'none', badges: [], policies: {} }] = rehearsalMappings();
const occurredAt = '2026-11-20T12:00:00.000Z';
const mapped = (product: string, note?: string): DomainEvent => ({
  type: 'ProductMapped',
  data: { occurredAt, mapping: { ...first, product }, ...(note !== undefined && { note }) },
});

const ALL = rehearsalMappings().map(({ product }) => product);

describe('the catalog of a rehearsal', () => {
  test('maps the product of every gateway to one badge', async () => {
    expect(ALL.map((product) => product.split('/')[0])).toEqual(rehearsalGateways);
    expect(await catalogWith()).toEqual(ALL);
  });

  test('is made once', async () => {
    await ensureRehearsalCatalog(database.url);
    await ensureRehearsalCatalog(database.url);
    expect(await catalogWith()).toEqual(ALL);
  });

  test('of an earlier version, with one gateway, gets the others', async () => {
    expect(await catalogWith(mapped(first.product, 'rehearsal'))).toEqual(ALL);
  });

  test.each<[string, readonly DomainEvent[]]>([
    ['a line', [mapped('hotmart/4100999')]],
    ['a line with a reason', [mapped('hotmart/4100999', 'spring launch')]],
    ['a line beside ours', [mapped(first.product, 'rehearsal'), mapped('hotmart/4100999', 'spring launch')]],
    ['the end of ours', [mapped(first.product, 'rehearsal'), { type: 'ProductUnmapped', data: { occurredAt, product: first.product } }]],
  ])('that somebody has touched stays as it is: %s', async (_, events) => {
    expect(await catalogWith(...events)).toHaveLength(events.filter(({ type }) => type === 'ProductMapped').length);
  });
});
