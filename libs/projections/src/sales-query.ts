import type { Block, Entitlement, MemberBadges, MemberId, Payment, PendingGrant, PersonKey } from '#domain';
import type { Sales } from './sales-by-owner.js';

/** The states that a query about many people gives, by kind. */
interface States {
  readonly sale: Entitlement;
  readonly parent: Entitlement;
  readonly payment: Payment;
  readonly person: { readonly key: PersonKey; readonly member: MemberId };
  readonly grant: PendingGrant;
  readonly block: Block;
  readonly badges: MemberBadges;
}

interface Found<Kind extends keyof States> {
  readonly what: Kind;
  readonly state: States[Kind];
}

/** One row of such a query. */
export type FoundRow = { [Kind in keyof States]: Found<Kind> }[keyof States];

/** The states of one kind among rows. */
export const statesOf = <Kind extends keyof States>(rows: readonly FoundRow[], kind: Kind): readonly States[Kind][] =>
  rows.filter((row): row is FoundRow & Found<Kind> => row.what === kind).map(({ state }) => state);

/** Whose sales, as SQL that gives an array: `persons`, addresses that paid; `members`, whose they are by claim or gift, whoever paid. */
export interface Owners {
  readonly persons: string;
  readonly members?: string;
}

/**
 * Parts of one statement for the sales of these owners: `having`, what goes between `with` and `select`, and `rows`, selects that give
 * `FoundRow`s in no order. Most sales need no other name for their payments and carry no gift, so that those rows are found empty by an
 * index. Keys are gathered into arrays: a plan for `= any(array)` takes the index whatever the planner knows; joins on tables that were
 * never analyzed read all of them (3.6 ms for each member at 3,000 sales, and more with every sale).
 */
export const salesQuery = ({ persons, members }: Owners, table: (name: string) => string = (name) => name): { having: string; rows: string } => {
  const [all, payments] = [table('entitlements'), table('payments')];
  const columns = 'e.state, e.names, e.parent';
  const namesIn = (from: string): string => `select jsonb_array_elements_text(names) from ${from} where names is not null`;
  const having = `
    sales as materialized (
      select ${columns} from ${all} e where e.member is null and e.person = any(${persons})
      ${members === undefined ? '' : `union all select ${columns} from ${all} e where e.member = any(${members})`}),
    parents as materialized (
      select ${columns} from ${all} e where e.key = any(array(select parent from sales where parent is not null))),
    names as materialized (select array(${namesIn('sales')} union ${namesIn('parents')}) as list)`;
  const rows = `
    select 'sale' as what, state from sales
    union all select 'parent', state from parents
    union all select 'payment', p.state from (
      select p.key, p.state from ${payments} p where p.key = any((select list from names)::text[])
      union select p.key, p.state from ${payments} p where p.same_as = any((select list from names)::text[])) p`;
  return { having, rows };
};

/** The sales among rows. */
export const salesAmong = (rows: readonly FoundRow[]): Required<Sales> => ({
  entitlements: statesOf(rows, 'sale'),
  parents: statesOf(rows, 'parent'),
  payments: statesOf(rows, 'payment'),
});
