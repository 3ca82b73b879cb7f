import { describe, expect, test } from '@jest/globals';
import type { Reading } from '../source.js';
import { dataOf, factOf, factsIn, NOW, reading, typesIn, unix, updated, VALUES, waits, type Body, type Name } from './given.js';

const AT = NOW.toISOString();
const OF = { occurredAt: AT, sale: 'stripe/sub_1' };
const ignored = (because: string): Reading => ({ kind: 'ignored', because });
const NOTHING = ignored('it changes nothing about access');

describe('a subscription that was cancelled', () => {
  test.each<[Name]>([['customer-subscription-updated-cancelled'], ['customer-subscription-updated-cancelled-basil']])(
    '%s ends when its period does',
    (name) => {
      const fact = { type: 'SubscriptionEnded', data: { ...OF, endsAt: VALUES.paidUntil } };
      expect(reading(name)).toEqual({ kind: 'facts', facts: [{ key: `sale/sub_1/ended/${AT}`, fact }] });
    },
  );

  test.each<[string, Body, string]>([
    ['the date that is set', { cancel_at: unix('2027-01-01T00:00:00.000Z'), cancel_at_period_end: true }, '2027-01-01T00:00:00.000Z'],
    ['the latest period of its items', { cancel_at_period_end: true }, VALUES.paidUntil],
    ['nobody knows when, where no period is told', { cancel_at_period_end: true, items: null }, 'unknown'],
    ['nobody knows when, where the date is none', { cancel_at: 12 }, 'unknown'],
  ])('ends at %s', (_, changes, endsAt) => {
    expect(factsIn(updated(changes))).toMatchObject([{ fact: { type: 'SubscriptionEnded', data: { endsAt } } }]);
  });

  test.each(['trialing', 'past_due'])('ends so too while it is %s', (status) => {
    expect(typesIn(updated({ status, cancel_at_period_end: true }))).toEqual(['SubscriptionEnded']);
  });

  test('ends at once when it is deleted', () => {
    const [said] = factsIn(reading('customer-subscription-deleted'));
    expect(said).toEqual({ key: 'sale/sub_1/deleted', fact: { type: 'SubscriptionEnded', data: { ...OF, endsAt: AT } } });
    expect(dataOf('customer-subscription-deleted', { ended_at: null })).toEqual({ ...OF, endsAt: null });
  });
});

describe('a subscription that is closed', () => {
  test.each(['unpaid', 'canceled', 'incomplete_expired', 'paused'])('ends when it is %s', (status) => {
    expect(factOf('customer-subscription-updated-unpaid', { status })).toEqual({
      key: `sale/sub_1/ended/${AT}`,
      fact: { type: 'SubscriptionEnded', data: { ...OF, endsAt: null } },
    });
  });

  test('ended when Stripe says it did', () => {
    const ended_at = unix('2026-11-01T00:00:00.000Z');
    expect(dataOf('customer-subscription-updated-unpaid', { ended_at })).toMatchObject({ endsAt: '2026-11-01T00:00:00.000Z' });
  });

  test('is one word where two events say that it is paused', () => {
    expect(factOf('customer-subscription-paused')).toEqual(factOf('customer-subscription-updated-unpaid', { status: 'paused' }));
  });
});

