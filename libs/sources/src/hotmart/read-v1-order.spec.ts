import { describe, expect, test } from '@jest/globals';
import { deliveryOf } from '../shared/given.js';
import { PERSON, VALUES, arrived, context, dataOf, factOf, reading, waits, type Body, type Name } from './given.js';
import { read } from './read.js';

/** Nothing in a form says when it was sent, so this is when it was received. */
const RECEIVED_AT = '2026-11-20T12:00:00.000Z';
const OF = { sale: 'hotmart/S1', charge: 'HP1', product: 'hotmart/77', person: PERSON };
const PERSONAL = { email: 'Bia@Example.com', name: 'Bia Souza', phone: '31900001234', document: '00000000191' };

describe('an approved order', () => {
  const PAID_AT = '2026-11-20T11:59:55.000Z';

  test('is a paid charge of the subscription, as of its confirmation', () => {
    expect(factOf('v1-approved')).toEqual({
      key: 'v1/HP1/approved',
      fact: {
        type: 'ChargePaid',
        data: {
          ...OF,
          occurredAt: PAID_AT,
          planName: 'Plano Inventado',
          offer: 'o1',
          recurring: true,
          recurrence: 1,
          paidUntil: '2026-12-20T11:59:55.000Z',
          paidAt: PAID_AT,
          amount: { value: 97.9, currency: 'BRL' },
        },
      },
      personal: PERSONAL,
    });
  });

  test('without a subscriber code stands for itself and has no end, whatever is sent', () => {
    const dates = { recurrency_period: '30', subscription_date_next_charge: '2027-01-01T00:00:00Z', subscriber_code: ' ' };
    const data = dataOf('v1-single-approved', dates);
    expect(data).toMatchObject({ sale: 'hotmart/HP1', recurring: false });
    expect(data).not.toHaveProperty('paidUntil');
  });

  test('of a renewal is a new charge of the same sale', () => {
    expect(dataOf('v1-renewed', { transaction: 'HP2' })).toMatchObject({ sale: 'hotmart/S1', charge: 'HP2', recurrence: 2 });
  });

  test('sent again, however late, is the same word of the same time', () => {
    const { body, headers } = arrived('v1-approved');
    const late = read(deliveryOf(body, { headers, receivedAt: '2027-03-01T00:00:00.000Z' }), context);
    expect(late).toEqual(reading('v1-approved'));
  });

  test('is told once more when the refund period is over, as of the payment, under another key', () => {
    const said = factOf('v1-completed');
    expect(said?.key).toBe('v1/HP1/complete');
    expect(said?.fact).toMatchObject({ type: 'ChargePaid', data: { occurredAt: '2026-11-05T12:00:00.000Z' } });
    expect(said).not.toHaveProperty('clock');
  });

  test('speaks as of the purchase where nothing was confirmed, and as of our clock without both', () => {
    expect(dataOf('v1-approved', { confirmation_purchase_date: '' })).toMatchObject({
      occurredAt: '2026-11-20T11:58:55.000Z',
      paidUntil: '2026-12-20T11:58:55.000Z',
    });
    const neither = factOf('v1-approved', { confirmation_purchase_date: undefined, purchase_date: '27/11/2017' });
    expect(neither).toMatchObject({ clock: 'ours', key: 'v1/HP1/approved', fact: { data: { occurredAt: RECEIVED_AT } } });
    expect(neither?.fact.data).not.toHaveProperty('paidUntil');
  });

  test.each([
    ['7', '2026-11-27T11:59:55.000Z'],
    ['60', '2027-01-19T11:59:55.000Z'],
    ['90', '2027-02-18T11:59:55.000Z'],
    ['180', '2027-05-19T11:59:55.000Z'],
    ['360', '2027-11-15T11:59:55.000Z'],
  ])('of a subscription of %s days is paid until %s', (recurrency_period, paidUntil) => {
    expect(dataOf('v1-approved', { recurrency_period })).toMatchObject({ paidUntil });
  });

  test.each([undefined, '', '0', '1', '31', '-30', 'monthly', '1e3'])('of a subscription with the period %j has no end of its own', (period) => {
    expect(dataOf('v1-approved', { recurrency_period: period })).not.toHaveProperty('paidUntil');
  });

  test('is paid until the next charge where a date of it is sent, and by the period where that cannot be read', () => {
    const next = (date: string): unknown => dataOf('v1-approved', { subscription_date_next_charge: date });
    expect(next('2027-02-01T00:00:00.000Z')).toMatchObject({ paidUntil: '2027-02-01T00:00:00.000Z' });
    expect(next('01/02/2027')).toMatchObject({ paidUntil: '2026-12-20T11:59:55.000Z' });
  });

  test.each([
    ['1500.00', { value: 1500, currency: 'BRL' }],
    ['0', { value: 0, currency: 'BRL' }],
    ['97,90', undefined],
    ['-5.00', undefined],
    ['', undefined],
  ])('with the price %j costs %j', (price, amount) => {
    expect((dataOf('v1-approved', { price }) as Body).amount).toEqual(amount);
  });

  test('without a currency costs a plain number', () => {
    expect(dataOf('v1-approved', { currency: '' })).toMatchObject({ amount: { value: 97.9 } });
  });

  test.each<[Body]>([
    [{ recurrency: 'first' }],
    [{ name_subscription_plan: '' }],
    [{ off: '' }],
    [{ email: 'no address' }],
    [{ payment_engine: 'somebody-else' }],
    [{ callback_type: undefined }],
    [{ prod: '62b4b85ba7eaa949f1960000', transaction: 'PAY-QV7PK8ZG1ZSJ' }],
  ])('still opens the door with %j', (changes) => {
    expect(factOf('v1-approved', changes)?.fact).toMatchObject({ type: 'ChargePaid', data: { sale: 'hotmart/S1' } });
  });

  test.each<[Body, string]>([
    [{ transaction: '' }, 'transaction: expected an id'],
    [{ prod: undefined }, 'prod: expected an id'],
    [{ subscriber_code: 'x'.repeat(201) }, 'subscriber_code: expected an id'],
    [{ status: 'forgotten' }, 'status: forgotten is not known'],
    [{ status: 'Paid' }, 'status: Paid is not known'],
    [{ status: 'constructor' }, 'status: constructor is not known'],
    [{ status: 'a person <a@example.com>' }, 'status: expected a known word'],
    [{ status: '' }, 'status: expected a known word'],
    [{ callback_type: '3' }, 'callback_type: 3 is not known'],
    [{ callback_type: 'a person' }, 'callback_type: expected a known word'],
  ])('waits for a person with %j', (changes, issue) => {
    expect(reading('v1-approved', changes)).toEqual(waits(issue));
  });

  test('keeps its sender apart from its buyer: a phone without a checkout phone is the other one', () => {
    const phones = { phone_checkout_number: '', phone_local_code: '41', phone_number: '900000000' };
    expect(factOf('v1-approved', phones)?.personal).toEqual({ ...PERSONAL, phone: '41900000000' });
  });

  test('of an unnamed buyer has no personal part at all', () => {
    const nobody = { email: '', name: '', first_name: '', last_name: '', doc: '', phone_checkout_number: '' };
    expect(factOf('v1-approved', nobody)).not.toHaveProperty('personal');
  });
});

