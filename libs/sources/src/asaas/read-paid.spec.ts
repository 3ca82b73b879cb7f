import { describe, expect, test } from '@jest/globals';
import { factsIn } from '../shared/given.js';
import { AT, NOW, completed, dataOf, factOf, reading, saidIn, type Body, type Name } from './given.js';

const PAID = {
  occurredAt: AT,
  sale: 'asaas/sub_1',
  charge: 'pay_1',
  product: 'asaas/link1',
  plan: 'sub_1',
  offer: 'ref1',
  recurring: true,
  amount: { value: 97.9, currency: 'BRL' },
};
const ASK = { of: 'asaas.customer', id: 'cus_000000001111' };

describe('a payment', () => {
  test('is a paid charge of the subscription, and the gateway is to be asked who paid', () => {
    expect(reading('payment-confirmed')).toEqual({
      kind: 'facts',
      facts: [{ key: `charge/pay_1/paid/${AT}`, fact: { type: 'ChargePaid', data: PAID } }],
      ask: ASK,
    });
  });

  test('of a single charge stands for itself, and nothing follows it', () => {
    const { plan: _, ...single } = PAID;
    expect(dataOf('single-payment-confirmed')).toEqual({ ...single, sale: 'asaas/pay_1', recurring: false });
  });

  test('of an instalment belongs to all of them, and pays a bit of one price', () => {
    const { plan: _, ...instalment } = PAID;
    expect(dataOf('instalment-payment-confirmed')).toEqual({ ...instalment, recurrence: 1, instalments: true });
    expect(dataOf('payment-confirmed', { 'payment.installment': 'i1' })).toEqual(PAID);
  });

  test('of a collection agency pays as well', () => {
    expect(factOf('payment-dunning-received')).toEqual({ key: `charge/pay_1/recovered/${AT}`, fact: { type: 'ChargePaid', data: PAID } });
  });

  test('without a customer asks nobody', () => {
    expect(reading('payment-confirmed', { 'payment.customer': null })).not.toHaveProperty('ask');
  });

  test('without a time of its own counts from when it was heard, and the time is no part of the key', () => {
    const ours = { key: 'charge/pay_1/paid', fact: { type: 'ChargePaid', data: PAID }, clock: 'ours' };
    expect(factOf('payment-confirmed', { dateCreated: undefined })).toEqual(ours);
    expect(factOf('payment-confirmed', { dateCreated: 'today' })).toEqual(ours);
  });
});

describe('what was bought', () => {
  const boughtIn = (name: Name, changes: Body) => {
    const { product, plan, offer } = Object(dataOf(name, changes)) as Body;
    return { product, plan, offer };
  };
  const NO_LINK = { 'payment.paymentLink': null };
  const NO_REFERENCE = { 'payment.externalReference': '' };
  const SESSION = { 'payment.checkoutSession': 'cs1' };

  test.each<[string, Name, Body, Body]>([
    ['a payment link', 'payment-confirmed', SESSION, { product: 'asaas/link1', plan: 'sub_1', offer: 'ref1' }],
    ['else a checkout', 'payment-confirmed', { ...NO_LINK, ...SESSION }, { product: 'asaas/cs1', plan: 'sub_1', offer: 'ref1' }],
    ["else the seller's reference", 'payment-confirmed', NO_LINK, { product: 'asaas/ref1', plan: 'sub_1' }],
    ['else the subscription', 'payment-confirmed', { ...NO_LINK, ...NO_REFERENCE }, { product: 'asaas/sub_1' }],
    ['else nothing that can be named', 'unspecified-payment-confirmed', {}, { product: 'asaas/unspecified' }],
    ['never an address', 'payment-confirmed', { ...NO_LINK, 'payment.externalReference': 'bia@example.com' }, { product: 'asaas/sub_1' }],
  ])('is %s', (_, name, changes, bought) => {
    expect(boughtIn(name, changes)).toEqual(bought);
  });
});

