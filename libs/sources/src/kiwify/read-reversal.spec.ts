import { describe, expect, test } from '@jest/globals';
import { HEARD_AT, PERSON, dataOf, factOf, type Name } from './given.js';

const AT = '2026-11-20T12:00:00.000Z';
const OF = { occurredAt: AT, sale: 'kiwify/S1', charge: 'O1', product: 'kiwify/77', person: PERSON };
const ALONE = { ...OF, sale: 'kiwify/O1' };
const AMOUNT = { value: 97.9, currency: 'BRL' };
const PERSONAL = { email: 'Bia@Example.com', name: 'Bia Souza', phone: '+5531900001234', document: '00000000191' };

describe('money that went back', () => {
  test.each<[Name, string, object]>([
    ['order-refunded', 'refund', OF],
    ['chargeback', 'chargeback', OF],
    ['single-order-refunded', 'refund', ALONE],
    ['single-chargeback', 'chargeback', ALONE],
  ])('%s is the whole of the charge', (name, kind, of) => {
    const data = { ...of, kind, whole: true, amount: AMOUNT };
    expect(factOf(name)).toEqual({ key: `charge/O1/${kind}`, fact: { type: 'ChargeReversed', data }, personal: PERSONAL });
  });

  test.each([
    ['2026-11-19 09:30', '2026-11-20 12:00', '2026-11-19T09:30:00.000Z'],
    ['2026-11-19T09:30:07Z', null, '2026-11-19T09:30:07.000Z'],
    [null, '2026-11-20 12:00', AT],
    ['soon', '2026-11-20 12:00', AT],
  ])('went back at %j, touched at %j: %s', (refunded_at, updated_at, occurredAt) => {
    expect(dataOf('order-refunded', { refunded_at, updated_at })).toMatchObject({ occurredAt });
  });

  test.each([
    [{ updated_at: '2026-11-10 10:00', approved_date: '2026-11-10 10:02' }, '2026-11-10T10:02:00.000Z'],
    [{ updated_at: '2026-11-10 10:02', approved_date: '2026-11-10 10:02' }, '2026-11-10T10:02:00.000Z'],
    [{ updated_at: '2026-11-10 10:00', created_at: '2026-11-10 10:02' }, '2026-11-10T10:02:00.000Z'],
    [{ refunded_at: '2026-11-10 10:00', approved_date: '2026-11-10 10:02' }, '2026-11-10T10:02:00.000Z'],
  ])('never went back before it came: %j', (times, occurredAt) => {
    expect(dataOf('order-refunded', { created_at: null, ...times })).toMatchObject({ occurredAt });
  });

  test('without a time of its own went back when we heard of it, not when the order was made', () => {
    const said = factOf('order-refunded', { updated_at: null });
    expect(said).toMatchObject({ key: 'charge/O1/refund', clock: 'ours', fact: { data: { occurredAt: HEARD_AT } } });
    expect(factOf('order-refunded')).not.toHaveProperty('clock');
  });

  test.each<[string, unknown]>([
    ['Product', undefined],
    ['Product', 'text'],
    ['Product.product_id', {}],
    ['Subscription.plan', 'monthly'],
    ['Subscription.plan.id', {}],
    ['Subscription.status', 'active'],
    ['order_status', 'paid'],
    ['Customer', undefined],
  ])('closes the door even when %s is %j', (path, value) => {
    expect(factOf('order-refunded', { [path]: value })?.fact).toMatchObject({
      type: 'ChargeReversed',
      data: { sale: 'kiwify/S1', charge: 'O1', whole: true },
    });
  });
});
