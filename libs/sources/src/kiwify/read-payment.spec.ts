import { describe, expect, test } from '@jest/globals';
import { HEARD_AT, PERSON, VALUES, bodyOf, dataOf, factOf, readBody, reading, waits, type Name } from './given.js';

const AT = '2026-11-20T12:00:00.000Z';
const OF = { occurredAt: AT, sale: 'kiwify/S1', charge: 'O1', product: 'kiwify/77', person: PERSON };
const ALONE = { ...OF, sale: 'kiwify/O1' };
const AMOUNT = { value: 97.9, currency: 'BRL' };
const PERSONAL = { email: 'Bia@Example.com', name: 'Bia Souza', phone: '+5531900001234', document: '00000000191' };

describe('a payment', () => {
  test('is a paid charge of the subscription, until the next one', () => {
    expect(factOf('order-approved')).toEqual({
      key: 'charge/O1/paid',
      fact: {
        type: 'ChargePaid',
        data: { ...OF, plan: '5', planName: 'Plano Inventado', recurring: true, paidUntil: VALUES.paidUntil, paidAt: AT, amount: AMOUNT },
      },
      personal: PERSONAL,
    });
  });

  test('renewed or approved is one word about one order', () => {
    expect(factOf('subscription-renewed')).toEqual(factOf('order-approved'));
  });

  test('of a renewal is a new order of the same subscription', () => {
    expect(factOf('subscription-renewed', { order_id: 'O2' })).toMatchObject({
      key: 'charge/O2/paid',
      fact: { data: { sale: 'kiwify/S1', charge: 'O2' } },
    });
  });

  test('wrapped says the same as bare, whatever lies beside the order', () => {
    const beside = { order_id: 'X', webhook_event_type: 'order_refunded', Customer: { email: 'x@example.com' }, subscription_id: 'X' };
    expect(factOf('wrapped-order-approved', beside)).toEqual(factOf('order-approved'));
    expect(reading('wrapped-order-approved', { ...beside, order: {} })).toEqual(waits('webhook_event_type: expected the name of an event'));
  });

  test('without a subscription stands for itself and has no end', () => {
    const data = { ...ALONE, recurring: false, paidAt: AT, amount: AMOUNT };
    expect(factOf('single-order-approved')?.fact).toEqual({ type: 'ChargePaid', data });
    expect(factOf('single-compra-aprovada')).toEqual(factOf('single-order-approved'));
  });

  test.each([
    [{ subscription_id: undefined }, 'kiwify/S1'],
    [{ Subscription: undefined }, 'kiwify/S1'],
    [{ subscription_id: null, 'Subscription.id': '' }, 'kiwify/O1'],
  ])('with %j belongs to %s and is billed again', (changes, sale) => {
    expect(dataOf('order-approved', changes)).toMatchObject({ sale, recurring: true });
  });

  test.each([
    ['2026-12-31T10:00:00Z', '2026-12-31T10:00:00.000Z'],
    ['2026-12-31', '2026-12-31T23:59:59.999Z'],
    ['31/12/2026', '2026-12-31T23:59:59.999Z'],
    ['soon', VALUES.paidUntil],
    [{}, VALUES.paidUntil],
    [null, VALUES.paidUntil],
  ])('with access until %j is paid until %s', (until, paidUntil) => {
    const access = { has_access: true, access_until: until };
    expect(dataOf('order-approved', { 'Subscription.customer_access': access })).toMatchObject({ paidUntil });
  });

  test('whose ends cannot be read opens the door without one', () => {
    const ends = { 'Subscription.customer_access': { access_until: 'soon' }, 'Subscription.next_payment': '31/02/2027' };
    expect(dataOf('order-approved', ends)).not.toHaveProperty('paidUntil');
  });

  test('happened when it was approved, else when the order was made, else when it was last touched', () => {
    const times = { approved_date: '2026-11-03 10:00', created_at: '2026-11-01 10:00', updated_at: '2026-11-05 10:00' };
    expect(dataOf('order-approved', times)).toMatchObject({ occurredAt: '2026-11-03T10:00:00.000Z', paidAt: '2026-11-03T10:00:00.000Z' });
    const unapproved = dataOf('order-approved', { ...times, approved_date: null });
    expect(unapproved).toMatchObject({ occurredAt: '2026-11-01T10:00:00.000Z' });
    expect(unapproved).not.toHaveProperty('paidAt');
    expect(dataOf('order-approved', { ...times, approved_date: '', created_at: 'x' })).toMatchObject({ occurredAt: '2026-11-05T10:00:00.000Z' });
  });

  test.each([
    [6_700, 67],
    ['6700', 67],
    [1, 0.01],
    [0, 0],
  ])('of %j cents costs %d', (cents, value) => {
    expect(dataOf('order-approved', { 'Commissions.charge_amount': cents })).toMatchObject({ amount: { value, currency: 'BRL' } });
    expect(dataOf('order-approved', { Commissions: { charge_amount: cents } })).toHaveProperty('amount', { value });
  });

  test.each<[string, unknown]>([
    ['Commissions', 'much'],
    ['Commissions.charge_amount', '97,90'],
    ['Commissions.charge_amount', -9_790],
    ['Commissions.charge_amount', 97.9],
    ['Commissions.charge_amount', null],
    ['Commissions.currency', 7],
    ['Customer', null],
    ['Customer', 'Bia'],
    ['Customer.email', 'no address'],
    ['Customer.CPF', {}],
    ['Subscription.plan', null],
    ['Subscription.plan.id', undefined],
    ['Subscription.plan.name', 7],
    ['Subscription.status', 'canceled'],
    ['Subscription.customer_access', 'yes'],
    ['Subscription.customer_access', { has_access: false }],
    ['order_status', 'refunded'],
    ['payment_method', {}],
    ['TrackingParameters', null],
  ])('still opens the door when %s is %j', (path, value) => {
    expect(factOf('order-approved', { [path]: value })?.fact).toMatchObject({ type: 'ChargePaid', data: { sale: 'kiwify/S1', charge: 'O1' } });
  });

  test.each<[string, unknown, string]>([
    ['order_id', undefined, 'order_id: expected an id'],
    ['order_id', {}, 'order_id: expected an id'],
    ['subscription_id', {}, 'subscription_id: expected an id'],
    ['Subscription', 'yes', 'Subscription: expected an object'],
    ['Subscription.id', 1.5, 'Subscription.id: expected an id'],
    ['Subscription.plan', 'monthly', 'Subscription.plan: expected an object'],
    ['Subscription.plan.id', [1], 'Subscription.plan.id: expected an id'],
    ['Product', undefined, 'Product: expected an object'],
    ['Product.product_id', null, 'Product.product_id: expected an id'],
  ])('waits for a person when %s is %j', (path, value, issue) => {
    expect(reading('order-approved', { [path]: value })).toEqual(waits(issue));
  });

  test('of a company names its cnpj; of a buyer without a full name, the first name', () => {
    const company = { 'Customer.CPF': undefined, 'Customer.cnpj': '00000000000191', 'Customer.full_name': '' };
    expect(factOf('order-approved', company)?.personal).toEqual({ ...PERSONAL, name: 'Bia', document: '00000000000191' });
  });

  test('of an unnamed buyer has no personal part at all', () => {
    expect(factOf('order-approved', { Customer: undefined })).not.toHaveProperty('personal');
    expect(dataOf('order-approved', { Customer: undefined })).not.toHaveProperty('person');
  });

  test('an id with a slash cannot pass for two', () => {
    expect(factOf('order-approved', { order_id: 'O1/paid' })?.key).toBe('charge/O1%2Fpaid/paid');
  });
});

