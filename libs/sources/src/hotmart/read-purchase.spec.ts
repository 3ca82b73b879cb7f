import { describe, expect, test } from '@jest/globals';
import { NOW, PERSON, VALUES, dataOf, factOf, reading, waits, type Name } from './given.js';

const OF = { occurredAt: NOW.toISOString(), sale: 'hotmart/S1', charge: 'HP1', product: 'hotmart/77', person: PERSON };

describe('a payment', () => {
  test('is a paid charge of the subscription, for the period sent', () => {
    expect(factOf('purchase-approved')).toEqual({
      key: 'charge/HP1/paid/2026-11-20T12:00:00.000Z',
      fact: {
        type: 'ChargePaid',
        data: {
          ...OF,
          plan: '5',
          planName: 'Plano Inventado',
          offer: 'o1',
          recurring: true,
          recurrence: 1,
          paidUntil: '2026-12-20T03:00:00.000Z',
          paidAt: '2026-11-20T11:59:55.000Z',
          amount: { value: 97.9, currency: 'BRL' },
        },
      },
      personal: { email: 'Bia@Example.com', name: 'Bia Souza', phone: '31900001234', document: '00000000191' },
    });
  });

  test('of a renewal is a new charge of the same sale', () => {
    expect(dataOf('purchase-renewed', { 'data.purchase.transaction': 'HP2' })).toMatchObject({
      sale: 'hotmart/S1',
      charge: 'HP2',
      recurrence: 2,
    });
  });

  test('without a subscriber code stands for itself and has no end, whatever date is sent', () => {
    const data = dataOf('single-purchase-approved', { 'data.purchase.date_next_charge': Date.parse('2027-01-01T00:00:00Z') });
    expect(data).toMatchObject({ sale: 'hotmart/HP1', recurring: false });
    expect(data).not.toHaveProperty('paidUntil');
  });

  test('told a second time is the same word; approved anew later, it is a new one', () => {
    const keys = [VALUES.at, VALUES.at, '2026-12-01T00:00:00.000Z'].map((at) => factOf('purchase-approved', { creation_date: Date.parse(at) })?.key);
    expect(new Set(keys).size).toBe(2);
  });

  test('is told once more when the refund period is over, as of the payment, under another key', () => {
    const said = factOf('purchase-complete', { creation_date: Date.parse('2026-12-10T04:00:00Z') });
    expect(said?.key).toBe('charge/HP1/complete/2026-11-05T12:00:00.000Z');
    expect(said?.fact).toMatchObject({ type: 'ChargePaid', data: { occurredAt: '2026-11-05T12:00:00.000Z', paidUntil: VALUES.paidUntil } });
  });

  test('that is complete without an approved date speaks as of the order; without both it waits for a person', () => {
    expect(dataOf('purchase-complete', { 'data.purchase.approved_date': null })).toMatchObject({ occurredAt: '2026-11-05T11:59:00.000Z' });
    const neither = { 'data.purchase.approved_date': undefined, 'data.purchase.order_date': '' };
    expect(reading('purchase-complete', neither)).toEqual(waits('data.purchase.approved_date: expected a time'));
  });

  test.each<[string, unknown]>([
    ['data.purchase.date_next_charge', 'soon'],
    ['data.purchase.approved_date', {}],
    ['data.purchase.price', 'a lot'],
    ['data.purchase.price.value', '97,90'],
    ['data.purchase.payment', []],
    ['data.purchase.recurrence_number', 'first'],
    ['data.subscription.plan.name', 7],
    ['data.subscription.plan.id', null],
    ['data.purchase.offer.code', ''],
    ['data.buyer', 'Bia'],
    ['data.buyer.email', 'no address'],
    ['data.buyer.document', {}],
    ['data.affiliates', null],
    ['data.commissions', 'x'],
    ['id', undefined],
    ['version', null],
    ['version', 2],
  ])('still opens the door when %s is %j', (path, value) => {
    expect(factOf('purchase-approved', { [path]: value })?.fact).toMatchObject({
      type: 'ChargePaid',
      data: { sale: 'hotmart/S1', charge: 'HP1' },
    });
  });

  test.each<[string, unknown, string]>([
    ['data', undefined, 'data: expected an object'],
    ['data.product.id', null, 'data.product.id: expected an id'],
    ['data.purchase', [], 'data.purchase: expected an object'],
    ['data.purchase.transaction', '', 'data.purchase.transaction: expected an id'],
    ['data.subscription', 'yes', 'data.subscription: expected an object'],
    ['data.subscription.subscriber.code', {}, 'data.subscription.subscriber.code: expected an id'],
    ['data.subscription.plan.id', 1.5, 'data.subscription.plan.id: expected an id'],
    ['data.purchase.offer.code', ['a'], 'data.purchase.offer.code: expected an id'],
    ['creation_date', undefined, 'creation_date: expected a time'],
    ['creation_date', 12_345_678, 'creation_date: expected a time'],
    ['version', '1.0.0', 'version: expected 2.0.0'],
    ['version', '20', 'version: expected 2.0.0'],
    ['event', null, 'event: expected an id'],
    ['event', 'PURCHASE_FORGOTTEN', 'event: PURCHASE_FORGOTTEN is not known'],
    ['event', 'constructor', 'event: expected the name of an event'],
    ['event', 'a person <a@example.com>', 'event: expected the name of an event'],
  ])('waits for a person when %s is %j', (path, value, issue) => {
    expect(reading('purchase-approved', { [path]: value })).toEqual(waits(issue));
  });

  test('takes the time of the event by either spelling', () => {
    const changes = { creation_date: undefined, creationDate: Date.parse('2026-11-20T12:00:01Z') };
    expect(dataOf('purchase-approved', changes)).toMatchObject({ occurredAt: '2026-11-20T12:00:01.000Z' });
  });

  test('goes by the event, never by the status inside', () => {
    expect(factOf('purchase-approved', { 'data.purchase.status': 'REFUNDED' })?.fact.type).toBe('ChargePaid');
    expect(factOf('purchase-refunded', { 'data.purchase.status': 'APPROVED' })?.fact.type).toBe('ChargeReversed');
  });

  test('puts the area code before a phone that lacks it', () => {
    expect(factOf('purchase-approved', { 'data.buyer.checkout_phone': '900001234' })?.personal?.phone).toBe('31900001234');
  });

  test('of an unnamed buyer has no personal part at all', () => {
    expect(factOf('purchase-approved', { 'data.buyer': null })).not.toHaveProperty('personal');
    expect(dataOf('purchase-approved', { 'data.buyer': null })).not.toHaveProperty('person');
  });
});

