import { describe, expect, test } from '@jest/globals';
import { dataOf, factOf, NOW, reading, waits, type Body, type Name } from './given.js';

const AT = NOW.toISOString();
const OF = { occurredAt: AT, sale: 'stripe/pay_1', charge: 'pay_1', payment: 'stripe/pay_1' };
const money = (value: number): object => ({ value, currency: 'BRL' });
const NO_PAYMENT = 'data.object.payment_intent: expected an id';

describe('a refund', () => {
  test.each<[Name, number, boolean]>([
    ['charge-refunded', 97.9, true],
    ['charge-refunded-partly', 20, false],
  ])('%s tells all that went back so far: %d', (name, value, whole) => {
    const data = { ...OF, kind: 'refund', whole, amount: money(value), of: money(97.9) };
    expect(reading(name)).toEqual({
      kind: 'facts',
      facts: [{ key: `charge/pay_1/refunded/${value * 100}/${AT}`, fact: { type: 'ChargeReversed', data } }],
    });
  });

  test('speaks of the charge of the session with the same payment intent', () => {
    expect(dataOf('checkout-session-completed')).toMatchObject({ sale: 'stripe/pay_1', charge: 'pay_1' });
    expect(dataOf('charge-refunded')).toMatchObject({ sale: 'stripe/pay_1', charge: 'pay_1' });
  });

  test('of an invoice names a payment that the invoice, or what links it, names too', () => {
    const { payment } = Object(dataOf('charge-refunded-of-invoice')) as { payment: string };
    expect(dataOf('invoice-paid')).toMatchObject({ alsoKnownAs: expect.arrayContaining([payment]) });
    expect(dataOf('invoice-payment-paid')).toMatchObject({ payment, sameAs: 'stripe/pay_1' });
  });

  test('without a payment intent is of the charge itself', () => {
    const own = { sale: 'stripe/ch_pay_1', charge: 'ch_pay_1', payment: 'stripe/ch_pay_1' };
    expect(dataOf('charge-refunded', { payment_intent: null })).toMatchObject(own);
    expect(dataOf('charge-refunded', { payment_intent: { id: 'pi_9', object: 'payment_intent' } })).toMatchObject({ charge: 'pi_9' });
  });

  test('is whole by Stripe’s own word, not by the sums', () => {
    expect(dataOf('charge-refunded', { amount: 99_999 })).toMatchObject({ whole: true });
  });

  test.each<[Body, string]>([
    [{ refunded: undefined }, 'data.object.refunded: expected true or false'],
    [{ amount_refunded: null }, 'data.object.amount_refunded: expected a whole number'],
    [{ amount: -1 }, 'data.object.amount: expected a whole number'],
    [{ id: null }, 'data.object.id: expected an id'],
  ])('waits for a person with %j', (changes, issue) => {
    expect(reading('charge-refunded', changes)).toEqual(waits(issue));
  });
});

describe('a refund that came to nothing', () => {
  const UNDONE = { key: `refund/re_pay_1/undone/${AT}`, fact: { type: 'ReversalUndone', data: OF } };

  test.each<[Name]>([['refund-failed'], ['refund-updated-failed'], ['charge-refund-updated']])('is undone by %s, all in one word', (name) => {
    expect(reading(name)).toEqual({ kind: 'facts', facts: [UNDONE] });
  });

  test('is undone when it was canceled, and by the event’s name whatever its status', () => {
    expect(factOf('refund-created', { status: 'canceled' })).toEqual(UNDONE);
    expect(factOf('refund-failed', { status: 'pending' })).toEqual(UNDONE);
  });

  test('is found by its charge, where there is no payment intent', () => {
    expect(dataOf('refund-failed', { payment_intent: null })).toMatchObject({ payment: 'stripe/ch_pay_1' });
    expect(reading('refund-failed', { payment_intent: null, charge: null })).toEqual(waits(NO_PAYMENT));
  });

  test.each(['pending', 'requires_action', 'succeeded', null])('is not one that is %j', (status) => {
    expect(reading('refund-updated-failed', { status })).toEqual({ kind: 'ignored', because: 'charge.refunded tells what went back' });
  });

  test('waits for a person with a status that nobody knows', () => {
    expect(reading('refund-updated-failed', { status: 'lost' })).toEqual(waits('data.object.status: expected the status of a refund'));
  });
});

describe('a dispute', () => {
  test.each<[Name, string, object]>([
    ['charge-dispute-created', 'opened', { type: 'ChargeDisputed', data: { ...OF, kind: 'chargeback' } }],
    ['charge-dispute-created-enquiry', 'opened', { type: 'ChargeDisputed', data: { ...OF, kind: 'enquiry' } }],
    ['charge-dispute-funds-withdrawn', 'funds-withdrawn', { type: 'ChargeDisputed', data: { ...OF, kind: 'chargeback' } }],
    ['charge-dispute-funds-reinstated', 'funds-reinstated', { type: 'DisputeClosed', data: { ...OF, outcome: 'won' } }],
    ['charge-dispute-closed-won', 'closed', { type: 'DisputeClosed', data: { ...OF, outcome: 'won' } }],
    ['charge-dispute-closed-lost', 'closed', { type: 'DisputeClosed', data: { ...OF, outcome: 'lost' } }],
    ['charge-dispute-closed-enquiry', 'closed', { type: 'DisputeClosed', data: { ...OF, outcome: 'withdrawn' } }],
  ])('%s', (name, word, fact) => {
    expect(reading(name)).toEqual({ kind: 'facts', facts: [{ key: `dispute/dp_pay_1/${word}/${AT}`, fact }] });
  });

  test.each<[string, string]>([
    ['under_review', 'chargeback'],
    ['appeal_needs_response', 'chargeback'],
    ['warning_under_review', 'enquiry'],
    ['prevented', 'enquiry'],
  ])('opened as %s is a %s', (status, kind) => {
    expect(dataOf('charge-dispute-created', { status })).toMatchObject({ kind });
  });

  test.each(['prevented', 'charge_refunded'])('closed as %s is withdrawn, since a refund tells its own', (status) => {
    expect(dataOf('charge-dispute-closed-won', { status })).toMatchObject({ outcome: 'withdrawn' });
  });

  test('is found by its charge, where there is no payment intent', () => {
    expect(dataOf('charge-dispute-created', { payment_intent: null, charge: { id: 'ch_9' } })).toMatchObject({ payment: 'stripe/ch_9' });
  });

  test.each<[Body, string]>([
    [{ status: 'under_review' }, 'data.object.status: expected the outcome of a dispute'],
    [{ status: null }, 'data.object.status: expected an id'],
    [{ payment_intent: null, charge: null }, NO_PAYMENT],
  ])('that is closed with %j waits for a person', (changes, issue) => {
    expect(reading('charge-dispute-closed-won', changes)).toEqual(waits(issue));
  });
});
