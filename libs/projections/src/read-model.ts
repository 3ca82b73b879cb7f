import {
  badgeStates,
  catalogOf,
  type BadgeState,
  type BrakeRow,
  type Catalog,
  type CatalogRow,
  type Entitlement,
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
  readonly states: readonly BadgeState[];
}

interface StateRow extends SalesRow {
  readonly member: MemberId;
  readonly persons: PersonKey[] | null;
  readonly badges: MemberBadges | null;
}

const statesQuery = (table: (name: string) => string): string => `
  select m.member,
    (select array_agg(i.key order by i.key) from ${table('identities')} i where i.member = m.member) as persons,
    ${salesColumns(`in (select i.key from ${table('identities')} i where i.member = m.member)`, table)},
    (select b.state from ${table('member_badges')} b where b.key = m.member) as badges
  from unnest($1::text[]) as m(member)`;

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
      return rows.map(({ member, persons, badges, ...sales }) => {
        const reasons = reasonsIn(sales, catalog, moment);
        return { member, persons: persons ?? [], reasons, states: badgeStates(reasons, badges ?? { member, badges: {} }) };
      });
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
        union (select key from ${table('member_badges')} where key > $1 order by key limit $2) order by 1 limit $2`;
      return (await rowsOf<{ member: string }>(text, [after, limit])).map(({ member }) => member);
    },

    /** Who bought what these payments, by any of their names, were for. */
    async buyersOf(names: readonly string[]): Promise<readonly PersonKey[]> {
      const text = `select distinct person from ${table('entitlements')} where names ?| $1 and person is not null`;
      return (await rowsOf<{ person: string }>(text, [names])).map(({ person }) => person);
    },

    /** How many members hold a badge of ours. */
    async holders(): Promise<number> {
      const text = `select count(*)::int as count from ${table('member_badges')} where holds`;
      return (await rowsOf<{ count: number }>(text))[0]?.count ?? 0;
    },

    /** The sales of these addresses. */
    async entitlementsOf(persons: readonly PersonKey[]): Promise<readonly Entitlement[]> {
      const text = `select state from ${table('entitlements')} where person = any($1) order by key`;
      return (await rowsOf<{ state: Entitlement }>(text, [persons])).map(({ state }) => state);
    },
  };
};

export type ReadModel = ReturnType<typeof readModel>;
