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

interface Found {
  readonly products: readonly string[];
  readonly sells: readonly string[];
}

/** Puts facts into the catalog and says what it holds then: all products that were ever mapped, and who sells. */
const catalogWith = async (...events: readonly DomainEvent[]): Promise<Found> => {
  const orm = await connectOrm(database.url, 1);
  try {
    const store = postgresEventStore(await poolOf(orm));
    await store.append(events.map((event, index) => ({ key: `catraca/catalog/${index + 1}`, event, metadata: { source: 'catraca', schema: 1 } })));
    const sells = await ensureRehearsalCatalog(database.url);
    const told = await store.readStream(CATALOG_STREAM);
    const products = told.flatMap(({ event }) => (event.type === 'ProductMapped' ? [event.data.mapping.product] : []));
    return { products, sells };
  } finally {
    await orm.close(true);
  }
};

const [first = { product: 'none', name: 'none', badges: [], policies: {} }] = rehearsalMappings();
const occurredAt = '2026-11-20T12:00:00.000Z';
const mapped = (product: string, note?: string, badge?: string): DomainEvent => ({
  type: 'ProductMapped',
  data: {
    occurredAt,
    mapping: { ...first, product, ...(badge !== undefined && { badges: [{ name: badge, id: badge }] }) },
    ...(note !== undefined && { note }),
  },
});

const ALL: Found = { products: rehearsalMappings().map(({ product }) => product), sells: rehearsalGateways };

describe('the catalog of a rehearsal', () => {
  test('maps the product of every gateway to one badge', async () => {
    expect(ALL.products.map((product) => product.split('/')[0])).toEqual(rehearsalGateways);
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

  const OURS = mapped(first.product, 'rehearsal');
  const OTHER = 'hotmart/4100999';

  test.each<[string, readonly DomainEvent[], Found]>([
    ['a line', [mapped(OTHER)], { products: [OTHER], sells: [] }],
    ['a line with a reason', [mapped(OTHER, 'spring launch')], { products: [OTHER], sells: [] }],
    ['a line beside ours', [OURS, mapped(OTHER, 'spring launch')], { products: [first.product, OTHER], sells: ['hotmart'] }],
    ['our line in other words', [OURS, mapped(first.product)], { products: [first.product, first.product], sells: ['hotmart'] }],
    ['our line for another badge', [mapped(first.product, undefined, 'another')], { products: [first.product], sells: [] }],
    ['the end of ours', [OURS, { type: 'ProductUnmapped', data: { occurredAt, product: first.product } }], { products: [first.product], sells: [] }],
  ])('that somebody has touched stays as it is: %s', async (_, events, found) => {
    expect(await catalogWith(...events)).toEqual(found);
  });
});
