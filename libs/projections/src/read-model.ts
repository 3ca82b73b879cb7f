import { catalogOf, type BrakeRow, type Catalog, type CatalogRow, type MemberId, type PersonKey } from '#domain';
import { prepared, type Queryable } from '#event-store';
import { judgedStates, type MemberState } from './member-state.js';
import type { Moment } from './moment.js';
import { nextTable } from './row-store.js';
import { salesAmong, salesQuery, statesOf, type FoundRow } from './sales-query.js';

const statesQuery = (table: (name: string) => string): string => {
  const { having, rows } = salesQuery({ persons: 'array(select key from persons)', members: '$1' }, table);
  return `
  with persons as materialized (select i.key, i.member from ${table('identities')} i where i.member = any($1::text[])),
  ${having}
  select 'person' as what, jsonb_build_object('key', key, 'member', member) as state from persons
  union all select 'block', b.state from ${table('blocks')} b where b.key = any(array(
    select 'member/' || m from unnest($1::text[]) m union all select 'person/' || key from persons))
  union all select 'badges', b.state from ${table('member_badges')} b where b.key = any($1::text[])
  union all ${rows}`;
};

/** The questions others ask of the tables; each is one statement. `rebuilt`: tables to read as a replay builds them beside. */
export const readModel = (db: Queryable, rebuilt: readonly string[] = []) => {
  const table = (name: string): string => (rebuilt.includes(name) ? nextTable(name) : name);
  const states = statesQuery(table);
  // Planning the states of one member takes three times as long as finding them.
  const rowsOf = async <Row extends object>(text: string, values: unknown[] = []): Promise<readonly Row[]> =>
    (await db.query<Row>({ ...prepared(text), values })).rows;

  return {
    async catalog(): Promise<Catalog> {
      const rows = await rowsOf<{ state: CatalogRow }>(`select state from ${table('catalog')} order by key`);
      return catalogOf(rows.map(({ state }) => state));
    },

    async brake(): Promise<BrakeRow | undefined> {
      return (await rowsOf<{ state: BrakeRow }>(`select state from ${table('brake')}`))[0]?.state;
    },

    /** Members whose reasons, badges and addresses are known, in the order asked; an unknown member has empty ones. */
    async membersState(members: readonly MemberId[], catalog: Catalog, moment: Moment): Promise<readonly MemberState[]> {
      const rows = await rowsOf<FoundRow>(states, [members]);
      const found = {
        ...salesAmong(rows),
        persons: statesOf(rows, 'person'),
        blocks: statesOf(rows, 'block'),
        badges: statesOf(rows, 'badges'),
      };
      return judgedStates(found, members, { catalog, moment });
    },

    /** Which member each of these addresses belongs to; an address without one is left out. */
    async membersOf(persons: readonly PersonKey[]): Promise<ReadonlyMap<PersonKey, MemberId>> {
      const text = `select key, member from ${table('identities')} where key = any($1)`;
      const rows = await rowsOf<{ key: string; member: string }>(text, [persons]);
      return new Map(rows.map(({ key, member }) => [key, member]));
    },

    /** The next page of all members, by id, after the one given ('' for the first page). */
    async membersAfter(after: MemberId, limit: number): Promise<readonly MemberId[]> {
      const text = `(select distinct member from ${table('identities')} where member > $1 order by member limit $2)
        union (select distinct member from ${table('entitlements')} where member > $1 order by member limit $2)
        union (select key from ${table('member_badges')} where key > $1 order by key limit $2) order by 1 limit $2`;
      // Planned each time: a plan for any limit is one for a tenth of all members.
      return (await db.query<{ member: string }>(text, [after, limit])).rows.map(({ member }) => member);
    },

    /** Who bought what these payments, by any of their names, were for. */
    async buyersOf(names: readonly string[]): Promise<readonly PersonKey[]> {
      const text = `select distinct person from ${table('entitlements')} where names ?| $1 and person is not null`;
      return (await rowsOf<{ person: string }>(text, [names])).map(({ person }) => person);
    },

    /** Whose these sales are by claim or gift, and whose the gifts are that they carry: members, and addresses that paid. */
    async ownersBeside(sales: readonly string[]): Promise<{ members: readonly MemberId[]; persons: readonly PersonKey[] }> {
      const text = `select member, person from ${table('entitlements')} where parent = any($1) or (key = any($1) and member is not null)`;
      const rows = await rowsOf<{ member: string | null; person: string | null }>(text, [sales]);
      return { members: rows.flatMap(({ member }) => member ?? []), persons: rows.flatMap(({ person }) => person ?? []) };
    },

    /** How many members hold a badge of ours. */
    async holders(): Promise<number> {
      const text = `select count(*)::int as count from ${table('member_badges')} where holds`;
      return (await rowsOf<{ count: number }>(text))[0]?.count ?? 0;
    },
  };
};

export type ReadModel = ReturnType<typeof readModel>;
