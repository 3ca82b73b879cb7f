import { eventIn } from '../shared/completion.js';
import { jsonObject } from '../shared/json.js';
import { shaped } from '../shared/shape.js';
import type { Delivery, ReadContext, Reading } from '../source.js';
import { ignored, unreadable, type PaymentReader, type When } from './heard.js';
import { Envelope, Payment } from './payload.js';
import { readDisputed, readPartlyRefunded, readRefundDenied, readReversed, readWon } from './read-money.js';
import { readConfirmed, readReceived, readRecovered } from './read-paid.js';
import { readAwaited, readDeleted, readLapsed, readOverdue } from './read-unpaid.js';
import { timeOf } from './time.js';

/** Asaas's words about a charge, by the event's name. */
const READERS: ReadonlyMap<string, PaymentReader> = new Map([
  ['PAYMENT_CONFIRMED', readConfirmed],
  ['PAYMENT_RECEIVED', readReceived],
  ['PAYMENT_DUNNING_RECEIVED', readRecovered],
  ['PAYMENT_REFUNDED', readReversed('refund')],
  ['PAYMENT_RECEIVED_IN_CASH_UNDONE', readReversed('undone')],
  ['PAYMENT_PARTIALLY_REFUNDED', readPartlyRefunded],
  ['PAYMENT_REFUND_IN_PROGRESS', readDisputed('refund-request', 'refund-request')],
  ['PAYMENT_REFUND_DENIED', readRefundDenied],
  ['PAYMENT_CHARGEBACK_REQUESTED', readDisputed('chargeback', 'chargeback')],
  ['PAYMENT_CHARGEBACK_DISPUTE', readDisputed('chargeback', 'chargeback-dispute')],
  ['PAYMENT_AWAITING_CHARGEBACK_REVERSAL', readWon],
  ['PAYMENT_OVERDUE', readOverdue],
  ['PAYMENT_REPROVED_BY_RISK_ANALYSIS', readLapsed('refused', 'refused')],
  ['PAYMENT_CREDIT_CARD_CAPTURE_REFUSED', readLapsed('refused', 'capture-refused')],
  ['PAYMENT_DELETED', readDeleted],
  ['PAYMENT_CREATED', readAwaited],
]);

const NOT_PAID_YET = 'not paid yet';
const NO_WORD = 'no word about access';

const OF_NO_CONCERN: ReadonlyMap<string, string> = new Map([
  ['PAYMENT_AUTHORIZED', NOT_PAID_YET],
  ['PAYMENT_AWAITING_RISK_ANALYSIS', NOT_PAID_YET],
  ['PAYMENT_APPROVED_BY_RISK_ANALYSIS', NOT_PAID_YET],
  ['PAYMENT_UPDATED', NO_WORD],
  ['PAYMENT_RESTORED', NO_WORD],
  ['PAYMENT_BANK_SLIP_VIEWED', NO_WORD],
  ['PAYMENT_BANK_SLIP_CANCELLED', NO_WORD],
  ['PAYMENT_CHECKOUT_VIEWED', NO_WORD],
  ['PAYMENT_ANTICIPATED', NO_WORD],
  ['PAYMENT_DUNNING_REQUESTED', NO_WORD],
]);

/** How the money is shared among sellers is no word about access either. */
const concernless = (event: string): string | undefined => (event.startsWith('PAYMENT_SPLIT_') ? NO_WORD : OF_NO_CONCERN.get(event));

const unknownEvent = (event: string): Reading =>
  unreadable(/^[A-Z0-9_]{1,64}$/.test(event) ? `event: ${event} is not known` : 'event: expected the name of an event');

const whenOf = ({ dateCreated }: Envelope, receivedAt: string): When => {
  const at = timeOf(dateCreated);
  return at === undefined ? { at: receivedAt, clock: 'ours' } : { at };
};

export const read = ({ body, receivedAt }: Delivery, context: ReadContext): Reading => {
  const json = jsonObject(body);
  if (json === undefined) return unreadable('body: expected a JSON object');
  const { event: said, completion } = eventIn(json);
  const envelope = shaped(Envelope, said);
  if (!envelope.ok) return unreadable(...envelope.issues);
  const { event } = envelope.value;
  const because = concernless(event);
  if (because !== undefined) return ignored(because);
  const reader = READERS.get(event);
  if (reader === undefined) return unknownEvent(event);
  const payment = shaped(Payment, said['payment'], 'payment');
  if (!payment.ok) return unreadable(...payment.issues);
  return reader(payment.value, { ...whenOf(envelope.value, receivedAt), receivedAt, completion, context });
};
