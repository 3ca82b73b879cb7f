import { describe, expect, test } from '@jest/globals';
import { answeredReading, ASKS_CUSTOMER, dataOf, factOf, factsIn, NOW, PERSON, reading, VALUES, waits, type Body, type Name } from './given.js';

const AT = NOW.toISOString();
const OF = { occurredAt: AT, sale: 'stripe/pay_1', charge: 'pay_1', product: 'stripe/prod_1', person: PERSON };
const PERSONAL = { email: 'Bia@Example.com', name: 'Bia Souza' };
const SUBSCRIPTION = 'checkout-session-completed-subscription';
const WITHOUT = 'checkout-session-completed-subscription-without-metadata';

describe('a session that was paid', () => {
  test('is a charge, paid once and for all, of the payment intent', () => {
    const amount = { value: 97.9, currency: 'BRL' };
    const data = { ...OF, recurring: false, amount, alsoKnownAs: ['stripe/pay_1'] };
    expect(reading('checkout-session-completed')).toEqual({
      kind: 'facts',
      facts: [{ key: 'charge/pay_1/checkout', fact: { type: 'ChargePaid', data }, personal: PERSONAL }],
    });
  });

  test('at once or late has one meaning and one key', () => {
    expect(factOf('checkout-session-async-payment-succeeded')).toEqual(factOf('checkout-session-completed'));
  });

  test('for nothing is paid as well, and stands for itself', () => {
    const free = { payment_status: 'no_payment_required', payment_intent: null, amount_subtotal: 0, amount_total: 0 };
    expect(dataOf('checkout-session-completed', free)).toEqual({
      ...OF,
      sale: 'stripe/cs_live_pay_1',
      charge: 'cs_live_pay_1',
      recurring: false,
      amount: { value: 0, currency: 'BRL' },
      alsoKnownAs: [],
    });
  });

  test('is also known by its invoice, where it has one', () => {
    expect(dataOf('checkout-session-completed', { invoice: { id: 'in_9' } })).toMatchObject({ alsoKnownAs: ['stripe/pay_1', 'stripe/in_9'] });
  });

  test('may have its ids expanded', () => {
    const expanded = { payment_intent: { id: 'pay_1', object: 'payment_intent' }, customer: { id: 'cus_sub_1', deleted: true } };
    expect(reading('checkout-session-completed', expanded)).toEqual(reading('checkout-session-completed'));
  });

  test.each<[string, Body, object]>([
    ['the address of the buyer', { customer_email: 'other@example.com' }, { person: PERSON }],
    ['else the one filled in beforehand', { customer_details: null, customer_email: 'Bia@example.com' }, { person: PERSON }],
    ['never what the browser may set', { client_reference_id: 'eve@example.com' }, { person: PERSON }],
  ])('is by %s', (_, changes, person) => {
    expect(dataOf('checkout-session-completed', changes)).toMatchObject(person);
  });

  test('without an address stands, and asks for the customer; the answer names the buyer beside it', () => {
    const nobody = { customer_details: null };
    const { person: _, ...of } = OF;
    const asked = reading('checkout-session-completed', nobody);
    expect(asked).toMatchObject({ kind: 'facts', facts: [{ fact: { data: of } }], ask: ASKS_CUSTOMER });
    const [first, second, ...others] = factsIn(answeredReading('checkout-session-completed', { email: 'bia@example.com' }, nobody));
    expect([first]).toEqual(factsIn(asked));
    expect(second).toEqual({
      key: 'sale/pay_1/buyer/cs_live_pay_1/look-up',
      fact: { type: 'BuyerNamed', data: { occurredAt: AT, sale: 'stripe/pay_1', person: PERSON } },
      personal: { email: 'bia@example.com' },
    });
    expect(others).toEqual([]);
  });

  test('of a guest without an address asks nobody', () => {
    expect(reading('checkout-session-completed', { customer_details: null, customer: null })).not.toHaveProperty('ask');
  });
});

