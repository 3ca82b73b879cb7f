import type { Block, DomainEvent, Entitlement, Identity, MemberId, Payment, PendingGrant, PersonKey, SaleRef } from '#domain';
import type { Folded, Ledger } from '#projections';

/** What catching up touches outside the tables. */
export interface CatchUpPorts {
  readonly ledger: Pick<Ledger, 'foldNext' | 'isBehind' | 'model'>;
  readonly wake: (members: readonly MemberId[]) => Promise<void>;
  /** The catalog changed: everybody may be concerned. */
  readonly wakeEverybody: () => Promise<void>;
  /** These paid and are no members: said once, when it is first known. */
  readonly waits: (grants: readonly PendingGrant[]) => Promise<void>;
}

const OURS: ReadonlySet<DomainEvent['type']> = new Set([
  'AssignRequested',
  'RemoveRequested',
  'RequestWithdrawn',
  'RequestRepeated',
  'BadgeAssigned',
  'BadgeRemoved',
  'BadgeRefused',
]);

const rowsOf = <Row>({ touched }: Folded, name: string, side: 'before' | 'after'): readonly Row[] =>
  touched.filter(({ projection }) => projection === name).flatMap((table) => [...table[side].values()] as Row[]);

/** Members that were named outright, and addresses whose member must be looked up: before and after, since a sale or an address may move. */
const concerned = (folded: Folded): { members: readonly MemberId[]; persons: readonly PersonKey[] } => {
  const sides = ['before', 'after'] as const;
  const named = folded.events.flatMap(({ event }) => ('member' in event.data && !OURS.has(event.type) ? [event.data.member ?? []].flat() : []));
  const blocked = rowsOf<Block>(folded, 'blocks', 'after').map((row) => row.blocked);
  const owners = sides.flatMap((side) => rowsOf<Identity>(folded, 'identities', side).map(({ seen }) => seen.member));
  const persons = sides.flatMap((side) => rowsOf<Entitlement>(folded, 'entitlements', side).flatMap(({ person }) => (person ? [person.person] : [])));
  return {
    members: [...named, ...owners, ...claimants(folded), ...afterSlash(blocked, 'member/')],
    persons: [...new Set([...persons, ...afterSlash(blocked, 'person/')])],
  };
};

/** Whose a sale was, and whose it is now, by claim or gift. */
const claimants = (folded: Folded): readonly MemberId[] =>
  (['before', 'after'] as const).flatMap((side) => rowsOf<Entitlement>(folded, 'entitlements', side).flatMap(({ claimed }) => claimed?.member ?? []));

const afterSlash = (blocked: readonly string[], kind: string): readonly string[] =>
  blocked.filter((name) => name.startsWith(kind)).map((name) => name.slice(kind.length));

/** The sales that something was said of: a gift that one of them carries may end with it. */
const salesIn = (folded: Folded): readonly SaleRef[] => rowsOf<Entitlement>(folded, 'entitlements', 'after').map(({ sale }) => sale);

/** The names of payments of which something was said without their sale. */
const paymentNames = (folded: Folded): readonly string[] =>
  rowsOf<Payment>(folded, 'payments', 'after').flatMap(({ payment, sameAs }) => [payment, ...(sameAs ? [sameAs.name] : [])]);

const whoWaitsNow = (folded: Folded): readonly PendingGrant[] => {
  const before = new Set(rowsOf<PendingGrant>(folded, 'pending_grants', 'before').flatMap(({ person, since }) => (since ? [person] : [])));
  const after = rowsOf<PendingGrant>(folded, 'pending_grants', 'after');
  return after.filter(({ since, member, person }) => since !== undefined && member === undefined && !before.has(person));
};

const wakeConcerned = async (folded: Folded, { ledger: { model }, wake, wakeEverybody, waits }: CatchUpPorts): Promise<void> => {
  const { members, persons } = concerned(folded);
  const names = paymentNames(folded);
  const buyers = names.length === 0 ? [] : await model.buyersOf(names);
  const sales = salesIn(folded);
  const beside = sales.length === 0 ? { members: [], persons: [] } : await model.ownersBeside(sales);
  const everybody = [...new Set([...persons, ...buyers, ...beside.persons])];
  const owners = everybody.length === 0 ? [] : [...(await model.membersOf(everybody)).values()];
  await wake([...new Set([...members, ...owners, ...beside.members])]);
  if (rowsOf(folded, 'catalog', 'after').length > 0) await wakeEverybody();
  await waits(whoWaitsNow(folded));
};

/** Brings every projection to the head and wakes the members that what was heard concerns. */
export const catchUp = async (ports: CatchUpPorts): Promise<void> => {
  if (!(await ports.ledger.isBehind())) return;
  for (let more = true; more;) {
    const folded = await ports.ledger.foldNext();
    await wakeConcerned(folded, ports);
    more = folded.more;
  }
};
