import type { Json } from '../shared/json.js';
import { shaped } from '../shared/shape.js';
import type { Delivery, ReadContext, Reading } from '../source.js';
import { unreadable, type DataReader } from './heard.js';
import { Envelope } from './payload.js';
import { readApproved, readAwaited, readComplete, readDelayed, readLapsed, readProtest, readReversed } from './read-purchase.js';
import { readCancellation, readCart, readChargeDate, readSwitch } from './read-subscription.js';
import { readForm, readJsonV1 } from './read-v1.js';
import { kindOfV1, sentIn } from './schema.js';
import { isTestEvent } from './test-event.js';

/** Hotmart's words, by the event's name alone: the status inside says other things at other times. */
const READERS: ReadonlyMap<string, DataReader> = new Map([
  ['PURCHASE_APPROVED', readApproved],
  ['PURCHASE_COMPLETE', readComplete],
  ['PURCHASE_REFUNDED', readReversed('refund')],
  ['PURCHASE_CHARGEBACK', readReversed('chargeback')],
  ['PURCHASE_PROTEST', readProtest],
  ['PURCHASE_DELAYED', readDelayed],
  ['PURCHASE_CANCELED', readLapsed('refused')],
  ['PURCHASE_EXPIRED', readLapsed('expired')],
  ['PURCHASE_BILLET_PRINTED', readAwaited],
  ['PURCHASE_OUT_OF_SHOPPING_CART', readCart],
  ['SUBSCRIPTION_CANCELLATION', readCancellation],
  ['SWITCH_PLAN', readSwitch],
  ['UPDATE_SUBSCRIPTION_CHARGE_DATE', readChargeDate],
]);

/** Told about what a student does, or about a parcel: no word about access. */
const isOfNoConcern = (event: string): boolean => event.startsWith('CLUB_') || event === 'ORDER_FULFILLMENT';

const unknownEvent = (event: string): Reading =>
  unreadable(/^[A-Z0-9_]{1,64}$/.test(event) ? `event: ${event} is not known` : 'event: expected the name of an event');

const readData = (envelope: Envelope, data: unknown, context: ReadContext): Reading => {
  const reader = READERS.get(envelope.event);
  if (reader === undefined) return unknownEvent(envelope.event);
  if (!context.testsAreReal && isTestEvent(data)) return { kind: 'ignored', because: 'test event of Hotmart' };
  const at = envelope.creation_date ?? envelope.creationDate;
  return at === undefined ? unreadable('creation_date: expected a time') : reader(data, { at, id: envelope.id, context });
};

/** A body of 2.0.0, or JSON that nothing else claims: the envelope says what is missing. */
const readEvent = (json: Json, context: ReadContext): Reading => {
  const envelope = shaped(Envelope, json);
  if (!envelope.ok) return unreadable(...envelope.issues);
  const { event, version = '2' } = envelope.value;
  if (!/^2(\.|$)/.test(version)) return unreadable('version: expected 2.0.0');
  if (isOfNoConcern(event)) return { kind: 'ignored', because: 'no word about access' };
  return readData(envelope.value, json.data, context);
};

/** Both schemas may come to one address; each body shows which one it is of. */
export const read = (delivery: Delivery, context: ReadContext): Reading => {
  const sent = sentIn(delivery);
  if (sent === undefined) return unreadable('body: expected a JSON object');
  const heard = { receivedAt: delivery.receivedAt, context };
  if (sent.as === 'form') return readForm(sent.fields, heard);
  const kind = kindOfV1(sent.fields);
  return kind === undefined ? readEvent(sent.fields, context) : readJsonV1(kind, sent.fields, heard);
};