describe('a session of a subscription', () => {
  const PAID = {
    ...OF,
    sale: 'stripe/sub_1',
    recurring: true,
    amount: { value: 97.9, currency: 'BRL' },
    alsoKnownAs: ['stripe/pay_1'],
  };

  test('is the charge of its invoice, without an end, which the invoice will tell', () => {
    expect(factOf(SUBSCRIPTION)).toEqual({ key: 'charge/pay_1/checkout', fact: { type: 'ChargePaid', data: PAID }, personal: PERSONAL });
    expect(dataOf(SUBSCRIPTION, { invoice: { id: 'pay_1' }, subscription: { id: 'sub_1' } })).toEqual(PAID);
  });

  test.each<[number, boolean]>([
    [0, true],
    [9790, false],
  ])('with %d due before any discount and nothing to pay: a trial is %j', (amount_subtotal, trial) => {
    const data = dataOf(SUBSCRIPTION, { payment_status: 'no_payment_required', amount_subtotal, amount_total: 0 });
    expect(Object(data)).toHaveProperty('recurring', true);
    expect('trial' in Object(data)).toBe(trial);
  });

  test('that does not say what was bought names the buyer, and needs no answer', () => {
    expect(reading(WITHOUT)).toEqual({
      kind: 'facts',
      facts: [
        {
          key: 'sale/sub_1/buyer/cs_live_pay_1',
          fact: { type: 'BuyerNamed', data: { occurredAt: AT, sale: 'stripe/sub_1', person: PERSON } },
          personal: PERSONAL,
        },
      ],
    });
  });

  test('that says neither is left to the invoice', () => {
    expect(reading(WITHOUT, { customer_details: null })).toEqual({ kind: 'ignored', because: 'the invoice tells the sale' });
  });

  test('that was paid and names no subscription waits for a person', () => {
    expect(reading(SUBSCRIPTION, { subscription: null })).toEqual(waits('data.object.subscription: expected an id'));
  });
});

describe('a session that was not paid', () => {
  test.each<[Name, string, object]>([
    ['checkout-session-completed-unpaid', 'charge/pay_1/awaited', { type: 'PaymentAwaited', data: { ...OF, method: 'boleto' } }],
    ['checkout-session-async-payment-failed', 'charge/pay_1/refused', { type: 'PaymentLapsed', data: { ...OF, kind: 'refused' } }],
    [
      'checkout-session-expired',
      'checkout/cs_live_pay_1/expired',
      { type: 'CheckoutAbandoned', data: { occurredAt: AT, product: 'stripe/prod_1', person: PERSON } },
    ],
  ])('%s never touches access', (name, key, fact) => {
    expect(reading(name)).toEqual({ kind: 'facts', facts: [{ key, fact, personal: PERSONAL }] });
  });

  test('needs no product, and of several products names none', () => {
    for (const metadata of [{}, { catraca_product: 'a,b' }]) {
      expect(dataOf('checkout-session-completed-unpaid', { metadata, payment_method_types: 'x' })).toEqual({ ...OF, product: undefined });
    }
  });

  test('has no subscription yet, since Basil', () => {
    const changes = { mode: 'subscription', payment_intent: null };
    expect(dataOf('checkout-session-async-payment-failed', changes)).toMatchObject({ sale: 'stripe/cs_live_pay_1', charge: 'cs_live_pay_1' });
  });
});

describe('a session waits for a person', () => {
  const STATUS = 'data.object.payment_status: expected paid';
  test.each<[Name, Body, string]>([
    ['checkout-session-completed', { payment_status: 'maybe' }, `${STATUS}, unpaid or no_payment_required`],
    ['checkout-session-completed', { payment_status: undefined }, `${STATUS}, unpaid or no_payment_required`],
    ['checkout-session-async-payment-succeeded', { payment_status: 'unpaid' }, `${STATUS} or no_payment_required`],
    ['checkout-session-completed', { mode: 'rental' }, 'data.object.mode: expected payment, subscription or setup'],
    ['checkout-session-completed', { mode: null }, 'data.object.mode: expected an id'],
    ['checkout-session-completed', { id: '' }, 'data.object.id: expected an id'],
    ['checkout-session-completed', { payment_intent: {} }, 'data.object.payment_intent: expected an id'],
    ['checkout-session-completed', { payment_intent: ['pi'] }, 'data.object.payment_intent: expected an id'],
    ['checkout-session-completed', { metadata: 'prod_1' }, 'data.object.metadata: expected an object'],
    ['checkout-session-completed', { 'metadata.catraca_product': 7 }, 'data.object.metadata.catraca_product: expected a text'],
  ])('%s with %j', (name, changes, issue) => {
    expect(reading(name, changes)).toEqual(waits(issue));
  });

  test.each<Body>([{ customer: 7 }, { currency: 'money' }, { amount_total: '97,90' }, { payment_method_types: null }, { line_items: 'x' }])(
    'but not for %j',
    (changes) => {
      expect(factOf('checkout-session-completed', changes)?.fact).toMatchObject({ type: 'ChargePaid', data: { sale: 'stripe/pay_1' } });
    },
  );
});

test('a resent event has the key it had', () => {
  expect(factOf('checkout-session-completed')?.key).toBe(factOf('checkout-session-completed', { status: VALUES.id })?.key);
});
