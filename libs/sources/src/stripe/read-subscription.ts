import { defined, type Instant, type ProductRef, type SubscriptionEnded, type SubscriptionMoved, type SubscriptionResumed } from '#domain';
import { keyOf } from '../shared/key.js';
import { shaped } from '../shared/shape.js';
import type { KeyedFact, Reading } from '../source.js';
import { answered, each, firstOf, paidFor, soldAt, soldBy, type Bought } from './bought.js';
import { withBuyer, type Buyer } from './buyer.js';
import { facts, ignored, latestOf, OBJECT, reads, refOf, timeOf, unreadable, type Heard } from './heard.js';
import { Subscription, SubscriptionBefore } from './payload.js';

/** Over, or asleep: a paused subscription may be resumed. */
const CLOSED: readonly (string | undefined)[] = ['unpaid', 'canceled', 'incomplete_expired', 'paused'];
const RUNNING: readonly string[] = ['active', 'trialing', 'past_due'];
/** A first payment is still awaited. */
const NOT_BEGUN = 'incomplete';

/** A subscription names its customer only by id. */
const NOBODY: Buyer = { asWritten: {} };

interface Changed {
  readonly subscription: Subscription;
  /** Only what changed, as it was; empty where Stripe does not say. */
  readonly before: SubscriptionBefore;
  readonly heard: Heard;
}

const boughtBy = ({ items }: Pick<Subscription, 'items'>): readonly Bought[] =>
  each((items?.data ?? []).flatMap(({ price, plan }) => soldAt(price, plan)));

const plansOf = ({ items, plan }: Pick<Subscription, 'items' | 'plan'>): readonly string[] =>
  [...(items?.data ?? []).map((item) => item.price?.id ?? item.plan?.id), plan?.id].filter((id) => id !== undefined);

const endOf = (
  subscription: Subscription,
  endsAt: SubscriptionEnded['data']['endsAt'],
  { heard, key }: { heard: Heard; key: string },
): KeyedFact => ({
  key,
  fact: { type: 'SubscriptionEnded', data: { occurredAt: heard.at, sale: refOf(subscription.id), endsAt } },
});

const saleKey = ({ id }: Subscription, word: string, at: Instant): string => keyOf('sale', id, word, at);

/** Where an end is announced; the period's end stands on the subscription before Basil, and on its items since. */
const announcedEnd = ({ cancel_at, cancel_at_period_end: atPeriodEnd, current_period_end: end, items }: Subscription) => {
  if (cancel_at !== undefined) return timeOf(cancel_at) ?? 'unknown';
  if (atPeriodEnd !== true) return undefined;
  return timeOf(end) ?? latestOf((items?.data ?? []).map((item) => item.current_period_end)) ?? 'unknown';
};

const announced = ({ subscription, heard }: Changed): readonly KeyedFact[] => {
  const endsAt = announcedEnd(subscription);
  return endsAt === undefined ? [] : [endOf(subscription, endsAt, { heard, key: saleKey(subscription, 'ended', heard.at) })];
};

/** It runs, and before this change it was about to end, or was closed. */
const resumed = ({ subscription, before, heard }: Changed): readonly KeyedFact[] => {
  const wasEnding = before.cancel_at_period_end === true || before.cancel_at !== undefined;
  if (announcedEnd(subscription) !== undefined || !(wasEnding || CLOSED.includes(before.status))) return [];
  const fact: SubscriptionResumed = { type: 'SubscriptionResumed', data: { occurredAt: heard.at, sale: refOf(subscription.id) } };
  return [{ key: saleKey(subscription, 'resumed', heard.at), fact }];
};

/** The other product that came with another price; not where the seller's own word names it, which no price changes. */
const movedProduct = ({ subscription, before }: Changed): ProductRef | undefined => {
  const [now] = boughtBy(subscription);
  const products = [...boughtBy(before), ...soldAt(before.plan)].map(({ product }) => product);
  const isOther = now !== undefined && products.length > 0 && !products.includes(now.product);
  return isOther && soldBy(subscription.metadata).length === 0 ? refOf(now.product) : undefined;
};

