import {
  byText,
  catalogOf,
  namesOf,
  type Block,
  type BrakeRow,
  type CatalogRow,
  type Entitlement,
  type Identity,
  type MemberBadges,
  type MemberId,
  type Payment,
} from '#domain';
import { judgedStates } from './member-state.js';
import type { Rows } from './projection.js';
import type { ReadModel } from './read-model.js';
import type { Sales } from './sales-by-owner.js';

/** The rows of one table in memory, by key; empty where nothing was ever folded. */
export type TableOf = (name: string) => Rows;

/** The rows of a table in order of key, which is the order that every query promises. */
export const rowsInOrder = <Row>(rows: Rows): readonly Row[] => [...rows.entries()].sort(([a], [b]) => byText(a, b)).map(([, row]) => row as Row);

const rowsIn = <Row>(rows: Rows): readonly Row[] => [...rows.values()].map((row) => row as Row);

/** Everybody's sales. */
export const salesIn = (table: TableOf): Required<Sales> => {
  const entitlements = rowsIn<Entitlement>(table('entitlements'));
  return { entitlements, parents: entitlements, payments: rowsIn<Payment>(table('payments')) };
};

/** The questions of `readModel`, asked of tables in memory. Passes the same contract. */
export const memoryReadModel = (table: TableOf): ReadModel => {
  const sales = (): readonly Entitlement[] => rowsInOrder(table('entitlements'));
  const members = (): readonly MemberId[] => [
    ...rowsInOrder<Identity>(table('identities')).map(({ seen }) => seen.member),
    ...sales().flatMap(({ claimed }) => claimed?.member ?? []),
    ...table('member_badges').keys(),
  ];
  return {
    catalog: async () => Promise.resolve(catalogOf(rowsInOrder<CatalogRow>(table('catalog')))),
    brake: async () => Promise.resolve(rowsInOrder<BrakeRow>(table('brake'))[0]),
    membersState: async (asked, catalog, moment) => {
      const found = {
        ...salesIn(table),
        persons: rowsIn<Identity>(table('identities')).map(({ person, seen }) => ({ key: person, member: seen.member })),
        blocks: rowsIn<Block>(table('blocks')),
        badges: rowsIn<MemberBadges>(table('member_badges')),
      };
      return Promise.resolve(judgedStates(found, asked, { catalog, moment }));
    },
    membersOf: async (persons) =>
      Promise.resolve(
        new Map(
          rowsInOrder<Identity>(table('identities'))
            .filter(({ person }) => persons.includes(person))
            .map(({ person, seen }) => [person, seen.member]),
        ),
      ),
    membersAfter: async (after, limit) =>
      Promise.resolve(
        [...new Set(members())]
          .filter((member) => member > after)
          .sort()
          .slice(0, limit),
      ),
    buyersOf: async (names) => {
      const meant = sales().filter((sale) => namesOf(sale).some((name) => names.includes(name)));
      return Promise.resolve([...new Set(meant.flatMap(({ person }) => person?.person ?? []))]);
    },
    ownersBeside: async (asked) => {
      const carried = ({ gift }: Entitlement): boolean => asked.includes(gift?.given?.parent ?? '');
      const beside = sales().filter((row) => carried(row) || (asked.includes(row.sale) && row.claimed?.member !== undefined));
      return Promise.resolve({
        members: beside.flatMap(({ claimed }) => claimed?.member ?? []),
        persons: beside.flatMap(({ person }) => person?.person ?? []),
      });
    },
    holders: async () =>
      Promise.resolve(
        rowsInOrder<MemberBadges>(table('member_badges')).filter(({ badges }) => Object.values(badges).some(({ ours }) => ours)).length,
      ),
  };
};
