import { defined, type CheckoutAbandoned, type RenewalFailed, type SubscriptionEnded } from '#domain';
import { personAt, personalOf } from '../shared/address.js';
import { keyOf } from '../shared/key.js';
import { shaped } from '../shared/shape.js';
import { facts, momentOf, ofCharge, ofSale, productOf, reads, told, unreadable, type OrderReader } from './heard.js';
import { Cart, type Order } from './payload.js';

/**
 * Sent when it is cancelled, not when the paid time is over: a real one said `has_access: true` with a month left. An end
 * that was sent and cannot be read is left to a person.
 */
const endOfAccess = ({ Subscription: { customer_access, next_payment } = {} }: Order): SubscriptionEnded['data']['endsAt'] => {
  if (customer_access?.has_access === false) return null;
  const end = customer_access?.access_until ?? next_payment;
  return end === undefined || end === 'unreadable' ? 'unknown' : end;
};

/*
 * `created_at` is when the order was made, before it was paid: a word about the running subscription dated then would be older
 * than its own payment and count for nothing. So without `updated_at` these two happened when we heard of them.
 */

/**
 * Concerns its own subscription only. One order may hear it again, after the buyer came back or when access is cut after all:
 * told apart by the end, since a resent one may bring a new `updated_at`.
 */
export const readCanceled = reads((order, heard) => {
  const { at, clock } = momentOf(order.updated_at, heard);
  const endsAt = endOfAccess(order);
  const fact: SubscriptionEnded = { type: 'SubscriptionEnded', data: defined({ occurredAt: at, ...ofSale(order, heard), endsAt }) };
  return told(order, fact, { word: ['ended', endsAt ?? 'at-once'], clock });
});

/** One attempt to renew failed; the next one for the same order is another word. */
export const readLate = reads((order, heard) => {
  const { at, clock } = momentOf(order.updated_at, heard);
  const fact: RenewalFailed = { type: 'RenewalFailed', data: defined({ occurredAt: at, ...ofCharge(order, heard) }) };
  return told(order, fact, { word: clock ? ['late'] : ['late', at], clock });
});

/** A cart with neither id nor time cannot be told from the next one. */
export const readCart: OrderReader = (json, heard) => {
  const read = shaped(Cart, json);
  if (!read.ok) return unreadable(...read.issues);
  const { id, product_id, email, name, phone, cpf, cnpj, created_at, updated_at } = read.value;
  const time = updated_at ?? created_at;
  const which = id ?? time;
  if (which === undefined) return unreadable('id: expected an id');
  const { at, clock } = momentOf(time, heard);
  const data = defined({ occurredAt: at, product: productOf(product_id), person: personAt(email, heard.context) });
  const fact: CheckoutAbandoned = { type: 'CheckoutAbandoned', data };
  const key = keyOf('cart', product_id ?? 'unknown', which);
  return facts(defined({ key, fact, ...personalOf({ email, name, phone, document: cpf ?? cnpj }), clock }));
};
