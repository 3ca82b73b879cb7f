import { expect } from '@jest/globals';
import { catalogOf, mappingKey, type Catalog, type CatalogRow } from './catalog.js';
import { entitlementKeys, evolveEntitlement, type Entitlement } from './entitlement.js';
import type { ChargePaid, DomainEvent, Mapping, Policies } from './events.js';
import { daysAfter, type Instant } from './ids.js';
import { opens, reasonsOf, type Reason } from './judge.js';
import { evolveMemberBadges, memberBadgesKeys } from './member-badges.js';
import { evolvePendingGrant, pendingGrantKeys, pendingState } from './pending-grant.js';
import { badgeStates, plan } from './plan.js';
import type { RecordedEvent } from './recorded-event.js';

/** A day (`2026-05-03`), a minute (`2026-05-03T10:00`) or a full instant, as an instant. */
export const at = (when: string): Instant =>
  new Date(when.length === 10 ? `${when}T12:00Z` : when.endsWith('Z') ? when : `${when}Z`).toISOString();

type Extra<Event extends DomainEvent> = Partial<Event['data']>;
type Of<Type extends DomainEvent['type']> = Extract<DomainEvent, { type: Type }>;

const SALE = { sale: 'shop/S1', charge: 'C1' };
const SOME_DAY = { occurredAt: at('2026-01-01') };
const builder =
  <Event extends DomainEvent>(usual: Event) =>
  (when: string, extra: Extra<Event> = {}): Event => ({ ...usual, data: { ...usual.data, occurredAt: at(when), ...extra } });

export const paid = builder<Of<'ChargePaid'>>({
  type: 'ChargePaid',
  data: { ...SOME_DAY, ...SALE, product: 'shop/course', person: 'anna', recurring: false },
});
export const refunded = builder<Of<'ChargeReversed'>>({
  type: 'ChargeReversed',
  data: { ...SOME_DAY, ...SALE, kind: 'refund', whole: true },
});
export const chargedBack = builder<Of<'ChargeReversed'>>({
  type: 'ChargeReversed',
  data: { ...SOME_DAY, ...SALE, kind: 'chargeback', whole: true },
});
export const undone = builder<Of<'ReversalUndone'>>({ type: 'ReversalUndone', data: { ...SOME_DAY, ...SALE } });
export const disputed = builder<Of<'ChargeDisputed'>>({ type: 'ChargeDisputed', data: { ...SOME_DAY, ...SALE, kind: 'refund-request' } });
export const disputeClosed = builder<Of<'DisputeClosed'>>({ type: 'DisputeClosed', data: { ...SOME_DAY, ...SALE, outcome: 'lost' } });
export const renewalFailed = builder<Of<'RenewalFailed'>>({ type: 'RenewalFailed', data: { ...SOME_DAY, sale: SALE.sale } });
export const ended = builder<Of<'SubscriptionEnded'>>({ type: 'SubscriptionEnded', data: { ...SOME_DAY, sale: SALE.sale, endsAt: null } });
export const moved = builder<Of<'SubscriptionMoved'>>({ type: 'SubscriptionMoved', data: { ...SOME_DAY, sale: SALE.sale } });
export const lapsed = builder<Of<'PaymentLapsed'>>({ type: 'PaymentLapsed', data: { ...SOME_DAY, ...SALE, kind: 'refused' } });
export const awaited = builder<Of<'PaymentAwaited'>>({ type: 'PaymentAwaited', data: { ...SOME_DAY, ...SALE } });
export const abandoned = builder<Of<'CheckoutAbandoned'>>({ type: 'CheckoutAbandoned', data: { ...SOME_DAY, product: 'shop/course' } });
export const paywallPaid = builder<Of<'PaywallPaid'>>({
  type: 'PaywallPaid',
  data: { ...SOME_DAY, member: 'M1', payment: 'P1', person: 'anna' },
});
/** The n-th charge of a subscription, paid for thirty days unless told otherwise. */
export const renewed = (n: number, when: string, extra: Extra<ChargePaid> = {}): ChargePaid =>
  paid(when, { charge: `C${n}`, recurring: true, recurrence: n, paidUntil: daysAfter(at(when), 30), ...extra });

