import {
  byText,
  namesOf,
  reasonsOf,
  withPayments,
  type Catalog,
  type Entitlement,
  type MemberId,
  type Payment,
  type PersonKey,
  type Reason,
} from '#domain';
import type { Moment } from './moment.js';

/** Somebody's sales, what was said of their payments by name, and the sales that carry their gifts. */
export interface Sales {
  readonly entitlements: readonly Entitlement[];
  readonly payments: readonly Payment[];
  readonly parents?: readonly Entitlement[];
}

/** Whose sales: of these addresses, if nobody claimed them; and of this member by claim or gift, whoever paid. */
export interface Owner {
  readonly persons: readonly PersonKey[];
  readonly member?: MemberId;
}

/** The rows under each of the names that they have. */
export const underEach = <Row>(rows: readonly Row[], keysOf: (row: Row) => readonly string[]): ReadonlyMap<string, readonly Row[]> => {
  const under = new Map<string, Row[]>();
  for (const row of rows) {
    for (const key of keysOf(row)) {
      const known = under.get(key);
      if (known) known.push(row);
      else under.set(key, [row]);
    }
  }
  return under;
};

/** A sale that somebody claimed is theirs alone; every other belongs to the address that paid. */
const ownerOf = ({ claimed, person }: Entitlement): readonly string[] => {
  if (claimed?.member !== undefined) return [`member/${claimed.member}`];
  return person === undefined ? [] : [`person/${person.person}`];
};

const parentOf = ({ gift }: Entitlement): readonly string[] => (gift?.given?.parent === undefined ? [] : [gift.given.parent]);

const ordered = <Row>(rows: Iterable<Row>, keyOf: (row: Row) => string): readonly Row[] =>
  [...new Set(rows)].sort((one, other) => byText(keyOf(one), keyOf(other)));

const saleOf = ({ sale }: Entitlement): string => sale;
const paymentOf = ({ payment }: Payment): string => payment;

/**
 * Finds anybody's sales among the sales of many, in order of their keys. `found`: at least everything that belongs to whoever will be
 * asked for; more does no harm.
 */
export const salesByOwner = (found: Required<Sales>): ((owner: Owner) => Sales) => {
  const owned = underEach(found.entitlements, ownerOf);
  const sales = underEach(found.parents, ({ sale }) => [sale]);
  const named = underEach(found.payments, ({ payment, sameAs }) => [payment, ...(sameAs ? [sameAs.name] : [])]);
  const under = <Row>(index: ReadonlyMap<string, readonly Row[]>, names: Iterable<string>): readonly Row[] =>
    [...names].flatMap((name) => index.get(name) ?? []);
  return ({ persons, member }) => {
    const owners = [...persons.map((person) => `person/${person}`), ...(member === undefined ? [] : [`member/${member}`])];
    const entitlements = ordered(under(owned, owners), saleOf);
    const parents = ordered(under(sales, entitlements.flatMap(parentOf)), saleOf);
    const payments = named.size === 0 ? [] : under(named, [...entitlements, ...parents].flatMap(namesOf));
    return { entitlements, payments: ordered(payments, paymentOf), parents };
  };
};

/** Everything that these sales say at a moment. */
export const reasonsIn = ({ entitlements, payments, parents = [] }: Sales, catalog: Catalog, moment: Moment): readonly Reason[] => {
  const others = parents.map((parent) => withPayments(parent, payments));
  return entitlements.flatMap((entitlement) => reasonsOf(withPayments(entitlement, payments), catalog, { ...moment, others }));
};
