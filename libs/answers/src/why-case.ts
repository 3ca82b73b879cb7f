import {
  badgeStates,
  blockKeys,
  blocks,
  catalogOf,
  CATALOG_STREAM,
  catalogKeys,
  entitlementKeys,
  evolveBlock,
  evolveCatalog,
  evolveEntitlement,
  evolveMemberBadges,
  evolvePayment,
  evolvePendingGrant,
  memberStream,
  namesOf,
  paymentKeys,
  pendingGrantKeys,
  personStream,
  reasonsOf,
  saleStream,
  withPayments,
  type BadgeState,
  type Block,
  type Catalog,
  type CatalogRow,
  type Entitlement,
  type MemberBadges,
  type Payment,
  type PendingGrant,
  type Reason,
  type RecordedEvent,
} from '#domain';
import { postgresEventStore, readPaymentWords } from '#event-store';
import type { Moment } from '#projections';
import type { AnswerPorts } from './ports.js';
import type { Subject } from './why-subject.js';

/** One sale as the log tells it: what it comes to, and the facts behind it in the order in which they were heard. */
export interface SaleCase {
  readonly entitlement: Entitlement;
  readonly facts: readonly RecordedEvent[];
}

/** The case as the log tells it: nothing is read from the tables but who belongs to whom. */
export interface WhyCase {
  readonly subject: Subject;
  readonly reasons: readonly Reason[];
  readonly states: readonly BadgeState[];
  readonly catalog: Catalog;
  readonly sales: readonly SaleCase[];
  readonly memberFacts: readonly RecordedEvent[];
  /** The block that stands. */
  readonly block?: Block;
  /** What was written to these addresses while they belonged to no member. */
  readonly grants: readonly PendingGrant[];
}

const catalogAt = (events: readonly RecordedEvent[]): Catalog => {
  const rows = new Map<string, CatalogRow>();
  for (const recorded of events) {
    const [key] = catalogKeys(recorded.event);
    const row = key === undefined ? undefined : evolveCatalog(rows.get(key), recorded);
    if (row) rows.set(row.key, row);
  }
  return catalogOf([...rows.values()]);
};

const rowsBy = <Row>(
  facts: readonly RecordedEvent[],
  keysOf: (event: RecordedEvent['event']) => readonly string[],
  evolve: (row: Row | undefined, recorded: RecordedEvent) => Row | undefined,
): readonly Row[] => {
  const rows = new Map<string, Row>();
  for (const recorded of facts) {
    for (const key of keysOf(recorded.event)) {
      const row = evolve(rows.get(key), recorded);
      if (row !== undefined) rows.set(key, row);
    }
  }
  return [...rows.values()];
};

/** A sale by its own facts; a payment at a paywall of Cativa's is told in its member's stream. */
const saleFacts = (sale: string, own: readonly RecordedEvent[], memberFacts: readonly RecordedEvent[]): readonly RecordedEvent[] => [
  ...own,
  ...memberFacts.filter(({ event }) => event.type === 'PaywallPaid' && entitlementKeys(event).includes(sale)),
];

const inOrder = (facts: readonly RecordedEvent[]): readonly RecordedEvent[] =>
  [...new Map(facts.map((fact) => [fact.globalPosition, fact])).values()].sort((a, b) => Number(a.globalPosition - b.globalPosition));

const each = async <From, To>(all: readonly From[], make: (one: From) => Promise<readonly To[]>): Promise<readonly To[]> =>
  (await Promise.all(all.map(make))).flat();

/** Folds the streams of a subject, as far as they had been heard at this moment, and judges them then. */
export const openCase = async ({ pool }: Pick<AnswerPorts, 'pool'>, subject: Subject, moment: Moment): Promise<WhyCase> => {
  const store = postgresEventStore(pool);
  const heard = (facts: readonly RecordedEvent[]) => facts.filter(({ recordedAt }) => recordedAt <= moment.now);
  const read = async (stream: string) => heard(await store.readStream(stream));
  const catalog = catalogAt(await read(CATALOG_STREAM));
  const memberFacts = subject.member === undefined ? [] : await read(memberStream(subject.member));
  const saleCase = async (sale: string): Promise<readonly SaleCase[]> => {
    const facts = saleFacts(sale, await read(saleStream(sale)), memberFacts);
    const entitlement = facts.reduce<Entitlement | undefined>((row, recorded) => evolveEntitlement(row, recorded), undefined);
    if (!entitlement) return [];
    const words = heard(await readPaymentWords(pool, namesOf(entitlement)));
    const payments = rowsBy<Payment>(words, paymentKeys, evolvePayment);
    return [{ entitlement: withPayments(entitlement, payments), facts: inOrder([...facts, ...words]) }];
  };
  const sales = await each(subject.sales, saleCase);
  const parents = await each([...new Set(sales.flatMap(({ entitlement }) => entitlement.gift?.given?.parent ?? []))], saleCase);
  const others = parents.map(({ entitlement }) => entitlement);
  const reasons = sales.flatMap(({ entitlement }) => reasonsOf(entitlement, catalog, { ...moment, others }));
  const names = [...(subject.member === undefined ? [] : [`member/${subject.member}`]), ...subject.persons.map((person) => `person/${person}`)];
  const block = rowsBy<Block>(await each(names, async (name) => read(`block-${name}`)), blockKeys, evolveBlock).find((word) =>
    blocks(word, moment.now),
  );
  const letters = await each(subject.persons, async (person) => read(personStream(person)));
  const grants = rowsBy<PendingGrant>(letters, pendingGrantKeys, evolvePendingGrant);
  const badges = memberFacts.reduce<MemberBadges | undefined>((row, recorded) => evolveMemberBadges(row, recorded), undefined);
  const states = badgeStates(reasons, badges ?? { member: subject.member ?? '', badges: {} }, block !== undefined);
  return { subject, reasons, states, catalog, sales, memberFacts, grants, ...(block && { block }) };
};
