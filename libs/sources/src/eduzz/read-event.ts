import type { Json } from '../shared/json.js';
import { shaped } from '../shared/shape.js';
import type { Reading } from '../source.js';
import { ignored, unreadable, type DataReader, type Heard } from './heard.js';
import { Envelope } from './payload.js';
import { readCart } from './read-cart.js';
import { readContract } from './read-contract.js';
import { readAwaited, readChargeback, readLapsed, readOverdue, readPaid, readRefunded, readWaitingRefund } from './read-invoice.js';

/** Exact names: a search for "paid" would find "unpaid" as well. The last four are older names, in an older envelope. */
const READERS: ReadonlyMap<string, DataReader> = new Map([
  ['myeduzz.invoice_paid', readPaid],
  ['myeduzz.invoice_refunded', readRefunded],
  ['myeduzz.invoice_chargeback', readChargeback],
  ['myeduzz.invoice_waiting_refund', readWaitingRefund],
  ['myeduzz.invoice_canceled', readLapsed('refused')],
  ['myeduzz.invoice_refused', readLapsed('refused')],
  ['myeduzz.invoice_expired', readLapsed('expired')],
  ['myeduzz.invoice_overdue', readOverdue],
  ['myeduzz.invoice_opened', readAwaited('opened')],
  ['myeduzz.invoice_waiting_payment', readAwaited('awaited')],
  ['myeduzz.invoice_scheduled', readAwaited('scheduled')],
  ['myeduzz.contract_created', readContract],
  ['myeduzz.contract_updated', readContract],
  ['sun.cart_abandonment', readCart],
  ['myeduzz.cart_abandonment', readCart],
  ['contract_created', readContract],
  ['contract_updated', readContract],
  ['subscriptions.contract_status_updated', readContract],
  ['subscriptions.contract_changed', readContract],
]);

/** Negotiation and recovery end in an event of their own, and so does an attempt to charge. */
const OF_NO_CONCERN: ReadonlySet<string> = new Set([
  'myeduzz.invoice_recovering',
  'myeduzz.invoice_negotiated',
  'myeduzz.contract_card_attempted',
  'myeduzz.contract_pix_attempted',
  'myeduzz.contract_bankslip_attempted',
  'myeduzz.contract_eduzz_balance_attempted',
  'myeduzz.commission_processed',
]);

/** Member areas and ticketing of Eduzz's. */
const isOfNoConcern = (event: string): boolean => OF_NO_CONCERN.has(event) || /^(nutror|alpaclass|blinket)([._]|$)/.test(event);

const unknownEvent = (event: string): Reading =>
  unreadable(/^[A-Za-z0-9_.]{1,64}$/.test(event) ? `event: ${event} is not known` : 'event: expected the name of an event');

/** The current webhook, and the older envelope of the same words. Its ping is the only test it sends. */
export const readEvent = (json: Json, heard: Heard): Reading => {
  const envelope = shaped(Envelope, json);
  if (!envelope.ok) return unreadable(...envelope.issues);
  const { event, id, sentDate, createdAt } = envelope.value;
  if (event === 'ping') return ignored('ping of Eduzz');
  if (isOfNoConcern(event)) return ignored('no word about access');
  const reader = READERS.get(event);
  if (reader === undefined) return unknownEvent(event);
  const sentAt = sentDate ?? createdAt;
  return reader(json['data'], { ...heard, ...(sentAt && { sentAt }), ...(id !== undefined && { id }) });
};