test.each<[Name, string, object]>([
  ['v1-refunded', 'refunded', { type: 'ChargeReversed', data: { ...OF, kind: 'refund', whole: true } }],
  ['v1-chargeback', 'chargeback', { type: 'ChargeReversed', data: { ...OF, kind: 'chargeback', whole: true } }],
  ['v1-single-refunded', 'refunded', { type: 'ChargeReversed', data: { ...OF, sale: 'hotmart/HP1', kind: 'refund', whole: true } }],
  ['v1-dispute', 'dispute', { type: 'ChargeDisputed', data: { ...OF, kind: 'refund-request' } }],
  ['v1-delayed', 'delayed/3', { type: 'RenewalFailed', data: OF }],
  ['v1-canceled', 'canceled', { type: 'PaymentLapsed', data: { ...OF, sale: 'hotmart/HP1', kind: 'refused' } }],
  ['v1-expired', 'expired', { type: 'PaymentLapsed', data: { ...OF, sale: 'hotmart/HP1', kind: 'expired' } }],
  ['v1-billet-printed', 'billet_printed', { type: 'PaymentAwaited', data: { ...OF, sale: 'hotmart/HP1', method: 'BILLET' } }],
  ['v1-waiting-payment', 'waiting_payment', { type: 'PaymentAwaited', data: { ...OF, sale: 'hotmart/HP1', method: 'BANK_TRANSFER' } }],
])('%s says "%s" of its charge when we hear it', (name, word, { type, data }: { type?: string; data?: object }) => {
  const fact = { type, data: { ...data, occurredAt: RECEIVED_AT } };
  expect(factOf(name)).toEqual({ key: `v1/HP1/${word}`, fact, personal: PERSONAL, clock: 'ours' });
});

test.each<[Name, string, string]>([
  ['v1-canceled', 'cancelled', 'v1/HP1/canceled'],
  ['v1-waiting-payment', 'waiting_payment', 'v1/HP1/waiting_payment'],
])('%s is the same word when it is spelled %s', (name, status, key) => {
  expect(factOf(name, { status })).toEqual(factOf(name));
  expect(factOf(name, { status })?.key).toBe(key);
});

test('a failed renewal without its number is told by its transaction', () => {
  expect(factOf('v1-delayed', { recurrency: '' })?.key).toBe('v1/HP1/delayed');
});

test('a blocked order is no word about access', () => {
  expect(reading('v1-blocked')).toEqual({ kind: 'ignored', because: 'no word about access' });
});

describe('a subscription cancelled by form', () => {
  const ENDED = { occurredAt: RECEIVED_AT, sale: 'hotmart/S1', product: 'hotmart/77', person: PERSON, endsAt: VALUES.paidUntil };

  test('ends when the next charge would have come, whatever the status says', () => {
    const said = { key: `v1/S1/ended/2/${VALUES.paidUntil}`, fact: { type: 'SubscriptionEnded', data: ENDED }, personal: PERSONAL, clock: 'ours' };
    expect(factOf('v1-form-cancellation')).toEqual(said);
    expect(factOf('v1-form-cancellation', { status: 'approved' })).toEqual(said);
  });

  test.each([undefined, '', 'soon'])('with the date %j ends nobody knows when', (date) => {
    expect(dataOf('v1-form-cancellation', { subscription_date_next_charge: date })).toEqual({ ...ENDED, endsAt: 'unknown' });
  });

  test('is another one with another transaction or date', () => {
    const changes: readonly Body[] = [{}, { transaction: 'HP1' }, { transaction: 'HP2' }, { subscription_date_next_charge: '' }];
    expect(new Set(changes.map((change) => factOf('v1-form-cancellation', change)?.key)).size).toBe(4);
  });

  test('cannot be found without its code', () => {
    expect(reading('v1-form-cancellation', { subscriber_code: '' })).toEqual(waits('subscriber_code: expected an id'));
  });
});
