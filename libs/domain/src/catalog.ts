import type { CatalogEvent, DomainEvent, Mapping, NamedBadge } from './events.js';
import { byText, defined } from './plain.js';
import type { GlobalPosition, RecordedEvent } from './recorded-event.js';

/** What a sale says about what was bought. */
export interface Bought {
  readonly product: string;
  readonly plan?: string;
  readonly planName?: string;
  readonly offer?: string;
}

/** The map of products to badges as it stands, with the log's place of its last change. */
export interface Catalog {
  readonly mappings: readonly Mapping[];
  readonly changedAt: GlobalPosition;
}

/** A row of the catalog projection; `mapping` is gone once unmapped. */
export interface CatalogRow {
  readonly key: string;
  readonly mapping?: Mapping;
  readonly position: string;
}

/** Names one line of the catalog: product, plan, offer. */
export const mappingKey = ({ product, plan = '', offer = '' }: { product: string; plan?: string; offer?: string }): string =>
  JSON.stringify([product, plan, offer]);

const isCatalogEvent = (event: DomainEvent): event is CatalogEvent => event.type === 'ProductMapped' || event.type === 'ProductUnmapped';

export const catalogKeys = (event: DomainEvent): readonly string[] => {
  if (!isCatalogEvent(event)) return [];
  return [mappingKey(event.type === 'ProductMapped' ? event.data.mapping : event.data)];
};

/** Our own words: the log's order is their order. */
export const evolveCatalog = (row: CatalogRow | undefined, { event, globalPosition }: RecordedEvent): CatalogRow | undefined => {
  const [key] = catalogKeys(event);
  if (key === undefined) return row;
  const position = globalPosition.toString();
  if (event.type !== 'ProductMapped') return { key, position };
  const { mapping } = event.data;
  return { key, mapping: defined({ ...mapping, policies: defined(mapping.policies) }), position };
};

export const catalogOf = (rows: readonly CatalogRow[]): Catalog => ({
  mappings: rows.flatMap(({ mapping }) => (mapping ? [mapping] : [])),
  changedAt: rows.reduce((latest, { position }) => (BigInt(position) > latest ? BigInt(position) : latest), 0n),
});

const fits = (mapping: Mapping, bought: Bought): boolean =>
  mapping.product === bought.product &&
  (mapping.plan === undefined || mapping.plan === bought.plan || mapping.plan === bought.planName) &&
  (mapping.offer === undefined || mapping.offer === bought.offer);

const precision = ({ plan, offer }: Mapping): number => (plan === undefined ? 0 : 1) + (offer === undefined ? 0 : 2);

/** The one line that speaks for a purchase: the most precise that fits, the key breaking ties. Undefined: the product is unmapped. */
export const mappingFor = ({ mappings }: Catalog, bought: Bought): Mapping | undefined =>
  mappings.filter((mapping) => fits(mapping, bought)).sort((a, b) => precision(b) - precision(a) || byText(mappingKey(a), mappingKey(b)))[0];

/** One text for equal lines: neither the order of fields nor that of badges makes a difference. */
const asText = ({ name, badges, policies, ...line }: Mapping): string =>
  JSON.stringify([
    mappingKey(line),
    name,
    badges.map((badge) => JSON.stringify([badge.id, badge.name])).sort(),
    Object.entries(defined(policies)).sort(([a], [b]) => byText(a, b)),
  ]);

/** What must be appended to turn one catalog into another; an unchanged line gives nothing. */
export const catalogChanges = (now: readonly Mapping[], wanted: readonly Mapping[]): readonly CatalogChange[] => {
  const known = new Map(now.map((mapping) => [mappingKey(mapping), asText(mapping)]));
  const kept = new Set(wanted.map(mappingKey));
  const mapped = wanted
    .filter((mapping) => known.get(mappingKey(mapping)) !== asText(mapping))
    .map((mapping): CatalogChange => ({ type: 'ProductMapped', mapping }));
  const gone = now.filter((mapping) => !kept.has(mappingKey(mapping))).map((mapping): CatalogChange => ({ type: 'ProductUnmapped', mapping }));
  return [...mapped, ...gone];
};
export interface CatalogChange {
  readonly type: CatalogEvent['type'];
  readonly mapping: Mapping;
}

/** Every badge that the catalog names, by id. */
export const badgesOf = ({ mappings }: Catalog): ReadonlyMap<string, NamedBadge> =>
  new Map(mappings.flatMap(({ badges }) => badges.map((badge) => [badge.id, badge] as const)));
