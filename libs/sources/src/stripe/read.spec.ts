import { describe, expect, test } from '@jest/globals';
import { bodyOf, context, readBody, reading, waits, type Body, type Name } from './given.js';

const changed = (changes: Body): Body => ({ ...bodyOf('checkout-session-completed'), ...changes });

describe('an event', () => {
  test('of test mode is ignored, and counts in a rehearsal', () => {
    const body = bodyOf('test-checkout-session-completed');
    expect(readBody(body)).toEqual({ kind: 'ignored', because: 'test event of Stripe' });
    expect(readBody(body, { ...context, testsAreReal: true }).kind).toBe('facts');
  });

  test('goes by the shape of its fields, whatever version is written on it', () => {
    expect(readBody(changed({ api_version: '2030-01-01.future' }))).toEqual(reading('checkout-session-completed'));
  });

  test('of a connected account is read like any other', () => {
    expect(readBody(changed({ account: 'acct_1' }))).toEqual(reading('checkout-session-completed'));
  });

  test('in the thin style says how to change that', () => {
    expect(reading('thin-event')).toEqual(waits('thin event: choose snapshot payload style for this destination'));
  });

  test.each<[Body, string]>([
    [{ type: 'invoice.forgotten' }, 'event: invoice.forgotten is not known'],
    [{ type: 'constructor' }, 'event: constructor is not known'],
    [{ type: 'Mail to a@example.com' }, 'event: expected the name of an event'],
    [{ type: null }, 'type: expected an id'],
    [{ created: undefined }, 'created: expected a whole number'],
    [{ created: '2026-11-20T12:00:00Z' }, 'created: expected a whole number'],
    [{ created: 12 }, 'created: expected a time'],
    [{ livemode: 'false' }, 'livemode: expected true or false'],
    [{ data: undefined }, 'data.object: expected an object'],
    [{ data: [] }, 'data.object: expected an object'],
    [{ data: { object: 'cs_1' } }, 'data.object: expected an object'],
  ])('waits for a person with %j', (changes, issue) => {
    expect(readBody(changed(changes))).toEqual(waits(issue));
  });
});

describe('no word about access', () => {
  test.each([
    'charge.succeeded',
    'charge.dispute.updated',
    'customer.created',
    'customer.source.expiring',
    'customer.subscription.trial_will_end',
    'invoice.finalized',
    'invoiceitem.created',
    'payout.paid',
    'issuing_card.created',
    'product.updated',
  ])('is %s', (type) => {
    expect(readBody(changed({ type }))).toEqual({ kind: 'ignored', because: 'no word about access' });
  });

  test.each<[Name, string]>([
    ['invoice-payment-succeeded', 'invoice.paid says the same'],
    ['payment-intent-succeeded', 'the checkout session and the invoice say what was bought'],
    ['entitlements-active-entitlement-summary-updated', 'it names features and a customer, neither product nor payment nor e-mail'],
    ['checkout-session-completed-setup', 'a card was kept for later, nothing was sold'],
    ['refund-created', 'charge.refunded tells what went back'],
  ])('is %s: %s', (name, because) => {
    expect(reading(name)).toEqual({ kind: 'ignored', because });
  });

  test.each(['customer.subscription.forgotten', 'charge.dispute.forgotten', 'invoice_payment.forgotten', 'checkout.session.forgotten'])(
    'is not taken for granted of %s',
    (type) => {
      expect(readBody(changed({ type }))).toEqual(waits(`event: ${type} is not known`));
    },
  );
});
