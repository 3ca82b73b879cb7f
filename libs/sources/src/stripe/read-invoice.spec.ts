import { describe, expect, test } from '@jest/globals';
import { answeredReading, ASKS_CUSTOMER, dataOf, factOf, factsIn, NOW, PERSON, reading, unix, VALUES, waits, type Body, type Name } from './given.js';

const AT = NOW.toISOString();
const OF = { occurredAt: AT, sale: 'stripe/sub_1', charge: 'pay_1', person: PERSON };
const PAID = {
  ...OF,
  product: 'stripe/prod_1',
  plan: 'price_1',
  recurring: true,
  paidUntil: VALUES.paidUntil,
  amount: { value: 97.9, currency: 'BRL' },
};
const OLD_NAMES = ['stripe/pay_1', 'stripe/pi_pay_1', 'stripe/ch_pay_1'];

describe('an invoice that was paid', () => {
  test.each<[Name, readonly string[]]>([
    ['invoice-paid', OLD_NAMES],
    ['invoice-paid-basil', ['stripe/pay_1']],
    ['invoice-paid-first', OLD_NAMES],
    ['invoice-paid-first-basil', ['stripe/pay_1']],
  ])('%s is a charge of the subscription, paid until the end of its period', (name, alsoKnownAs) => {
    expect(reading(name)).toEqual({
      kind: 'facts',
      facts: [
        {
          key: 'charge/pay_1/paid',
          fact: { type: 'ChargePaid', data: { ...PAID, alsoKnownAs } },
          personal: { email: 'Bia@Example.com', name: 'Bia Souza' },
        },
      ],
    });
  });

  test('of no subscription is paid once and for all, in the sale of its payment', () => {
    const { paidUntil: _, ...single } = { ...PAID, sale: 'stripe/pi_pay_1', recurring: false, alsoKnownAs: OLD_NAMES };
    expect(dataOf('invoice-paid-single')).toEqual(single);
    expect(dataOf('invoice-paid-single', { payment_intent: null })).toMatchObject({ sale: 'stripe/pay_1', recurring: false });
    expect(dataOf('invoice-paid-basil', { parent: null, metadata: { catraca_product: 'a' } })).toMatchObject({
      sale: 'stripe/pay_1',
      recurring: false,
      product: 'stripe/a',
    });
  });

  test('speaks as of its payment, else as of the event', () => {
    const paid_at = unix('2026-11-19T08:00:00.000Z');
    expect(dataOf('invoice-paid', { 'status_transitions.paid_at': paid_at })).toMatchObject({ occurredAt: '2026-11-19T08:00:00.000Z' });
    expect(dataOf('invoice-paid', { status_transitions: null })).toMatchObject({ occurredAt: AT });
  });

  test('may have its ids expanded, its payments too', () => {
    const expanded = {
      subscription: { id: 'sub_1' },
      payment_intent: { id: 'pi_pay_1' },
      charge: { id: 'ch_pay_1', paid: true },
      'lines.data.0.price.product': { id: 'prod_1', name: 'A' },
    };
    expect(reading('invoice-paid', expanded)).toEqual(reading('invoice-paid'));
    const payments = { data: [{ payment: { type: 'payment_intent', payment_intent: 'pi_9' } }, { payment: null }] };
    expect(dataOf('invoice-paid-basil', { payments })).toMatchObject({ alsoKnownAs: ['stripe/pay_1', 'stripe/pi_9'] });
  });

  test.each([
    ['brl', 97.9],
    ['jpy', 9790],
    ['kwd', 9.79],
  ])('in %s counts %d', (currency, value) => {
    expect(dataOf('invoice-paid', { currency })).toMatchObject({ amount: { value, currency: currency.toUpperCase() } });
  });

  test('that only gives back buys nothing', () => {
    expect(reading('invoice-paid-basil', { 'lines.data.0.amount': -500 })).toEqual({
      kind: 'ignored',
      because: 'it only gives back, nothing was bought',
    });
  });

  test.each<[Body, boolean]>([
    [{}, true],
    [{ billing_reason: 'subscription_cycle' }, false],
    [{ amount_paid: 1 }, false],
    [{ 'lines.data.0.amount': 9790 }, false],
  ])('with nothing due on the first invoice is a trial: with %j that is %j', (changes, trial) => {
    expect('trial' in Object(dataOf('invoice-paid-trial', changes))).toBe(trial);
  });

  test('without an address stands, and asks for the customer; the answer names the buyer beside it', () => {
    const { person: _, ...stands } = { ...PAID, alsoKnownAs: ['stripe/pay_1'] };
    const asked = reading('invoice-paid-without-email');
    expect(asked).toEqual({
      kind: 'facts',
      facts: [{ key: 'charge/pay_1/paid', fact: { type: 'ChargePaid', data: stands } }],
      ask: ASKS_CUSTOMER,
    });
    const answered = answeredReading('invoice-paid-without-email', { email: 'bia@example.com', name: 'Bia' });
    const data = { occurredAt: AT, sale: 'stripe/sub_1', person: PERSON };
    const buyer = { key: 'sale/sub_1/buyer/pay_1/look-up', fact: { type: 'BuyerNamed', data }, personal: { email: 'bia@example.com', name: 'Bia' } };
    expect(answered).toEqual({ kind: 'facts', facts: [...factsIn(asked), buyer] });
    expect(answeredReading('invoice-paid-without-email', { email: 'no address' })).toEqual(asked);
  });
});

