import type { DomainEvent } from '#domain';
import { hash } from 'node:crypto';

const FIRST_DAY = Date.parse('2025-01-01T00:00:00.000Z');
const DAY = 24 * 3600;
const PRODUCTS = 20;
/** Sales open one after another, this many seconds apart. */
const APART = 300;
/** Sales that open between a sale's first words and its refund, and between one payment of a subscription and the next. */
const [TO_REFUND, TO_RENEWAL] = [(6 * DAY) / APART, (30 * DAY) / APART];
/** Of a hundred sales, how many are subscriptions, which renew twice, and how many are refunded. */
const [SUBSCRIPTIONS, REFUNDS] = [30, 5];

const isSubscription = (nth: number): boolean => nth % 100 < SUBSCRIPTIONS;
const isRefunded = (nth: number): boolean => nth % 100 >= 100 - REFUNDS;

type Data = Readonly<Record<string, unknown>>;

/** A fact of the story at so many seconds after its first day began. */
const told = (type: DomainEvent['type'], at: number, data: Data): DomainEvent =>
  ({ type, data: { ...data, occurredAt: new Date(FIRST_DAY + at * 1000).toISOString() } }) as DomainEvent;

const badgeOf = (product: number): string => `badge-${product}`;

/** What the catalog of the story says: each product opens one badge. */
const catalogFacts = (): readonly DomainEvent[] =>
  Array.from({ length: PRODUCTS }, (_, product) => {
    const badges = [{ name: 'Student', id: badgeOf(product) }];
    return told('ProductMapped', 0, { mapping: { product: `hotmart/${product}`, name: `Course ${product}`, badges, policies: {} } });
  });

/** The names of one sale, its buyer and its badge. */
const namesOf = (nth: number) => ({
  sale: `hotmart/S${nth}`,
  product: `hotmart/${nth % PRODUCTS}`,
  person: hash('sha256', `buyer-${nth}`),
  member: `member-${nth}`,
  badge: badgeOf(nth % PRODUCTS),
});

const payment = (nth: number, recurrence: number): DomainEvent => {
  const { sale, product, person } = namesOf(nth);
  const recurring = isSubscription(nth);
  const at = (nth + (recurrence - 1) * TO_RENEWAL) * APART;
  const more = recurring ? { recurrence, plan: 'monthly' } : {};
  return told('ChargePaid', at, {
    sale,
    charge: `HP${nth}-${recurrence}`,
    product,
    person,
    recurring,
    ...more,
    amount: { value: 97.9, currency: 'BRL' },
  });
};

const opened = (nth: number): readonly DomainEvent[] => {
  const { sale, person, member, badge } = namesOf(nth);
  const at = nth * APART;
  return [
    payment(nth, 1),
    told('MemberSeen', at + 2, { member, person }),
    told('AssignRequested', at + 3, { member, badge, via: 'api', sales: [sale] }),
    told('BadgeAssigned', at + 4, { member, badge, attempt: 1, sales: [sale] }),
  ];
};

const refunded = (nth: number): readonly DomainEvent[] => {
  const { sale, product, member, badge } = namesOf(nth);
  const at = (nth + TO_REFUND) * APART;
  return [
    told('ChargeReversed', at + 10, { sale, charge: `HP${nth}-1`, product, kind: 'refund', whole: true }),
    told('RemoveRequested', at + 11, { member, badge, via: 'api', sales: [sale] }),
    told('BadgeRemoved', at + 12, { member, badge, attempt: 1 }),
  ];
};

/**
 * A shop's log without end, in the order of time: what is said later of one sale stands between the first words of later sales. A sale has
 * 4 to 7 facts, 4.75 on average: paid, its member seen, asked for and given; some are paid again twice, some are refunded.
 */
export function* story(): Generator<DomainEvent, never> {
  yield* catalogFacts();
  for (let nth = 0; ; nth += 1) {
    yield* opened(nth);
    const [once, twice, back] = [nth - TO_RENEWAL, nth - 2 * TO_RENEWAL, nth - TO_REFUND];
    if (once >= 0 && isSubscription(once)) yield payment(once, 2);
    if (twice >= 0 && isSubscription(twice)) yield payment(twice, 3);
    if (back >= 0 && isRefunded(back)) yield* refunded(back);
  }
}
