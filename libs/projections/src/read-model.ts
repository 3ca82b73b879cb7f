import {
  badgeStates,
  blocks,
  catalogOf,
  type BadgeState,
  type Block,
  type BrakeRow,
  type Catalog,
  type CatalogRow,
  type MemberBadges,
  type MemberId,
  type PersonKey,
  type Reason,
} from '#domain';
import type { Queryable } from '#event-store';
import type { Moment } from './moment.js';
import { nextTable } from './row-store.js';
import { reasonsIn, salesColumns, type SalesRow } from './sales-query.js';

/** Everything known of one member, judged at a moment. */
export interface MemberState {
  readonly member: MemberId;
  readonly persons: readonly PersonKey[];
  readonly reasons: readonly Reason[];
  /** The block that stands, whatever the reasons say. */
  readonly block?: Block;
  readonly states: readonly BadgeState[];
}

/** One member as a row of a query holds it. */
export interface StateRow extends SalesRow {
  readonly member: MemberId;
  readonly persons: PersonKey[] | null;
  readonly badges: MemberBadges | null;
  readonly blocks: readonly Block[] | null;
}

/** A row, judged at a moment. */
export const memberStateIn = ({ member, persons, badges, blocks: words, ...sales }: StateRow, catalog: Catalog, moment: Moment): MemberState => {
  const reasons = reasonsIn(sales, catalog, moment);
  const block = words?.find((word) => blocks(word, moment.now));
  const states = badgeStates(reasons, badges ?? { member, badges: {} }, block !== undefined);
  return { member, persons: persons ?? [], reasons, ...(block && { block }), states };
};

const statesQuery = (table: (name: string) => string): string => {
  const persons = `select i.key from ${table('identities')} i where i.member = m.member`;
  return `
  select m.member,
    (select array_agg(i.key order by i.key) from (${persons}) i) as persons,
    ${salesColumns({ persons: `= any(array(${persons}))`, member: 'm.member' }, table)},
    (select jsonb_agg(b.state order by b.key) from ${table('blocks')} b
      where b.key = any(array(select 'member/' || m.member union all select 'person/' || i.key from (${persons}) i))) as blocks,
    (select b.state from ${table('member_badges')} b where b.key = m.member) as badges
  from unnest($1::text[]) as m(member)`;
};

/** The questions others ask of the tables; each is one statement. `rebuilt`: tables to read as a replay builds them beside. */
export const readModel = (db: Queryable, rebuilt: readonly string[] = []) => {
  const table = (name: string): string => (rebuilt.includes(name) ? nextTable(name) : name);
  const rowsOf = async <Row extends object>(text: string, values: unknown[] = []): Promise<readonly Row[]> =>
    (await db.query<Row>(text, values)).rows;

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
      const rows = await rowsOf<StateRow>(statesQuery(table), [members]);
      return rows.map((row) => memberStateIn(row, catalog, moment));
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
      return (await rowsOf<{ member: string }>(text, [after, limit])).map(({ member }) => member);
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
