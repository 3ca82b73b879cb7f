import {
  catalogOf,
  namesOf,
  type Block,
  type BrakeRow,
  type CatalogRow,
  type Entitlement,
  type Identity,
  type MemberBadges,
  type MemberId,
} from '#domain';
import { rowsInOrder, salesOf, type TableOf } from './memory-sales.js';
import { memberStateIn, type ReadModel, type StateRow } from './read-model.js';

const rowOf = (table: TableOf, member: MemberId): StateRow => {
  const persons = rowsInOrder<Identity>(table('identities'))
    .filter(({ seen }) => seen.member === member)
    .map(({ person }) => person);
  const blocked = new Set([`member/${member}`, ...persons.map((person) => `person/${person}`)]);
  return {
    member,
    persons,
    ...salesOf(table, { persons, member }),
    blocks: rowsInOrder<Block>(table('blocks')).filter((block) => blocked.has(block.blocked)),
    badges: (table('member_badges').get(member) as MemberBadges | undefined) ?? null,
  };
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
    membersState: async (asked, catalog, moment) => Promise.resolve(asked.map((member) => memberStateIn(rowOf(table, member), catalog, moment))),
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
