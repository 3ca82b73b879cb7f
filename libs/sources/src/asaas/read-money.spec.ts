import { describe, expect, test } from '@jest/globals';
import { AT, dataOf, factOf, saidIn, type Name } from './given.js';

const OF = { occurredAt: AT, sale: 'asaas/sub_1', charge: 'pay_1', product: 'asaas/link1', payment: 'asaas/pay_1' };
const PRICE = { value: 97.9, currency: 'BRL' };

test.each<[Name, string, object]>([
  ['payment-refunded', 'refund', { type: 'ChargeReversed', data: { ...OF, kind: 'refund', whole: true, of: PRICE } }],
  ['payment-refund-in-progress', 'refund-request', { type: 'ChargeDisputed', data: { ...OF, kind: 'refund-request' } }],
  ['payment-chargeback-requested', 'chargeback', { type: 'ChargeDisputed', data: { ...OF, kind: 'chargeback' } }],
  ['payment-chargeback-dispute', 'chargeback-dispute', { type: 'ChargeDisputed', data: { ...OF, kind: 'chargeback' } }],
  ['payment-awaiting-chargeback-reversal', 'won', { type: 'DisputeClosed', data: { ...OF, outcome: 'won' } }],
])('%s says "%s" of its charge, by the name that others know it by', (name, word, fact) => {
  expect(saidIn(name)).toEqual([{ key: `charge/pay_1/${word}/${AT}`, fact }]);
});

test('a manual confirmation that is taken back takes all of it back', () => {
  const data = { ...OF, sale: 'asaas/pay_1', kind: 'refund', whole: true, of: PRICE };
  expect(factOf('payment-received-in-cash-undone')).toEqual({ key: `charge/pay_1/undone/${AT}`, fact: { type: 'ChargeReversed', data } });
});

test('a refund that is denied stands neither as a refund nor as a request', () => {
  expect(saidIn('payment-refund-denied')).toEqual([
    { key: `charge/pay_1/refund-denied/${AT}`, fact: { type: 'ReversalUndone', data: OF } },
    { key: `charge/pay_1/refund-request-closed/${AT}`, fact: { type: 'DisputeClosed', data: { ...OF, outcome: 'withdrawn' } } },
  ]);
});

test('a refund of one instalment names the sale of all', () => {
  expect(dataOf('instalment-payment-refunded')).toMatchObject({ sale: 'asaas/sub_1', charge: 'pay_1', payment: 'asaas/pay_1' });
  expect(dataOf('single-payment-refunded')).toMatchObject({ sale: 'asaas/pay_1', charge: 'pay_1', payment: 'asaas/pay_1' });
});

test('a word about money without a time of its own counts from when it was heard', () => {
  expect(factOf('payment-refunded', { dateCreated: null })).toMatchObject({ key: 'charge/pay_1/refund', clock: 'ours' });
});

describe('a partial refund', () => {
  const partOf = (refunds: unknown): unknown => dataOf('single-payment-partially-refunded', { 'payment.refunds': refunds });
  const PART = { ...OF, sale: 'asaas/pay_1', kind: 'refund', whole: false, of: PRICE };

  test('says how much went back so far, without what was cancelled', () => {
    expect(factOf('single-payment-partially-refunded')).toEqual({
      key: `charge/pay_1/partial-refund/${AT}`,
      fact: { type: 'ChargeReversed', data: { ...PART, amount: { value: 20, currency: 'BRL' } } },
    });
  });

  test.each<[unknown, number]>([
    [[{ value: 10.1, status: 'DONE' }, { value: 20.2 }], 30.3],
    [[{ value: 5, status: 'PENDING' }, null, 'x'], 5],
  ])('of %j is one sum', (refunds, value) => {
    expect(partOf(refunds)).toEqual({ ...PART, amount: { value, currency: 'BRL' } });
  });

  test.each([null, [], 'some', [{ status: 'CANCELLED', value: 3 }], [{ value: 3 }, { value: '4' }], [{ value: 1e308 }, { value: 1e308 }]])(
    'of %j says no amount',
    (refunds) => {
      expect(partOf(refunds)).toEqual(PART);
    },
  );

  test('of a price that cannot be read has none to compare with', () => {
    const { of: _, ...rest } = PART;
    const data = dataOf('single-payment-partially-refunded', { 'payment.value': '97,90' });
    expect(data).toEqual({ ...rest, amount: { value: 20, currency: 'BRL' } });
  });
});
