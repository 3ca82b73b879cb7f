import { reasonsOf, withPayments, type Catalog, type Entitlement, type Payment, type Reason } from '#domain';
import type { Moment } from './moment.js';

/** Some people's sales, what was said of their payments by name, and the sales that carry their gifts, as one row of a query holds them. */
export interface SalesRow {
  readonly entitlements: readonly Entitlement[] | null;
  readonly payments: readonly Payment[] | null;
  readonly parents?: readonly Entitlement[] | null;
}

/** Whose sales: `persons`, a condition on the address that paid; `member`, whose they are by claim or gift, whoever paid. */
export interface Owners {
  readonly persons: string;
  readonly member?: string;
}

/** A sale that somebody claimed is theirs alone; every other belongs to the address that paid. */
const owned = ({ persons, member }: Owners, table: string): string => `(
  select o.key, o.state, o.names, o.parent from ${table} o where o.member is null and o.person ${persons}
  ${member === undefined ? '' : `union all select c.key, c.state, c.names, c.parent from ${table} c where c.member = ${member}`})`;

/**
 * Three columns, `entitlements`, `payments` and `parents`, for the sales of these owners. Most sales need no other name for
 * their payments and carry no gift, so that the second and the third are found empty by an index.
 */
export const salesColumns = (owners: Owners, table: (name: string) => string = (name) => name): string => {
  const [mine, all] = [owned(owners, table('entitlements')), table('entitlements')];
  return `
  (select jsonb_agg(e.state order by e.key) from ${mine} e) as entitlements,
  (select jsonb_agg(p.state order by p.key) from (
    with names as materialized (
      select distinct jsonb_array_elements_text(e.names) as name from ${mine} e where e.names is not null
      union select jsonb_array_elements_text(p.names) from ${all} p join ${mine} e on e.parent = p.key where p.names is not null)
    select p.key, p.state from names n join ${table('payments')} p on p.key = n.name
    union select p.key, p.state from names n join ${table('payments')} p on p.same_as = n.name) p) as payments,
  (select jsonb_agg(distinct p.state) from ${all} p join ${mine} e on e.parent = p.key) as parents`;
};

/** Everything that these sales say at a moment. */
export const reasonsIn = ({ entitlements, payments, parents }: SalesRow, catalog: Catalog, moment: Moment): readonly Reason[] => {
  const others = (parents ?? []).map((parent) => withPayments(parent, payments ?? []));
  return (entitlements ?? []).flatMap((entitlement) => reasonsOf(withPayments(entitlement, payments ?? []), catalog, { ...moment, others }));
};