describe('a payment that is not made', () => {
  test('for a refused card concerns that order only', () => {
    const fact = { type: 'PaymentLapsed', data: { ...ALONE, kind: 'refused' } };
    expect(factOf('order-rejected')).toEqual({ key: 'charge/O1/refused', fact, personal: PERSONAL });
  });

  test.each<[Name, object]>([
    ['billet-created', { ...ALONE, method: 'boleto', expiresAt: '2026-11-22T23:59:59.999Z' }],
    ['pix-created', { ...OF, method: 'pix', expiresAt: '2026-11-22T12:00:00.000Z' }],
  ])('%s awaits it', (name, data) => {
    expect(factOf(name)).toEqual({ key: 'charge/O1/awaited', fact: { type: 'PaymentAwaited', data }, personal: PERSONAL });
  });

  test('is awaited without an end that cannot be read', () => {
    expect(dataOf('pix-created', { pix_expiration: '22/13/2026 10:00', payment_method: null })).toEqual(OF);
  });

  test('happened when the order was last touched, or made', () => {
    expect(dataOf('order-rejected', { created_at: '2026-11-01 10:00' })).toMatchObject({ occurredAt: AT });
    expect(dataOf('order-rejected', { created_at: '2026-11-01 10:00', updated_at: null })).toMatchObject({ occurredAt: '2026-11-01T10:00:00.000Z' });
  });
});

test.each<[Name, string]>([
  ['order-approved', 'paid'],
  ['order-rejected', 'refused'],
  ['billet-created', 'awaited'],
])('%s without any time happened when we heard of it', (name, word) => {
  const timeless = { ...bodyOf(name), approved_date: null, created_at: null, updated_at: '2026-11-20' };
  expect(readBody(timeless)).toMatchObject({ facts: [{ key: `charge/O1/${word}`, clock: 'ours', fact: { data: { occurredAt: HEARD_AT } } }] });
});