describe('money that has arrived', () => {
  const MONTH_AGO = { 'payment.confirmedDate': '2026-10-19' };
  const asOf = (name: Name, changes: Body = {}) => ({ key: factOf(name, changes)?.key, at: factOf(name, changes)?.fact.data.occurredAt });

  test('by card a month later speaks as of the first moment of the day that paid, under a key of its own', () => {
    const at = '2026-10-19T03:00:00.000Z';
    expect(factOf('payment-received', MONTH_AGO)).toEqual({
      key: `charge/pay_1/received/${at}`,
      fact: { type: 'ChargePaid', data: { ...PAID, occurredAt: at } },
    });
    expect(reading('payment-received', MONTH_AGO)).toMatchObject({ ask: ASK });
    expect(dataOf('instalment-payment-received', MONTH_AGO)).toMatchObject({ occurredAt: at, instalments: true });
  });

  test('on the very day of the payment speaks as of the event', () => {
    expect(asOf('boleto-payment-received')).toEqual({ key: `charge/pay_1/received/${AT}`, at: AT });
    expect(asOf('single-payment-received')).toEqual({ key: `charge/pay_1/received/${AT}`, at: AT });
    expect(asOf('payment-received', { 'payment.confirmedDate': '2026-11-20' })).toMatchObject({ at: AT });
  });

  test('by boleto, days later, outlives the overdue notice of the day that paid', () => {
    expect(asOf('boleto-payment-received', { 'payment.confirmedDate': '2026-11-18' })).toMatchObject({ at: '2026-11-19T02:59:59.999Z' });
  });

  test.each<[string, Body, string]>([
    ['the day of the payment', { 'payment.confirmedDate': null, 'payment.paymentDate': '2026-10-20' }, '2026-10-20T03:00:00.000Z'],
    [
      'the day on which the buyer paid',
      { 'payment.confirmedDate': null, 'payment.paymentDate': '', 'payment.clientPaymentDate': '2026-10-21' },
      '2026-10-21T03:00:00.000Z',
    ],
    ['the event', { 'payment.confirmedDate': null, 'payment.paymentDate': null, 'payment.clientPaymentDate': null }, AT],
    ['the event', { 'payment.confirmedDate': 'yesterday' }, AT],
    ['the event, never later', { 'payment.confirmedDate': '2026-12-01' }, AT],
  ])('speaks as of %s with %j', (_, changes, at) => {
    expect(asOf('payment-received', changes).at).toBe(at);
  });

  test('without a time of the event has the day, and it is not our clock', () => {
    expect(factOf('payment-received', { ...MONTH_AGO, dateCreated: null })).toMatchObject({ key: 'charge/pay_1/received/2026-10-19T03:00:00.000Z' });
    expect(factOf('payment-received', { ...MONTH_AGO, dateCreated: null })).not.toHaveProperty('clock');
    const neither = { dateCreated: null, 'payment.confirmedDate': null, 'payment.paymentDate': null, 'payment.clientPaymentDate': null };
    expect(factOf('payment-received', neither)).toMatchObject({ key: 'charge/pay_1/received', clock: 'ours' });
  });

  test('told a second time is the same word', () => {
    expect(saidIn('payment-received')).toEqual(saidIn('payment-received'));
  });
});

describe('the answer of the gateway', () => {
  const PERSON = 'key of bia@example.com';
  const ANSWER = { by: 'look-up', email: ' Bia@Example.com', name: 'Bia Souza' } as const;

  test.each<Name>(['payment-confirmed', 'payment-received', 'payment-dunning-received'])('to %s names the buyer and says nothing else', (name) => {
    expect(completed(name, ANSWER)).toEqual({
      kind: 'facts',
      facts: [
        {
          key: 'sale/sub_1/buyer',
          fact: { type: 'BuyerNamed', data: { occurredAt: NOW.toISOString(), sale: 'asaas/sub_1', product: 'asaas/link1', person: PERSON } },
          personal: { email: ' Bia@Example.com', name: 'Bia Souza' },
          clock: 'ours',
        },
      ],
    });
  });

  test('names the buyer of a single charge, with or without a name', () => {
    const [said] = factsIn(completed('single-payment-confirmed', { by: 'person', email: 'bia@example.com' }));
    expect(said).toMatchObject({ key: 'sale/pay_1/buyer' });
    expect(said?.personal).toEqual({ email: 'bia@example.com' });
  });

  test.each([{}, { email: 'no address' }, { products: ['x'] }])('of %j leaves the payment as it was, and the question open', (answer) => {
    expect(completed('payment-confirmed', { by: 'look-up', ...answer })).toEqual(reading('payment-confirmed'));
  });

  test('changes no word that asked for none', () => {
    expect(completed('payment-refunded', ANSWER)).toEqual(reading('payment-refunded'));
  });
});
