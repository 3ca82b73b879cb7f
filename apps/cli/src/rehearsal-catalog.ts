import { CATALOG_STREAM, type Mapping } from '#domain';
import { postgresEventStore } from '#event-store';
import { connectOrm, poolOf } from '#runtime';
import { exampleValues } from '#sources';

/** The one product of a rehearsal, as the samples sell it, and the badge that it opens. */
export const rehearsalMapping = (): Mapping => {
  const { product, badge } = exampleValues({}, new Date());
  return { product: `hotmart/${product}`, name: 'Premium Course', badges: [{ name: 'premium', id: badge }], policies: {} };
};

/** Puts the rehearsal's product into an empty catalog; a catalog that somebody has touched stays as it is. */
export const ensureRehearsalCatalog = async (databaseUrl: string): Promise<void> => {
  const orm = await connectOrm(databaseUrl, 2);
  try {
    const store = postgresEventStore(await poolOf(orm));
    if ((await store.readStream(CATALOG_STREAM)).length > 0) return;
    const event = { type: 'ProductMapped' as const, data: { occurredAt: new Date().toISOString(), mapping: rehearsalMapping(), note: 'rehearsal' } };
    await store.append([{ key: 'catraca/catalog/1', event, metadata: { source: 'catraca', schema: 1 }, expected: 0 }]);
  } finally {
    await orm.close(true);
  }
};
