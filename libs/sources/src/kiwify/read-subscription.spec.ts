import { describe, expect, test } from '@jest/globals';
import { HEARD_AT, PERSON, VALUES, dataOf, factOf, reading, waits } from './given.js';

const AT = '2026-11-20T12:00:00.000Z';
const OF = { occurredAt: AT, sale: 'kiwify/S1', product: 'kiwify/77', person: PERSON };
const ACCESS = 'Subscription.customer_access';

describe('a cancelled subscription', () => {
  test('keeps access until the end of what was paid', () => {
    expect(factOf('subscription-canceled')).toEqual({
      key: `charge/O1/ended/${VALUES.paidUntil}`,
      fact: { type: 'SubscriptionEnded', data: { ...OF, endsAt: VALUES.paidUntil } },
      personal: { email: 'Bia@Example.com', name: 'Bia Souza', phone: '+5531900001234', document: '00000000191' },
    });
  });

  test('ends at once only when access is said to be gone', () => {
    const said = factOf('subscription-canceled-at-once');
    expect(said?.key).toBe('charge/O1/ended/at-once');
    expect(said?.fact).toEqual({ type: 'SubscriptionEnded', data: { ...OF, endsAt: null } });
  });

  test.each([
    [{ access_until: '2027-01-31T10:00:00Z' }, '2027-01-31T10:00:00.000Z'],
    [{ access_until: '2027-01-31T10:00:00-03:00' }, '2027-01-31T13:00:00.000Z'],
    [{ access_until: '2027-01-31' }, '2027-01-31T23:59:59.999Z'],
    [{ access_until: '31/01/2027' }, '2027-01-31T23:59:59.999Z'],
    [{ access_until: '2027-02-30' }, 'unknown'],
    [{ access_until: 'soon' }, 'unknown'],
    [{ access_until: 0 }, 'unknown'],
    [{ access_until: {} }, 'unknown'],
    [{ access_until: null }, VALUES.paidUntil],
    [{ access_until: ' ' }, VALUES.paidUntil],
    [{}, VALUES.paidUntil],
    ['no object', VALUES.paidUntil],
    [{ has_access: null, access_until: '2027-01-31' }, '2027-01-31T23:59:59.999Z'],
    [{ has_access: 'false', access_until: '2027-01-31' }, '2027-01-31T23:59:59.999Z'],
    [{ has_access: false, access_until: 'soon' }, null],
    [{ has_access: false }, null],
  ])('with access as %j ends: %s', (access, endsAt) => {
    expect(dataOf('subscription-canceled', { [ACCESS]: access })).toEqual({ ...OF, endsAt });
  });

  test.each([undefined, null, '', 'soon', '30/02/2027', 7])('without access, and with the next payment %j, ends nobody knows when', (next) => {
    expect(dataOf('subscription-canceled', { [ACCESS]: undefined, 'Subscription.next_payment': next })).toEqual({ ...OF, endsAt: 'unknown' });
  });

  test('of which nothing is told but its id ends nobody knows when', () => {
    expect(dataOf('subscription-canceled', { Subscription: undefined })).toEqual({ ...OF, endsAt: 'unknown' });
  });

  test('resent is the same word even if it was touched since; with another end it is another', () => {
    const keyWith = (changes: object): string | undefined => factOf('subscription-canceled', { ...changes })?.key;
    expect(keyWith({ updated_at: '2026-11-21 12:00' })).toBe(keyWith({}));
    expect(keyWith({ [ACCESS]: { access_until: '2027-01-31' } })).not.toBe(keyWith({}));
  });

  test('is never dated before its own payment: without its time it was cancelled when we heard of it', () => {
    expect(factOf('subscription-canceled', { updated_at: 'x' })).toMatchObject({ clock: 'ours', fact: { data: { occurredAt: HEARD_AT } } });
  });

  test.each([
    ['subscription_id', {}, 'subscription_id: expected an id'],
    ['order_id', null, 'order_id: expected an id'],
  ])('cannot be told when %s is %j', (path, value, issue) => {
    expect(reading('subscription-canceled', { [path]: value })).toEqual(waits(issue));
  });
});

describe('a renewal that failed', () => {
  test('is a word about the subscription and its order', () => {
    expect(factOf('subscription-late')).toMatchObject({
      key: `charge/O1/late/${AT}`,
      fact: { type: 'RenewalFailed', data: { ...OF, charge: 'O1' } },
      personal: { name: 'Bia Souza' },
    });
  });

  test('may fail again for the same order', () => {
    expect(factOf('subscription-late', { updated_at: '2026-11-22 12:00' })?.key).toBe('charge/O1/late/2026-11-22T12:00:00.000Z');
  });

  test('without its time failed when we heard of it, which is no part of the key', () => {
    const said = factOf('subscription-late', { updated_at: undefined });
    expect(said).toMatchObject({ key: 'charge/O1/late', clock: 'ours', fact: { data: { occurredAt: HEARD_AT } } });
  });
});

describe('a cart that was left', () => {
  const LEFT = { occurredAt: AT, product: 'kiwify/77', person: PERSON };

  test('names the product and the lead', () => {
    expect(factOf('abandoned-cart')).toEqual({
      key: `cart/77/${VALUES.id}`,
      fact: { type: 'CheckoutAbandoned', data: LEFT },
      personal: { email: 'Bia@Example.com', name: 'Bia Souza', phone: '+5531900001234' },
    });
  });

  test.each(['abandoned_cart', 'carrinho_abandonado'])('may call itself %s', (event) => {
    expect(factOf('abandoned-cart', { webhook_event_type: event, status: undefined })).toEqual(factOf('abandoned-cart'));
  });

  test('without an id is known by its time, without a time by its id', () => {
    expect(factOf('abandoned-cart', { id: null })?.key).toBe(`cart/77/${AT}`);
    expect(factOf('abandoned-cart', { created_at: null })).toMatchObject({ key: `cart/77/${VALUES.id}`, clock: 'ours' });
    expect(reading('abandoned-cart', { id: null, created_at: null })).toEqual(waits('id: expected an id'));
  });

  test('is kept even if nobody and nothing is named', () => {
    const nothing = { product_id: undefined, email: undefined, name: undefined, phone: undefined };
    expect(factOf('abandoned-cart', nothing)).toEqual({
      key: `cart/unknown/${VALUES.id}`,
      fact: { type: 'CheckoutAbandoned', data: { occurredAt: AT } },
    });
  });
});
