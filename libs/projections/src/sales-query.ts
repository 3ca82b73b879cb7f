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
 * their payments and carry no gift, so that the second and the third are found empty by an index. Keys are gathered into arrays: a plan
 * for `= any(array)` takes the index whatever the planner knows; joins on tables that were never analyzed read all of them, for each
 * member (3.6 ms at 3,000 sales, and more with every sale).
 */
export const salesColumns = (owners: Owners, table: (name: string) => string = (name) => name): string => {
  const [mine, all, payments] = [owned(owners, table('entitlements')), table('entitlements'), table('payments')];
  const parents = `any(array(select e.parent from ${mine} e where e.parent is not null))`;
  return `
  (select jsonb_agg(e.state order by e.key) from ${mine} e) as entitlements,
  (select jsonb_agg(p.state order by p.key) from (
    with names as materialized (select array(
      select jsonb_array_elements_text(e.names) from ${mine} e where e.names is not null
      union select jsonb_array_elements_text(p.names) from ${all} p where p.key = ${parents} and p.names is not null) as list)
    select p.key, p.state from ${payments} p where p.key = any((select list from names)::text[])
    union select p.key, p.state from ${payments} p where p.same_as = any((select list from names)::text[])) p) as payments,
  (select jsonb_agg(distinct p.state) from ${all} p where p.key = ${parents}) as parents`;
};

/** Everything that these sales say at a moment. */
export const reasonsIn = ({ entitlements, payments, parents }: SalesRow, catalog: Catalog, moment: Moment): readonly Reason[] => {
  const others = (parents ?? []).map((parent) => withPayments(parent, payments ?? []));
  return (entitlements ?? []).flatMap((entitlement) => reasonsOf(withPayments(entitlement, payments ?? []), catalog, { ...moment, others }));
};