export const seen = (member: string, when: string, badges?: readonly string[]): Of<'MemberSeen'> => ({
  type: 'MemberSeen',
  data: { occurredAt: at(when), member, person: 'anna', ...(badges && { badges }) },
});
const MINE = { member: 'M1', badge: 'X' };
export const badgeSeen = builder<Of<'BadgeSeen'>>({ type: 'BadgeSeen', data: { ...SOME_DAY, ...MINE } });
export const assignRequested = builder<Of<'AssignRequested'>>({
  type: 'AssignRequested',
  data: { ...SOME_DAY, ...MINE, via: 'api', sales: [SALE.sale] },
});
export const removeRequested = builder<Of<'RemoveRequested'>>({
  type: 'RemoveRequested',
  data: { ...SOME_DAY, ...MINE, via: 'api', sales: [SALE.sale] },
});
export const withdrawn = builder<Of<'RequestWithdrawn'>>({ type: 'RequestWithdrawn', data: { ...SOME_DAY, ...MINE } });
export const assigned = builder<Of<'BadgeAssigned'>>({ type: 'BadgeAssigned', data: { ...SOME_DAY, ...MINE, attempt: 1 } });
export const removed = builder<Of<'BadgeRemoved'>>({ type: 'BadgeRemoved', data: { ...SOME_DAY, ...MINE, attempt: 1 } });
export const refused = builder<Of<'BadgeRefused'>>({
  type: 'BadgeRefused',
  data: { ...SOME_DAY, ...MINE, attempt: 1, command: 'assign', because: 'no such member' },
});
export const tripped = builder<Of<'BrakeTripped'>>({
  type: 'BrakeTripped',
  data: { ...SOME_DAY, removals: 11, limit: 10, windowMinutes: 10 },
});
export const released = builder<Of<'BrakeReleased'>>({ type: 'BrakeReleased', data: { ...SOME_DAY, allow: 0 } });
export const mapped = builder<Of<'ProductMapped'>>({
  type: 'ProductMapped',
  data: { ...SOME_DAY, mapping: { product: 'shop/course', name: 'Course', badges: [], policies: {} } },
});
export const unmapped = builder<Of<'ProductUnmapped'>>({ type: 'ProductUnmapped', data: { ...SOME_DAY, product: 'shop/course' } });

/** A fact as the log gives it back. The id follows from what it says: the same fact heard twice is the same event. */
export const recorded = (event: DomainEvent, position = 1): RecordedEvent => ({
  globalPosition: BigInt(position),
  stream: 'test-1',
  version: position,
  eventId: JSON.stringify(event),
  recordedAt: event.data.occurredAt,
  event,
  metadata: { source: 'test', schema: 1 },
});

type Evolve<Row> = (row: Row | undefined, recorded: RecordedEvent) => Row | undefined;

/** One text for equal rows; a field without a value shows, because a database would drop it. */
const asText = (row: unknown): string =>
  JSON.stringify(row, (_, part: unknown) => {
    if (part === undefined) return 'undefined!';
    const isRecord = typeof part === 'object' && part !== null && !Array.isArray(part);
    return isRecord ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part;
  });

/** The row that facts end in, heard in this order; it must survive its way through the database. */
export const fold = <Row>(evolve: Evolve<Row>, facts: readonly DomainEvent[]): Row | undefined => {
  const row = facts.reduce<Row | undefined>((known, fact, index) => evolve(known, recorded(fact, index + 1)), undefined);
  if (row !== undefined) expect(asText(JSON.parse(JSON.stringify(row)))).toBe(asText(row));
  return row;
};

/** `given(evolve, ...history).when(fact).then(judgement)`. */
export const given = <Row>(evolve: Evolve<Row>, ...facts: DomainEvent[]) => ({
  when: (...more: DomainEvent[]) => ({
    then: (judgement: (row: Row | undefined) => void): void => judgement(fold(evolve, [...facts, ...more])),
  }),
});

/** A catalog of these lines, last changed at this place of the log. */
export const catalogAt = (position: number, ...lines: readonly Mapping[]): Catalog =>
  catalogOf(lines.map((line): CatalogRow => ({ key: mappingKey(line), mapping: line, position: String(position) })));
export const catalogOfLines = (...lines: readonly Mapping[]): Catalog => catalogAt(0, ...lines);
/** One line of the catalog. */
export const mapping = (product: string, badges: readonly string[], extra: Partial<Mapping> = {}): Mapping => ({
  product,
  name: product,
  badges: badges.map((id) => ({ id, name: `Badge ${id}` })),
  policies: {},
  ...extra,
});
export const COURSE = catalogOfLines(mapping('shop/course', ['X']));

/** What a sale's facts say on a day. */
export const reasonsAt = (when: string, row: Entitlement | undefined, known: Catalog = COURSE): readonly Reason[] =>
  row === undefined ? [] : reasonsOf(row, known, { now: at(when) });