describe('an invoice that could not be charged', () => {
  test.each<[Name, Body, string, object]>([
    ['invoice-payment-failed', {}, 'failed', { type: 'RenewalFailed', data: OF }],
    ['invoice-payment-failed-basil', {}, 'failed', { type: 'RenewalFailed', data: OF }],
    ['invoice-payment-failed-first', {}, 'refused', { type: 'PaymentLapsed', data: { ...OF, kind: 'refused' } }],
    [
      'invoice-payment-failed',
      { subscription: null },
      'refused',
      { type: 'PaymentLapsed', data: { ...OF, sale: 'stripe/pi_pay_1', kind: 'refused' } },
    ],
  ])('%s with %j says "%s"', (name, changes, word, fact) => {
    expect(factOf(name, changes)).toMatchObject({ key: `charge/pay_1/${word}/${AT}`, fact, personal: { name: 'Bia Souza' } });
    expect(factOf(name, changes)?.fact).toEqual(fact);
  });
});

describe('what paid an invoice', () => {
  test('is another name of the same payment', () => {
    expect(reading('invoice-payment-paid')).toEqual({
      kind: 'facts',
      facts: [
        {
          key: 'payment/pi_pay_1/is/pay_1',
          fact: { type: 'PaymentLinked', data: { occurredAt: AT, payment: 'stripe/pi_pay_1', sameAs: 'stripe/pay_1' } },
        },
      ],
    });
    expect(dataOf('invoice-payment-paid', { payment: { type: 'charge', charge: { id: 'ch_9' } } })).toMatchObject({ payment: 'stripe/ch_9' });
  });

  test('outside of Stripe is no word about access', () => {
    const changes = { payment: { type: 'payment_record', payment_record: 'prec_1' } };
    expect(reading('invoice-payment-paid', changes)).toEqual({ kind: 'ignored', because: 'it was paid outside of Stripe' });
  });

  const TYPE = 'data.object.payment.type: expected payment_intent, charge or payment_record';
  const BOTH = 'data.object: expected an invoice and its payment, each with an id';
  test.each<[Body, string]>([
    [{ payment: null }, TYPE],
    [{ 'payment.type': 'cash' }, TYPE],
    [{ 'payment.payment_intent': null }, BOTH],
    [{ 'payment.type': 'charge' }, BOTH],
    [{ invoice: null }, BOTH],
  ])('waits for a person with %j', (changes, issue) => {
    expect(reading('invoice-payment-paid', changes)).toEqual(waits(issue));
  });
});

test.each<[Body, string]>([
  [{ id: null }, 'data.object.id: expected an id'],
  [{ parent: 'sub_1' }, 'data.object.parent: expected an object'],
  [{ 'parent.subscription_details.subscription': 1.5 }, 'data.object.parent.subscription_details.subscription: expected an id'],
  [{ lines: [] }, 'facts'],
  [{ lines: 'x' }, 'data.object.lines: expected an object'],
  [{ 'lines.data': 'x' }, 'data.object.lines.data: expected a list of objects'],
  [{ 'lines.data.0.amount': '1' }, 'data.object.lines.data.0.amount: expected a number'],
])('a paid invoice with %j: %s', (changes, issue) => {
  const read = reading('invoice-paid-basil', changes);
  expect(read).toEqual(issue === 'facts' ? expect.objectContaining({ kind: 'facts' }) : waits(issue));
});