describe('a subscription that goes on', () => {
  const RESUMED = { key: `sale/sub_1/resumed/${AT}`, fact: { type: 'SubscriptionResumed', data: OF } };

  test.each<[Name]>([['customer-subscription-updated-cancellation-taken-back'], ['customer-subscription-resumed']])('is resumed by %s', (name) => {
    expect(reading(name)).toEqual({ kind: 'facts', facts: [RESUMED] });
  });

  test.each<[Body]>([[{ cancel_at: 1_800_000_000 }], [{ cancel_at_period_end: true }], [{ status: 'paused' }], [{ status: 'unpaid' }]])(
    'is resumed when before it had %j',
    (before) => {
      expect(updated({}, before)).toEqual({ kind: 'facts', facts: [RESUMED] });
    },
  );

  test.each<[Body, Body]>([
    [{}, { cancel_at: null }],
    [{}, { cancel_at_period_end: false }],
    [{}, { status: 'past_due' }],
    [{}, { status: 'incomplete' }],
    [{}, { schedule: 'sub_sched_1' }],
    [{}, { cancel_at: {} }],
  ])('says nothing new with %j when before it had %j', (changes, before) => {
    expect(updated(changes, before)).toEqual(NOTHING);
  });

  test('is not resumed by another end', () => {
    expect(typesIn(updated({ cancel_at: 1_800_000_000 }, { cancel_at: 1_790_000_000 }))).toEqual(['SubscriptionEnded']);
  });

  test.each<[Body, string]>([
    [{ status: 'past_due' }, 'invoice.payment_failed says the same'],
    [{ status: 'incomplete' }, 'its first payment is awaited'],
  ])('with %j leaves the word to others', (changes, because) => {
    expect(updated(changes, { status: 'active' })).toEqual(ignored(because));
  });
});

describe('a subscription that moves', () => {
  const MOVED = { key: `sale/sub_1/plan/${AT}`, fact: { type: 'SubscriptionMoved', data: { ...OF, plan: 'price_1' } } };
  const itemOf = (price: Body): Body => ({ items: { data: [{ price }] } });

  test('has another price than before', () => {
    expect(reading('customer-subscription-updated-other-price')).toEqual({ kind: 'facts', facts: [MOVED] });
    expect(updated({}, { plan: { id: 'price_0', product: 'prod_1' } })).toEqual({ kind: 'facts', facts: [MOVED] });
    expect(updated({}, { plan: 'price_0' })).toEqual({ kind: 'facts', facts: [MOVED] });
  });

  test('may have another product as well, unless the seller’s own word names it', () => {
    const before = itemOf({ id: 'price_0', product: 'prod_0' });
    expect(factsIn(updated({ metadata: {} }, before))).toMatchObject([{ fact: { data: { product: 'stripe/prod_1', plan: 'price_1' } } }]);
    expect(updated({}, before)).toEqual({ kind: 'facts', facts: [MOVED] });
    expect(updated({ metadata: {} }, itemOf({ id: 'price_0', product: 'prod_1' }))).toEqual({ kind: 'facts', facts: [MOVED] });
  });

  test('has not moved where only its period is new, or where nothing tells the price before', () => {
    expect(reading('customer-subscription-updated-renewed')).toEqual(NOTHING);
    expect(updated({}, { items: { data: [{ current_period_end: 1 }] } })).toEqual(NOTHING);
    expect(updated({ items: { data: [] } }, { plan: { id: 'price_0' } })).toEqual(NOTHING);
  });

  test('with several prices leaves the word to the invoice', () => {
    const items = { data: [{ price: { id: 'price_1' } }, { price: { id: 'price_2' } }] };
    expect(updated({ items }, { plan: { id: 'price_0' } })).toEqual(NOTHING);
  });

  test('may be cancelled at the same time', () => {
    expect(typesIn(updated({ cancel_at_period_end: true }, { plan: { id: 'price_0' } }))).toEqual(['SubscriptionEnded', 'SubscriptionMoved']);
  });
});

test.each<[Body, string]>([
  [{ status: 'asleep' }, 'data.object.status: expected the status of a subscription'],
  [{ status: null }, 'data.object.status: expected an id'],
  [{ id: null }, 'data.object.id: expected an id'],
  [{ cancel_at: 'soon' }, 'data.object.cancel_at: expected a whole number'],
  [{ cancel_at_period_end: 'yes' }, 'data.object.cancel_at_period_end: expected true or false'],
])('a subscription with %j waits for a person', (changes, issue) => {
  expect(reading('customer-subscription-updated-cancelled', changes)).toEqual(waits(issue));
});

test('previous attributes that cannot be read are none', () => {
  for (const before of ['x', null, { cancel_at_period_end: 'yes' }]) expect(updated({}, before)).toEqual(NOTHING);
});
