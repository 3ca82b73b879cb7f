import type { MemberId } from '#domain';
import type { Queryable } from '#event-store';
import { nextTable } from './row-store.js';

/** A row that is not what the log says. `live` or `derived` null: it is missing there. */
export interface Difference {
  readonly projection: string;
  readonly key: string;
  readonly live: object | null;
  readonly derived: object | null;
}

/** The rows in which the live table and the one built beside it differ, in order of key, at most `limit`. */
export const compareTables = async (db: Queryable, name: string, limit: number): Promise<readonly Difference[]> => {
  const text = `select coalesce(l.key, n.key) as key, l.state as live, n.state as derived
    from ${name} l full outer join ${nextTable(name)} n on n.key = l.key
    where l.state is distinct from n.state order by 1 limit $1`;
  const { rows } = await db.query<Omit<Difference, 'projection'>>(text, [limit]);
  return rows.map((row) => ({ projection: name, ...row }));
};

/** The members whom differing rows concern: their own rows, and the sales and addresses that are theirs in either table. */
export const membersConcerned = async (
  db: Queryable,
  differences: readonly Difference[],
  rebuilt: readonly string[],
): Promise<readonly MemberId[]> => {
  const keysIn = (name: string) => differences.filter(({ projection }) => projection === name);
  const persons = [
    ...keysIn('identities').map(({ key }) => key),
    ...keysIn('entitlements').flatMap(({ live, derived }) => [live, derived].flatMap(personOf)),
  ];
  const identities = rebuilt.includes('identities') ? nextTable('identities') : 'identities';
  const text = `select member from identities where key = any($1) union select member from ${identities} where key = any($1)
    union select unnest($2::text[])`;
  const own = keysIn('member_badges').map(({ key }) => key);
  const { rows } = await db.query<{ member: string }>(text, [persons, own]);
  return rows.map(({ member }) => member).sort();
};

const personOf = (row: object | null): readonly string[] => {
  const slot = row && 'person' in row ? row.person : undefined;
  return typeof slot === 'object' && slot !== null && 'person' in slot && typeof slot.person === 'string' ? [slot.person] : [];
};
