import { describe, expect, test } from '@jest/globals';
import { AT, dataOf, factOf, reading, waits, type Name } from './given.js';

const SUBSCRIBED = { occurredAt: AT, sale: 'asaas/sub_1', charge: 'pay_1', product: 'asaas/link1' };
const SINGLE = { ...SUBSCRIBED, sale: 'asaas/pay_1' };

describe('a charge that is not paid', () => {
  test.each<[Name, string, object]>([
    ['payment-overdue', 'failed', { type: 'RenewalFailed', data: SUBSCRIBED }],
    ['instalment-payment-overdue', 'failed', { type: 'RenewalFailed', data: SUBSCRIBED }],
    ['single-payment-overdue', 'expired', { type: 'PaymentLapsed', data: { ...SINGLE, kind: 'expired' } }],
    ['payment-deleted', 'deleted', { type: 'PaymentLapsed', data: { ...SINGLE, kind: 'expired' } }],
    ['payment-reproved-by-risk-analysis', 'refused', { type: 'PaymentLapsed', data: { ...SINGLE, kind: 'refused' } }],
    ['payment-credit-card-capture-refused', 'capture-refused', { type: 'PaymentLapsed', data: { ...SINGLE, kind: 'refused' } }],
  ])('%s says "%s" and asks nobody', (name, word, fact) => {
    expect(reading(name)).toEqual({ kind: 'facts', facts: [{ key: `charge/pay_1/${word}/${AT}`, fact }] });
  });

  test('is awaited until the end of its due date', () => {
    const due = { 'payment.dueDate': '2026-11-25' };
    expect(factOf('payment-created', due)?.key).toBe(`charge/pay_1/awaited/${AT}`);
    expect(dataOf('payment-created', due)).toEqual({ ...SUBSCRIBED, method: 'BOLETO', expiresAt: '2026-11-26T02:59:59.999Z' });
    expect(dataOf('single-payment-created', { 'payment.dueDate': 'soon', 'payment.billingType': null })).toEqual(SINGLE);
  });

  test.each(['PENDING', 'OVERDUE', 'REFUNDED', null, {}])('and was %j may be deleted', (status) => {
    expect(factOf('payment-deleted', { 'payment.status': status })?.fact.type).toBe('PaymentLapsed');
  });
});

test.each(['CONFIRMED', 'RECEIVED', 'RECEIVED_IN_CASH', 'DUNNING_RECEIVED'])('a deleted charge that was %s waits for a person', (status) => {
  const issue = 'event: PAYMENT_DELETED of a payment that had been paid: a person decides';
  expect(reading('payment-deleted', { 'payment.status': status })).toEqual(waits(issue));
});

test.each<[Name, string]>([
  ['payment-authorized', 'not paid yet'],
  ['payment-awaiting-risk-analysis', 'not paid yet'],
  ['payment-approved-by-risk-analysis', 'not paid yet'],
  ['payment-updated', 'no word about access'],
  ['payment-restored', 'no word about access'],
  ['payment-bank-slip-viewed', 'no word about access'],
  ['payment-bank-slip-cancelled', 'no word about access'],
  ['payment-checkout-viewed', 'no word about access'],
  ['payment-anticipated', 'no word about access'],
  ['payment-dunning-requested', 'no word about access'],
  ['payment-split-cancelled', 'no word about access'],
  ['payment-split-divergence-block', 'no word about access'],
  ['payment-split-divergence-block-finished', 'no word about access'],
])('%s is ignored: %s', (name, because) => {
  expect(reading(name)).toEqual({ kind: 'ignored', because });
  expect(reading(name, { payment: 'gone' })).toEqual({ kind: 'ignored', because });
});

describe('any event', () => {
  test('goes by its name, never by the status inside', () => {
    expect(factOf('payment-confirmed', { 'payment.status': 'REFUNDED' })?.fact.type).toBe('ChargePaid');
    expect(factOf('payment-refunded', { 'payment.status': 'CONFIRMED' })?.fact.type).toBe('ChargeReversed');
  });

  test.each<[string, unknown, string]>([
    ['event', undefined, 'event: expected an id'],
    ['event', 'PAYMENT_FORGOTTEN', 'event: PAYMENT_FORGOTTEN is not known'],
    ['event', 'SUBSCRIPTION_DELETED', 'event: SUBSCRIPTION_DELETED is not known'],
    ['event', 'constructor', 'event: expected the name of an event'],
    ['event', 'a person <a@example.com>', 'event: expected the name of an event'],
    ['payment', null, 'payment: expected an object'],
    ['payment', [], 'payment: expected an object'],
    ['payment.id', '', 'payment.id: expected an id'],
    ['payment.subscription', {}, 'payment.subscription: expected an id'],
    ['payment.installment', ['a'], 'payment.installment: expected an id'],
    ['payment.paymentLink', true, 'payment.paymentLink: expected an id'],
    ['payment.checkoutSession', 1.5, 'payment.checkoutSession: expected an id'],
    ['payment.externalReference', 'x'.repeat(201), 'payment.externalReference: expected an id'],
  ])('waits for a person when %s is %.40j', (path, value, issue) => {
    expect(reading('payment-confirmed', { [path]: value })).toEqual(waits(issue));
  });

  test.each<[string, unknown]>([
    ['id', undefined],
    ['dateCreated', {}],
    ['payment.object', null],
    ['payment.customer', {}],
    ['payment.value', '97,90'],
    ['payment.billingType', 7],
    ['payment.status', []],
    ['payment.installmentNumber', 'first'],
    ['payment.dueDate', {}],
    ['payment.confirmedDate', 20261120],
    ['payment.refunds', 'none'],
    ['payment.creditCard', 'x'],
  ])('still opens the door when %s is %j', (path, value) => {
    expect(factOf('payment-confirmed', { [path]: value })?.fact).toMatchObject({
      type: 'ChargePaid',
      data: { sale: 'asaas/sub_1', charge: 'pay_1' },
    });
  });

  test('of an id with a slash cannot pass for another', () => {
    expect(factOf('payment-confirmed', { 'payment.id': 'pay_1/paid' })?.key).toBe(`charge/pay_1%2Fpaid/paid/${AT}`);
  });
});
