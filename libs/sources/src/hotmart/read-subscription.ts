import { defined, type CheckoutAbandoned, type SubscriptionEnded, type SubscriptionMoved } from '#domain';
import { personAt } from '../shared/address.js';
import { keyOf } from '../shared/key.js';
import { facts, productOf, reads, saleOf, unreadable } from './heard.js';
import { CancellationData, CartData, ChargeDateData, SwitchData } from './payload.js';
import { personalOfBuyer, personalOfSubscriber } from './person.js';

/** Access lasts until the next charge would have come (Hotmart's docs say what the date is for). */
export const readCancellation = reads(CancellationData, ({ subscriber, product, ...dates }, { at, context }) => {
  const occurredAt = dates.cancellation_date ?? at;
  const fact: SubscriptionEnded = {
    type: 'SubscriptionEnded',
    data: defined({
      occurredAt,
      sale: saleOf(subscriber.code),
      product: productOf(product?.id),
      person: personAt(subscriber.email, context),
      endsAt: dates.date_next_charge ?? 'unknown',
    }),
  };
  return facts({ key: keyOf('sale', subscriber.code, 'ended', occurredAt), fact, ...personalOfSubscriber(subscriber) });
});

/** A charge for the new plan, if there is one, comes as a purchase of its own. */
export const readSwitch = reads(SwitchData, ({ subscription, plans }, { at, context }) => {
  const [plan, ...others] = plans.filter(({ current }) => current);
  if (plan?.id === undefined || others.length > 0) return unreadable('data.plans: expected one current plan with an id');
  const email = subscription.user?.email;
  const fact: SubscriptionMoved = {
    type: 'SubscriptionMoved',
    data: defined({
      occurredAt: at,
      sale: saleOf(subscription.subscriber_code),
      product: productOf(subscription.product?.id),
      person: personAt(email, context),
      plan: plan.id,
      planName: plan.name,
      offer: plan.offer?.key,
      paidUntil: subscription.date_next_charge,
    }),
  };
  return facts({ key: keyOf('sale', subscription.subscriber_code, 'plan', at), fact, ...personalOfSubscriber({ email }) });
});

export const readChargeDate = reads(ChargeDateData, ({ subscriber, subscription }, { at, context }) => {
  const fact: SubscriptionMoved = {
    type: 'SubscriptionMoved',
    data: defined({
      occurredAt: at,
      sale: saleOf(subscriber.code),
      product: productOf(subscription.product?.id),
      person: personAt(subscriber.email, context),
      paidUntil: subscription.date_next_charge,
    }),
  };
  return facts({ key: keyOf('sale', subscriber.code, 'date', at), fact, ...personalOfSubscriber(subscriber) });
});

/** The same lead may leave the same cart again, with a new envelope. */
export const readCart = reads(CartData, ({ product, offer, buyer }, { at, id, context }) => {
  const fact: CheckoutAbandoned = {
    type: 'CheckoutAbandoned',
    data: defined({ occurredAt: at, product: productOf(product?.id), person: personAt(buyer?.email, context), offer: offer?.code }),
  };
  return facts({ key: keyOf('cart', product?.id ?? 'unknown', id ?? at), fact, ...personalOfBuyer(buyer) });
});
