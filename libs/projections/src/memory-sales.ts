import { namesOf, type Entitlement, type MemberId, type Payment, type PersonKey } from '#domain';
import type { Rows } from './projection.js';
import type { SalesRow } from './sales-query.js';

/** The rows of one table in memory, by key; empty where nothing was ever folded. */
export type TableOf = (name: string) => Rows;

/** The rows of a table in order of key, which is the order that every query promises. */
export const rowsInOrder = <Row>(rows: Rows): readonly Row[] => [...rows.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row as Row);

const parentOf = ({ gift }: Entitlement): string | undefined => gift?.given?.parent;

/** What `salesColumns` asks of the database, asked of memory: the sales of these owners, and all that speaks about them. */
export const salesOf = (table: TableOf, owners: { persons: readonly PersonKey[]; member?: MemberId }): SalesRow => {
  const all = rowsInOrder<Entitlement>(table('entitlements'));
  const isMine = ({ claimed, person }: Entitlement): boolean =>
    claimed?.member === undefined ? person !== undefined && owners.persons.includes(person.person) : claimed.member === owners.member;
  const entitlements = all.filter(isMine);
  const carriers = new Set(entitlements.map(parentOf));
  const parents = all.filter(({ sale }) => carriers.has(sale));
  const names = new Set([...entitlements, ...parents].flatMap(namesOf));
  const speaks = ({ payment, sameAs }: Payment): boolean => names.has(payment) || (sameAs !== undefined && names.has(sameAs.name));
  return { entitlements, payments: rowsInOrder<Payment>(table('payments')).filter(speaks), parents };
};
