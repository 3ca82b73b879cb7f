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

/** Where a sequence has come to, and how often each fact was heard in it. */
interface Hearing<Row> {
  readonly row: Row | undefined;
  readonly heard: readonly number[];
}

/**
 * Every sequence in which each of these is heard at least once and at most `most` times ends in a row that `check` is shown. Sequences
 * that begin alike are folded together, so that each costs one step.
 */
const everySequence = <Row>(step: (row: Row | undefined, fact: number) => Row | undefined, most: number, check: (row: Row | undefined) => void) => {
  const visit = ({ row, heard }: Hearing<Row>): void => {
    if (heard.every((times) => times > 0)) check(row);
    heard.forEach((times, fact) => {
      if (times < most) visit({ row: step(row, fact), heard: heard.map((known, at) => (at === fact ? known + 1 : known)) });
    });
  };
  return visit;
};

const MOST_REPETITIONS = 3;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;

/** Whether two rows say the same, whatever the order of their fields; a field without a value is a field. Ten times as fast as their texts. */
const alike = (one: unknown, other: unknown): boolean => {
  if (one === other || !isRecord(one) || !isRecord(other)) return one === other;
  const names = Object.keys(one);
  if (names.length !== Object.keys(other).length || Array.isArray(one) !== Array.isArray(other)) return false;
  return names.every((name) => Object.hasOwn(other, name) && alike(one[name], other[name]));
};

/** Every order after `history`, and for three facts or fewer every repetition, ends in the same row, which is given back. */
export const sameInEveryOrder = <Row>(evolve: Evolve<Row>, facts: readonly DomainEvent[], history: readonly DomainEvent[] = []): Row | undefined => {
  const events = facts.map((fact) => recorded(fact, 100));
  const start = fold(evolve, history);
  const end = events.reduce<Row | undefined>(evolve, start);
  const ends = new Set([asText(end)]);
  const check = (row: Row | undefined): void => {
    if (!alike(row, end)) ends.add(asText(row));
  };
  const step = (row: Row | undefined, fact: number): Row | undefined => {
    const event = events[fact];
    return event === undefined ? row : evolve(row, event);
  };
  everySequence(step, facts.length <= MOST_REPETITIONS ? MOST_REPETITIONS : 1, check)({ row: start, heard: facts.map(() => 0) });
  if (ends.size > 1) throw new Error(`these facts end in ${ends.size} different rows:\n${[...ends].join('\n')}`);
  return end;
};
