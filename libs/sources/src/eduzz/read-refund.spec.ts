import { describe, expect, test } from '@jest/globals';
import { AT, VALUES, dataOf, factOf, factsOf, NOW, type Body } from './given.js';

const earlier = '2026-11-20T11:00:00.000Z';

describe('money that goes back', () => {
  test.each(['partialRefund', 'partial_refund', 'PARTIAL_REFUND'])('in part, by the status %s, is not the whole', (status) => {
    expect(dataOf('invoice-refunded', { 'data.status': status })).toMatchObject({ whole: false, kind: 'refund' });
  });

  test.each(['refunded', 'paid', '', null, 7])('is the whole by any other status: %j', (status) => {
    expect(dataOf('invoice-refunded', { 'data.status': status })).toMatchObject({ whole: true });
  });

  test('has a key for the part and one for the rest', () => {
    const keys = ['partialRefund', 'refunded'].map((status) => factOf('invoice-refunded', { 'data.status': status })?.key);
    expect(keys).toEqual([`charge/90001/refund-part/${AT}`, `charge/90001/refund/${AT}`]);
  });

  test.each<[Body, string]>([
    [{ 'data.refundedAt': earlier }, earlier],
    [{ 'data.refundedAt': null, sentDate: earlier }, earlier],
  ])('with %j speaks as of %s', (changes, occurredAt) => {
    expect(dataOf('invoice-refunded', changes)).toMatchObject({ occurredAt });
  });

  test('never speaks as of when the invoice was made, which was before it was paid', () => {
    const said = factOf('invoice-refunded', { 'data.refundedAt': null, sentDate: null, 'data.createdAt': earlier });
    expect(said).toMatchObject({ key: 'charge/90001/refund/evt1', clock: 'ours', fact: { data: { occurredAt: NOW.toISOString() } } });
  });

  test.each<[unknown, string]>([
    [{ status: 'lost' }, 'chargeback'],
    [{ createdAt: earlier }, 'chargeback'],
    [{ status: null, createdAt: null, limitDate: null, finishedAt: null }, 'refund'],
    [{ limitDate: earlier }, 'refund'],
    [null, 'refund'],
    ['yes', 'refund'],
  ])('with the block %j is a %s', (chargeback, kind) => {
    expect(dataOf('invoice-refunded', { 'data.chargeback': chargeback, 'data.status': 'refunded' })).toMatchObject({ kind, whole: true });
  });

  test('by a chargeback is the whole, as of when it was opened, or else sent', () => {
    expect(dataOf('invoice-chargeback', { 'data.chargeback.createdAt': earlier, 'data.status': 'partialRefund' })).toMatchObject({
      occurredAt: earlier,
      whole: true,
    });
    expect(dataOf('invoice-chargeback', { 'data.chargeback': null })).toMatchObject({ occurredAt: VALUES.at, kind: 'chargeback' });
  });

  test('of an invoice for two products names the invoice and none of them', () => {
    const items = [{ productId: '77' }, { productId: '78' }];
    const [said, ...others] = factsOf('single-invoice-refunded', { 'data.items': items });
    expect(others).toEqual([]);
    expect(said?.fact.data).toMatchObject({ sale: 'eduzz/invoice-90001', charge: '90001' });
    expect(said?.fact.data).not.toHaveProperty('product');
  });

  test.each<[unknown]>([[null], [[]], [[{ name: 'x' }]], ['a']])('needs no items: %j', (items) => {
    expect(factOf('single-invoice-refunded', { 'data.items': items })?.fact.type).toBe('ChargeReversed');
  });
});
