import { jsonObject, type Json } from '../shared/json.js';
import { shaped } from '../shared/shape.js';
import type { Delivery, ReadContext, Reading } from '../source.js';
import { unreadable, wrappedOrder, type OrderReader } from './heard.js';
import { Envelope } from './payload.js';
import { readAwaited, readPaid, readRefused, readReversed } from './read-payment.js';
import { readCanceled, readCart, readLate } from './read-subscription.js';
import { isTestEvent } from './test-event.js';

/**
 * Kiwify's words, by the event's name alone: the statuses inside say other things at other times. A webhook is set up with
 * other names (Portuguese ones) than its body carries; either is taken, and so are three that only integrators tell of
 * (`order_paid`, `order_chargedback`, `abandoned_cart`).
 */
const READERS: ReadonlyMap<string, OrderReader> = new Map([
  ['order_approved', readPaid],
  ['order_paid', readPaid],
  ['compra_aprovada', readPaid],
  ['subscription_renewed', readPaid],
  ['order_refunded', readReversed('refund')],
  ['compra_reembolsada', readReversed('refund')],
  ['chargeback', readReversed('chargeback')],
  ['order_chargedback', readReversed('chargeback')],
  ['order_rejected', readRefused],
  ['compra_recusada', readRefused],
  ['billet_created', readAwaited],
  ['boleto_gerado', readAwaited],
  ['pix_created', readAwaited],
  ['pix_gerado', readAwaited],
  ['subscription_canceled', readCanceled],
  ['subscription_late', readLate],
  ['abandoned_cart', readCart],
  ['carrinho_abandonado', readCart],
]);

const unknownEvent = (event: string): Reading =>
  unreadable(/^[a-z0-9_.]{1,64}$/i.test(event) ? `event: ${event} is not known` : 'event: expected the name of an event');

const readOrder = (order: Json, { receivedAt }: Delivery, context: ReadContext): Reading => {
  const envelope = shaped(Envelope, order);
  if (!envelope.ok) return unreadable(...envelope.issues);
  const { webhook_event_type, status } = envelope.value;
  const event = webhook_event_type ?? (status === 'abandoned' ? 'abandoned_cart' : undefined);
  if (event === undefined) return unreadable('webhook_event_type: expected the name of an event');
  const reader = READERS.get(event);
  if (reader === undefined) return unknownEvent(event);
  if (!context.testsAreReal && isTestEvent(order)) return { kind: 'ignored', because: 'test event of Kiwify' };
  return reader(order, { receivedAt, context });
};

/** Of a wrapped order nothing beside it is read: the signature may cover the order alone. */
export const read = (delivery: Delivery, context: ReadContext): Reading => {
  const json = jsonObject(delivery.body);
  return json === undefined ? unreadable('body: expected a JSON object') : readOrder(wrappedOrder(json) ?? json, delivery, context);
};
