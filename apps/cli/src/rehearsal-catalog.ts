import { CATALOG_STREAM, type Mapping, type RecordedEvent } from '#domain';
import { postgresEventStore, type NewEvent } from '#event-store';
import { connectOrm, poolOf } from '#runtime';
import { exampleValues } from '#sources';
import { rehearsalGateways } from './rehearsal-channels.js';

const NOTE = 'rehearsal';

/** The badge that every product of a rehearsal opens. */
export const rehearsalBadge = (): { readonly name: string; readonly id: string } => ({
  name: 'premium',
  id: exampleValues({}, new Date()).badge,
});

/** The one product of a rehearsal, as the samples of each gateway sell it. */
export const rehearsalMappings = (): readonly Mapping[] => {
  const { product } = exampleValues({}, new Date());
  return rehearsalGateways.map((gateway) => ({
    product: `${gateway}/${product}`,
    name: 'Premium Course',
    badges: [rehearsalBadge()],
    policies: {},
  }));
};

const mappedByUs = ({ event }: RecordedEvent): string | undefined =>
  event.type === 'ProductMapped' && event.data.note === NOTE ? event.data.mapping.product : undefined;

/**
 * Puts the rehearsal's products into the catalog, also beside those that an earlier version put there; a catalog that somebody
 * has touched stays as it is.
 */
export const ensureRehearsalCatalog = async (databaseUrl: string): Promise<void> => {
  const orm = await connectOrm(databaseUrl, 2);
  try {
    const store = postgresEventStore(await poolOf(orm));
    const ours = (await store.readStream(CATALOG_STREAM)).map(mappedByUs);
    if (ours.includes(undefined)) return;
    const missing = rehearsalMappings().filter(({ product }) => !ours.includes(product));
    const occurredAt = new Date().toISOString();
    const events = missing.map((mapping, index): NewEvent => ({
      key: `catraca/catalog/${ours.length + index + 1}`,
      event: { type: 'ProductMapped', data: { occurredAt, mapping, note: NOTE } },
      metadata: { source: 'catraca', schema: 1 },
      expected: ours.length,
    }));
    if (events.length > 0) await store.append(events);
  } finally {
    await orm.close(true);
  }
};
