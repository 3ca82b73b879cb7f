import type { Catalog } from './catalog.js';
import { entitlementKeys, evolveEntitlement } from './entitlement.js';
import type { DomainEvent } from './events.js';
import { asText, assigned, assignRequested, COURSE, fold, reasonsAt, recorded, removed, removeRequested, type Evolve } from './given.js';
import { opens } from './judge.js';
import { evolveMemberBadges, isObserved, knownBadges, memberBadgesKeys } from './member-badges.js';
import { evolvePayment, paymentKeys, withPayments } from './payment.js';
import { evolvePendingGrant, pendingGrantKeys, pendingState } from './pending-grant.js';
import { badgeStates, plan } from './plan.js';

const rowsBy = <Row>(evolve: Evolve<Row>, keysOf: (event: DomainEvent) => readonly string[], facts: readonly DomainEvent[]): readonly Row[] => {
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
  const payments = rowsBy(evolvePayment, paymentKeys, facts);
  const reasonsOn = (when: string) => entitlements.flatMap((row) => reasonsAt(when, withPayments(row, payments), known));
  return {
    why: (when: string) => reasonsOn(when).map(({ charge, state, because }) => `${charge} ${state}: ${because}`),
    wants: (when: string) => plan('M1', badgeStates(reasonsOn(when), member), known).map(({ command, badge }) => `${command} ${badge}`),
    pending: (when: string) => pending && pendingState(pending, reasonsOn(when).some(opens)),
    holds: () =>
      knownBadges(member)
        .filter((badge) => isObserved(member, badge))
        .sort(),
    unmapped: (when: string) => reasonsOn(when).flatMap(({ product, mapping: line }) => (line === undefined ? [product] : [])),
  };
};

/** What we append when a badge is given, and when it is taken away. */
export const gave = (when: string, badge = 'X'): readonly DomainEvent[] => [assignRequested(when, { badge }), assigned(when, { badge })];
export const took = (when: string, badge = 'X'): readonly DomainEvent[] => [removeRequested(when, { badge }), removed(when, { badge })];

/** Every order of these. */
export const ordersOf = <Item>(items: readonly Item[]): readonly (readonly Item[])[] =>
  items.length < 2 ? [items] : items.flatMap((item, index) => ordersOf(items.filter((_, at) => at !== index)).map((rest) => [item, ...rest]));

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
export const sameInEveryOrder = <Row>(evolve: Evolve<Row>, facts: readonly DomainEvent[], history: readonly DomainEvent[] = []): Row | undefined => {
  const events = new Map(facts.map((fact) => [fact, recorded(fact, 100)]));
  const start = fold(evolve, history);
  const heard = (order: readonly DomainEvent[]): Row | undefined =>
    order.reduce<Row | undefined>((row, fact) => evolve(row, events.get(fact) ?? recorded(fact, 100)), start);
  const orders = [...ordersOf(facts), ...(facts.length <= 3 ? repeatedOrdersOf(facts) : [])];
  const ends = new Set(orders.map((order) => asText(heard(order))));
  if (ends.size !== 1) throw new Error(`these facts end in ${ends.size} different rows:\n${[...ends].join('\n')}`);
  return heard(facts);
};
