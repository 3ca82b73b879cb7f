import { describe, expect, test } from '@jest/globals';
import { PERSON, VALUES, dataOf, factOf, reading, waits } from './given.js';

describe('a subscription', () => {
  const CANCELLED_AT = '2026-11-20T11:59:59.850Z';
  const ENDED = { occurredAt: CANCELLED_AT, sale: 'hotmart/S1', product: 'hotmart/77', person: PERSON, endsAt: VALUES.paidUntil };

  test('that is cancelled ends when the next charge would have come', () => {
    const said = factOf('subscription-cancellation');
    expect(said?.key).toBe(`sale/S1/ended/${CANCELLED_AT}`);
    expect(said?.fact).toEqual({ type: 'SubscriptionEnded', data: ENDED });
    expect(said?.personal).toEqual({ email: 'Bia@Example.com', name: 'Bia Souza' });
  });

  test.each([undefined, null, '', 'soon', 0, -1])('with the end date %j ends nobody knows when', (date) => {
    expect(dataOf('subscription-cancellation', { 'data.date_next_charge': date })).toEqual({ ...ENDED, endsAt: 'unknown' });
  });

  test('without its own date is cancelled when the event was made', () => {
    expect(dataOf('subscription-cancellation', { 'data.cancellation_date': null })).toMatchObject({ occurredAt: VALUES.at });
  });

  test('cannot be found without its code', () => {
    const issue = 'data.subscriber.code: expected an id';
    expect(reading('subscription-cancellation', { 'data.subscriber.code': null })).toEqual(waits(issue));
  });

  test('moves to the plan that is current, wherever it stands in the list', () => {
    const plans = [{ id: 1, current: false }, { id: 2, name: 'B', offer: { key: 'k2' }, current: true }, null];
    const said = factOf('switch-plan', { 'data.plans': plans });
    expect(said?.key).toBe(`sale/S1/plan/${VALUES.at}`);
    const { endsAt: paidUntil, ...of } = ENDED;
    expect(said?.fact).toEqual({
      type: 'SubscriptionMoved',
      data: { ...of, occurredAt: VALUES.at, plan: '2', planName: 'B', offer: 'k2', paidUntil },
    });
  });

  test.each([
    [[{ id: 1, current: false }]],
    [[{ current: true }]],
    [
      [
        { id: 1, current: true },
        { id: 2, current: true },
      ],
    ],
  ])('does not move by %j', (plans) => {
    expect(reading('switch-plan', { 'data.plans': plans })).toEqual(waits('data.plans: expected one current plan with an id'));
  });

  test.each(['2027-01-18T12:00:00.000Z', Date.parse('2027-01-18T12:00:00.000Z')])('is paid until the new charge date %j', (date) => {
    const said = factOf('update-subscription-charge-date', { 'data.subscription.date_next_charge': date });
    const { endsAt: _, ...of } = ENDED;
    expect(said?.key).toBe(`sale/S1/date/${VALUES.at}`);
    expect(said?.fact).toEqual({
      type: 'SubscriptionMoved',
      data: { ...of, occurredAt: VALUES.at, paidUntil: '2027-01-18T12:00:00.000Z' },
    });
  });

  test('is not moved to a date that cannot be read', () => {
    const issue = 'data.subscription.date_next_charge: expected a time';
    expect(reading('update-subscription-charge-date', { 'data.subscription.date_next_charge': '18/01' })).toEqual(waits(issue));
  });
});

describe('a cart that was left', () => {
  test('names the product, the offer and the lead', () => {
    const said = factOf('purchase-out-of-shopping-cart');
    expect(said).toMatchObject({ key: `cart/77/${VALUES.id}`, personal: { phone: '31900001234' } });
    const data = { occurredAt: VALUES.at, product: 'hotmart/77', person: PERSON, offer: 'o1' };
    expect(said?.fact).toEqual({ type: 'CheckoutAbandoned', data });
  });

  test('is kept even if nothing is known of it', () => {
    expect(factOf('purchase-out-of-shopping-cart', { id: null, data: {} })).toEqual({
      key: `cart/unknown/${VALUES.at}`,
      fact: { type: 'CheckoutAbandoned', data: { occurredAt: VALUES.at } },
    });
  });
});