/**
 * Another price than before. Since Basil the items change with every period, so that only another price proves a move; of
 * several prices none could speak for the sale.
 */
const moved = (changed: Changed): readonly KeyedFact[] => {
  const { subscription, before, heard } = changed;
  const [plan, ...others] = new Set(plansOf({ items: subscription.items }));
  const plansBefore = plansOf(before);
  if (plan === undefined || others.length > 0 || plansBefore.length === 0 || plansBefore.includes(plan)) return [];
  const product = movedProduct(changed);
  const fact: SubscriptionMoved = {
    type: 'SubscriptionMoved',
    data: defined({ occurredAt: heard.at, sale: refOf(subscription.id), product, plan }),
  };
  return [{ key: saleKey(subscription, 'plan', heard.at), fact }];
};

/** A trial is told when it begins or changes, and not anew with every other change: that would outdate an end announced since. */
const isTrialNews = ({ subscription, before, heard }: Changed): boolean =>
  subscription.status === 'trialing' &&
  (heard.before === undefined || [before.status, before.trial_end, before.items, before.plan].some((change) => change !== undefined));

const trial = ({ subscription, heard }: Changed): readonly KeyedFact[] => {
  const bought = firstOf(soldBy(subscription.metadata), answered(heard.completion?.products), boughtBy(subscription));
  const payment = defined({
    occurredAt: heard.at,
    sale: refOf(subscription.id),
    charge: 'trial',
    recurring: true,
    paidUntil: timeOf(subscription.trial_end),
    trial: true,
  });
  return paidFor(bought, payment, { keyFor: (charge) => saleKey(subscription, charge, heard.at), buyer: NOBODY });
};

const running = (changed: Changed): Reading => {
  const { subscription, heard } = changed;
  const { id, customer, status } = subscription;
  const others = [...announced(changed), ...resumed(changed), ...moved(changed)];
  const begun = isTrialNews(changed) ? trial(changed) : [];
  if (begun.length > 0) return withBuyer([...begun, ...others], { sale: id, by: [heard.at], buyer: NOBODY, customer }, heard);
  if (others.length > 0) return facts(...others);
  return ignored(status === 'past_due' ? 'invoice.payment_failed says the same' : 'it changes nothing about access');
};

const beforeIn = ({ before }: Heard): SubscriptionBefore => {
  const read = shaped(SubscriptionBefore, before ?? {});
  return read.ok ? read.value : new SubscriptionBefore();
};

/** By status, since all changes of a subscription come under one name. */
export const readSubscription = reads(Subscription, (subscription, heard) => {
  const { status, ended_at } = subscription;
  if (RUNNING.includes(status)) return running({ subscription, before: beforeIn(heard), heard });
  if (status === NOT_BEGUN) return ignored('its first payment is awaited');
  if (!CLOSED.includes(status)) return unreadable(`${OBJECT}.status: expected the status of a subscription`);
  return facts(endOf(subscription, timeOf(ended_at) ?? null, { heard, key: saleKey(subscription, 'ended', heard.at) }));
});

/** Now over. There is no second time for one subscription. */
export const readDeleted = reads(Subscription, (subscription, heard) =>
  facts(endOf(subscription, timeOf(subscription.ended_at) ?? null, { heard, key: keyOf('sale', subscription.id, 'deleted') })),
);

/** It bills nothing and opens nothing until it is resumed. */
export const readPaused = reads(Subscription, (subscription, heard) =>
  facts(endOf(subscription, null, { heard, key: saleKey(subscription, 'ended', heard.at) })),
);

/** A paused subscription goes on. */
export const readResumed = reads(Subscription, (subscription, heard) => {
  const fact: SubscriptionResumed = { type: 'SubscriptionResumed', data: { occurredAt: heard.at, sale: refOf(subscription.id) } };
  return facts({ key: saleKey(subscription, 'resumed', heard.at), fact });
});
