import { reasonsOf, withPayments, type Catalog, type Entitlement, type Payment, type Reason } from '#domain';
import type { Moment } from './moment.js';

/** Some people's sales, and what was said of their payments by name, as one row of a query holds them. */
export interface SalesRow {
  readonly entitlements: readonly Entitlement[] | null;
  readonly payments: readonly Payment[] | null;
}

/**
 * Two columns, `entitlements` and `payments`, for the sales of the people that `persons` (a condition on `e.person`) names.
 * Most sales need no other name for their payments, so that the second one is found empty by an index.
 */
export const salesColumns = (persons: string, table: (name: string) => string = (name) => name): string => `
  (select jsonb_agg(e.state order by e.key) from ${table('entitlements')} e where e.person ${persons}) as entitlements,
  (select jsonb_agg(p.state order by p.key) from (
    with names as materialized (
      select distinct jsonb_array_elements_text(e.names) as name from ${table('entitlements')} e where e.names is not null and e.person ${persons})
    select p.key, p.state from names n join ${table('payments')} p on p.key = n.name
    union select p.key, p.state from names n join ${table('payments')} p on p.same_as = n.name) p) as payments`;

/** Everything that these sales say at a moment. */
export const reasonsIn = ({ entitlements, payments }: SalesRow, catalog: Catalog, moment: Moment): readonly Reason[] =>
  (entitlements ?? []).flatMap((entitlement) => reasonsOf(withPayments(entitlement, payments ?? []), catalog, moment));
