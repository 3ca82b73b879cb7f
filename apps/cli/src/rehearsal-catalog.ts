import { CATALOG_STREAM, catalogKeys, evolveCatalog, mappingKey, type CatalogRow, type Mapping, type RecordedEvent } from '#domain';
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

const productOf = (gateway: string): string => `${gateway}/${exampleValues({}, new Date()).product}`;

/** The one product of a rehearsal, as the samples of each gateway sell it. */
export const rehearsalMappings = (): readonly Mapping[] =>
  rehearsalGateways.map((gateway) => ({
    product: productOf(gateway),
    name: 'Premium Course',
    badges: [rehearsalBadge()],
    policies: {},
  }));

const mappedByUs = ({ event }: RecordedEvent): string | undefined =>
  event.type === 'ProductMapped' && event.data.note === NOTE ? event.data.mapping.product : undefined;

const missingFrom = (told: readonly RecordedEvent[]): readonly NewEvent[] => {
  const ours = told.map(mappedByUs);
  if (ours.includes(undefined)) return [];
  const occurredAt = new Date().toISOString();
  const missing = rehearsalMappings().filter(({ product }) => !ours.includes(product));
  return missing.map((mapping, index) => ({
    key: `catraca/catalog/${ours.length + index + 1}`,
    event: { type: 'ProductMapped', data: { occurredAt, mapping, note: NOTE } },
    metadata: { source: 'catraca', schema: 1 },
    expected: ours.length,
  }));
};

const linesIn = (told: readonly RecordedEvent[]): readonly Mapping[] => {
  const rows = new Map<string, CatalogRow | undefined>();
  for (const recorded of told) catalogKeys(recorded.event).forEach((key) => rows.set(key, evolveCatalog(rows.get(key), recorded)));
  return [...rows.values()].flatMap((row) => row?.mapping ?? []);
};

const sellers = (told: readonly RecordedEvent[]): readonly string[] => {
  const lines = linesIn(told).filter(({ badges }) => badges.some(({ id }) => id === rehearsalBadge().id));
  const keys = new Set(lines.map(mappingKey));
  return rehearsalGateways.filter((gateway) => keys.has(mappingKey({ product: productOf(gateway) })));
};

/**
 * Puts the rehearsal's products into the catalog, also beside those that an earlier version put there; a catalog that somebody
 * has touched stays as it is. Gives the gateways whose product opens the rehearsal's badge then.
 */
export const ensureRehearsalCatalog = async (databaseUrl: string): Promise<readonly string[]> => {
  const orm = await connectOrm(databaseUrl, 2);
  try {
    const store = postgresEventStore(await poolOf(orm));
    const events = missingFrom(await store.readStream(CATALOG_STREAM));
    if (events.length > 0) await store.append(events);
    return sellers(await store.readStream(CATALOG_STREAM));
  } finally {
    await orm.close(true);
  }
};