/** `(row) => void` for `then`: on this day the sale opens, or does not, for this reason (of the last charge). */
const judged =
  (open: boolean) =>
  (when: string, because?: string, policies: Policies = {}) =>
  (row: Entitlement | undefined): void => {
    const reasons = reasonsAt(when, row, catalogOfLines(mapping('shop/course', ['X'], { policies })));
    expect(reasons.some(opens)).toBe(open);
    if (because !== undefined) expect(reasons.at(-1)?.because).toBe(because);
  };
export const opensOn = judged(true);
export const closedOn = judged(false);

export const sale = (...facts: DomainEvent[]): Entitlement => {
  const row = fold(evolveEntitlement, facts);
  if (row === undefined) throw new Error('these facts make no sale');
  return row;
};

const rowsBy = <Row>(
  evolve: Evolve<Row>,
  keysOf: (event: DomainEvent) => readonly string[],
  facts: readonly DomainEvent[],
): readonly Row[] => {
  const keys = [...new Set(facts.flatMap(keysOf))];
  return keys
    .map((key) =>
      fold(
        evolve,
        facts.filter((fact) => keysOf(fact).includes(key)),
      ),
    )
    .filter((row) => row !== undefined);
};

/** All that was heard so far, as the tables would hold it, for the one member M1 with the one address `anna`. */
export const world = (facts: readonly DomainEvent[], known: Catalog = COURSE) => {
  const entitlements = rowsBy(evolveEntitlement, entitlementKeys, facts);
  const member = rowsBy(evolveMemberBadges, memberBadgesKeys, facts)[0] ?? { member: 'M1', badges: {} };
  const pending = rowsBy(evolvePendingGrant, pendingGrantKeys, facts)[0];
  const reasonsOn = (when: string) => entitlements.flatMap((row) => reasonsAt(when, row, known));
  return {
    why: (when: string) => reasonsOn(when).map(({ charge, state, because }) => `${charge} ${state}: ${because}`),
    todo: (when: string) => plan('M1', badgeStates(reasonsOn(when), member), known).map(({ command, badge }) => `${command} ${badge}`),
    pending: (when: string) => pending && pendingState(pending, reasonsOn(when).some(opens)),
    unmapped: (when: string) => reasonsOn(when).flatMap(({ product, mapping: line }) => (line === undefined ? [product] : [])),
  };
};

/** What we append when a badge is given, and when it is taken away. */
export const gave = (when: string, badge = 'X'): readonly DomainEvent[] => [assignRequested(when, { badge }), assigned(when, { badge })];
export const took = (when: string, badge = 'X'): readonly DomainEvent[] => [removeRequested(when, { badge }), removed(when, { badge })];

/** Every order of these. */
export const ordersOf = <Item>(items: readonly Item[]): readonly (readonly Item[])[] =>
  items.length < 2 ? [items] : items.flatMap((item, index) => ordersOf(items.toSpliced(index, 1)).map((rest) => [item, ...rest]));

type Left<Item> = readonly { readonly item: Item; readonly times: number }[];
const distinctOrders = <Item>(left: Left<Item>): readonly (readonly Item[])[] => {
  const open = left.filter(({ times }) => times > 0);
  if (open.length === 0) return [[]];
  return open.flatMap((next) => {
    const rest = open.map((entry) => (entry === next ? { ...entry, times: entry.times - 1 } : entry));
    return distinctOrders(rest).map((order) => [next.item, ...order]);
  });
};

/** Every order of these, each heard one to three times. */
export const repeatedOrdersOf = <Item>(items: readonly Item[]): readonly (readonly Item[])[] => {
  const counts = items.reduce<readonly Left<Item>[]>(
    (lists, item) => lists.flatMap((list) => [1, 2, 3].map((times) => [...list, { item, times }])),
    [[]],
  );
  return counts.flatMap(distinctOrders);
};

/** Every order after `history`, and for three facts or fewer every repetition, ends in the same row, which is given back. */
export const sameInEveryOrder = <Row>(
  evolve: Evolve<Row>,
  facts: readonly DomainEvent[],
  history: readonly DomainEvent[] = [],
): Row | undefined => {
  const events = new Map(facts.map((fact) => [fact, recorded(fact, 100)]));
  const start = fold(evolve, history);
  const heard = (order: readonly DomainEvent[]): Row | undefined =>
    order.reduce<Row | undefined>((row, fact) => evolve(row, events.get(fact) ?? recorded(fact, 100)), start);
  const orders = [...ordersOf(facts), ...(facts.length <= 3 ? repeatedOrdersOf(facts) : [])];
  const ends = new Set(orders.map((order) => asText(heard(order))));
  expect([...ends]).toEqual([asText(heard(facts))]);
  return heard(facts);
};
