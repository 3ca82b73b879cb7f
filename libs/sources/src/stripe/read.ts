import { eventIn, type Completion } from '../shared/completion.js';
import { isObject, jsonObject, type Json } from '../shared/json.js';
import { shaped } from '../shared/shape.js';
import type { Delivery, ReadContext, Reading } from '../source.js';
import { ignored, timeOf, unreadable, type ObjectReader } from './heard.js';
import { reasonToIgnore } from './no-concern.js';
import { Envelope } from './payload.js';
import { readFailed, readPaid, readPaymentOf } from './read-invoice.js';
import { readDisputeClosed, readDisputed, readRefund, readRefunded, readRefundFailed, readReinstated, readWithdrawn } from './read-money.js';
import { readCompleted, readExpired, readPaidLate, readRefused } from './read-session.js';
import { readDeleted, readPaused, readResumed, readSubscription } from './read-subscription.js';

/** Stripe's words about access, by the event's name. */
const READERS: ReadonlyMap<string, ObjectReader> = new Map([
  ['checkout.session.completed', readCompleted],
  ['checkout.session.async_payment_succeeded', readPaidLate],
  ['checkout.session.async_payment_failed', readRefused],
  ['checkout.session.expired', readExpired],
  ['invoice.paid', readPaid],
  ['invoice.payment_failed', readFailed],
  ['invoice_payment.paid', readPaymentOf],
  ['customer.subscription.created', readSubscription],
  ['customer.subscription.updated', readSubscription],
  ['customer.subscription.paused', readPaused],
  ['customer.subscription.resumed', readResumed],
  ['customer.subscription.deleted', readDeleted],
  ['charge.refunded', readRefunded],
  ['refund.created', readRefund],
  ['refund.updated', readRefund],
  ['charge.refund.updated', readRefund],
  ['refund.failed', readRefundFailed],
  ['charge.dispute.created', readDisputed],
  ['charge.dispute.funds_withdrawn', readWithdrawn],
  ['charge.dispute.funds_reinstated', readReinstated],
  ['charge.dispute.closed', readDisputeClosed],
]);

const THIN = unreadable('thin event: choose snapshot payload style for this destination');

const unknownEvent = (type: string): Reading =>
  unreadable(/^[a-z0-9_.]{1,80}$/.test(type) ? `event: ${type} is not known` : 'event: expected the name of an event');

const readData = (envelope: Envelope, data: unknown, said: { context: ReadContext; completion?: Completion }): Reading => {
  const reader = READERS.get(envelope.type);
  if (reader === undefined) return unknownEvent(envelope.type);
  if (envelope.livemode === false && !said.context.testsAreReal) return ignored('test event of Stripe');
  const at = timeOf(envelope.created);
  if (at === undefined) return unreadable('created: expected a time');
  const { object, previous_attributes: before } = isObject(data) ? data : {};
  return reader(object, { at, before, ...said });
};

const readEvent = (event: Json, said: { context: ReadContext; completion?: Completion }): Reading => {
  if (event['object'] === 'v2.core.event') return THIN;
  const envelope = shaped(Envelope, event);
  if (!envelope.ok) return unreadable(...envelope.issues);
  const because = reasonToIgnore(envelope.value.type);
  return because === undefined ? readData(envelope.value, event['data'], said) : ignored(because);
};

export const read = ({ body }: Delivery, context: ReadContext): Reading => {
  const json = jsonObject(body);
  if (json === undefined) return unreadable('body: expected a JSON object');
  const { event, completion } = eventIn(json);
  return readEvent(event, { context, ...(completion && { completion }) });
};