test.each<[Name, string, object]>([
  ['purchase-refunded', 'refund', { type: 'ChargeReversed', data: { ...OF, kind: 'refund', whole: true } }],
  ['purchase-chargeback', 'chargeback', { type: 'ChargeReversed', data: { ...OF, kind: 'chargeback', whole: true } }],
  ['purchase-protest', 'disputed', { type: 'ChargeDisputed', data: { ...OF, kind: 'refund-request' } }],
  ['purchase-delayed', 'failed', { type: 'RenewalFailed', data: OF }],
  ['purchase-canceled', 'refused', { type: 'PaymentLapsed', data: { ...OF, sale: 'hotmart/HP1', kind: 'refused' } }],
  ['purchase-expired', 'expired', { type: 'PaymentLapsed', data: { ...OF, sale: 'hotmart/HP1', kind: 'expired' } }],
  ['purchase-billet-printed', 'awaited', { type: 'PaymentAwaited', data: { ...OF, method: 'PIX', expiresAt: '2026-11-21T12:00:00.000Z' } }],
])('%s says "%s" of its charge', (name, word, fact) => {
  expect(factOf(name)).toMatchObject({ key: `charge/HP1/${word}/2026-11-20T12:00:00.000Z`, personal: { name: 'Bia Souza' } });
  expect(factOf(name)?.fact).toEqual(fact);
});

test('each failed attempt to renew is a word of its own', () => {
  const keys = [0, 1].map((day) => factOf('purchase-delayed', { creation_date: NOW.getTime() + day * 86_400_000 })?.key);
  expect(new Set(keys).size).toBe(2);
});

test('an id with a slash cannot pass for two', () => {
  expect(factOf('purchase-approved', { 'data.purchase.transaction': 'HP1/paid' })?.key).toBe(`charge/HP1%2Fpaid/paid/${VALUES.at}`);
});
