import { defined, type ChargePaid, type ChargeReversed, type Instant, type Money, type PaymentAwaited, type PaymentLapsed } from '#domain';
import { shaped } from '../shared/shape.js';
import type { Reading } from '../source.js';
import { isRecurring, momentOf, ofCharge, reads, told, unreadable, type Heard, type Moment, type OrderReader } from './heard.js';
import { Bought, Order } from './payload.js';
import { readable } from './time.js';

/** Cents, as a number or as a text, become major units. */
const amountOf = ({ Commissions: { charge_amount = '', currency } = {} }: Order): Money | undefined =>
  /^\d{1,15}$/.test(charge_amount) ? defined({ value: Number(charge_amount) / 100, currency }) : undefined;

const paidUntilOf = ({ Subscription }: Order): Instant | undefined =>
  readable(Subscription?.customer_access?.access_until) ?? readable(Subscription?.next_payment);

const paid = (order: Order, { Product, Subscription }: Bought, heard: Heard): Reading => {
  const { at, clock } = momentOf(order.approved_date ?? order.created_at ?? order.updated_at, heard);
  const recurring = isRecurring(order);
  const fact: ChargePaid = {
    type: 'ChargePaid',
    data: defined({
      occurredAt: at,
      ...ofCharge(order, heard),
      product: `kiwify/${Product.product_id}`,
      plan: Subscription?.plan?.id,
      planName: Subscription?.plan?.name,
      recurring,
      paidUntil: recurring ? paidUntilOf(order) : undefined,
      paidAt: order.approved_date,
      amount: amountOf(order),
    }),
  };
  return told(order, fact, { word: ['paid'], clock });
};

/**
 * An order went through, first or renewed. Whether a renewal is told as approved, as renewed or as both is nowhere written:
 * of one order both are one word, so the second is no news.
 */
export const readPaid: OrderReader = (json, heard) => {
  const order = shaped(Order, json);
  const bought = shaped(Bought, json);
  if (order.ok && bought.ok) return paid(order.value, bought.value, heard);
  return unreadable(...new Set([order, bought].flatMap((read) => (read.ok ? [] : read.issues))));
};

const latest = (times: readonly (Instant | undefined)[]): Instant | undefined =>
  times
    .filter((time) => time !== undefined)
    .sort()
    .at(-1);

/**
 * Money goes back after it came, whatever the minutes say: a reversal dated before the payment would count for nothing. For the
 * same reason the birth of the order is no time of its refund.
 */
const reversedAt = (order: Order, heard: Heard): Moment => {
  const { at, clock } = momentOf(order.refunded_at ?? order.updated_at, heard);
  return { at: latest([at, order.approved_date, order.created_at]) ?? at, ...(clock && { clock }) };
};

/** The body tells of no partial refund, so it is always the whole. */
export const readReversed = (kind: ChargeReversed['data']['kind']): OrderReader =>
  reads((order, heard) => {
    const { at, clock } = reversedAt(order, heard);
    const fact: ChargeReversed = {
      type: 'ChargeReversed',
      data: defined({ occurredAt: at, ...ofCharge(order, heard), kind, whole: true, amount: amountOf(order) }),
    };
    return told(order, fact, { word: [kind], clock });
  });

/** The card was refused: one order came to nothing, and the buyer may try again. */
export const readRefused = reads((order, heard) => {
  const { at, clock } = momentOf(order.updated_at ?? order.created_at, heard);
  const fact: PaymentLapsed = { type: 'PaymentLapsed', data: defined({ occurredAt: at, ...ofCharge(order, heard), kind: 'refused' as const }) };
  return told(order, fact, { word: ['refused'], clock });
});

/** A boleto or a PIX code was made; nothing is paid, even where the subscription in it says `active`. */
export const readAwaited = reads((order, heard) => {
  const { at, clock } = momentOf(order.updated_at ?? order.created_at, heard);
  const expiresAt = readable(order.boleto_expiry_date) ?? readable(order.pix_expiration);
  const terms = { method: order.payment_method, expiresAt };
  const fact: PaymentAwaited = { type: 'PaymentAwaited', data: defined({ occurredAt: at, ...ofCharge(order, heard), ...terms }) };
  return told(order, fact, { word: ['awaited'], clock });
});
