import { describe, expect, test } from '@jest/globals';
import { catalogOf, evolveEntitlement, reasonsOf, type DomainEvent, type Entitlement, type Mapping, type Reason } from '#domain';
import { factOf, type Body, type Name } from './given.js';

/* An account may send the same sale in both schemas, from two configurations. */

const CATALOG = catalogOf(
  [
    { product: 'hotmart/77', name: 'Oficina', badges: [], policies: {} },
    { product: 'hotmart/77', plan: '5', name: 'Oficina, plano 5', badges: [], policies: {} },
  ].map((mapping: Mapping, index) => ({ key: String(index), mapping, position: '0' })),
);

const factIn = (name: Name, changes: Body = {}): DomainEvent => {
  const said = factOf(name, changes);
  if (said === undefined) throw new Error(`${name} says nothing`);
  return said.fact;
};

const reasonsFrom = (facts: readonly DomainEvent[], now = '2026-11-21T00:00:00.000Z'): readonly Reason[] => {
  const row = facts.reduce<Entitlement | undefined>(
    (known, event, index) =>
      evolveEntitlement(known, {
        globalPosition: BigInt(index + 1),
        stream: 'test-1',
        version: index + 1,
        eventId: JSON.stringify(event),
        recordedAt: event.data.occurredAt,
        event,
        metadata: { source: 'hotmart', schema: 1 },
      }),
    undefined,
  );
  return row === undefined ? [] : reasonsOf(row, CATALOG, { now });
};

const inBothOrders = (...facts: readonly DomainEvent[]): readonly (readonly Reason[])[] => [reasonsFrom(facts), reasonsFrom([...facts].reverse())];

describe('a purchase told in both schemas', () => {
  test('is one reason, with the plan and the paid time of 2.0.0', () => {
    for (const reasons of inBothOrders(factIn('purchase-approved'), factIn('v1-approved'))) {
      expect(reasons).toHaveLength(1);
      expect(reasons).toMatchObject([
        {
          sale: 'hotmart/S1',
          charge: 'HP1',
          state: 'live',
          product: 'hotmart/77',
          plan: '5',
          planName: 'Plano Inventado',
          offer: 'o1',
          until: '2026-12-27T03:00:00.000Z',
          mapping: { name: 'Oficina, plano 5' },
        },
      ]);
    }
  });

  test('without a subscription is one reason of its own transaction', () => {
    for (const reasons of inBothOrders(factIn('single-purchase-approved'), factIn('v1-single-approved')))
      expect(reasons).toMatchObject([{ sale: 'hotmart/HP1', charge: 'HP1', state: 'live', until: null }]);
  });

  test.each<[Name, Name]>([
    ['purchase-approved', 'v1-refunded'],
    ['v1-approved', 'purchase-refunded'],
    ['v1-approved', 'v1-chargeback'],
  ])('%s is ended by %s', (paid, back) => {
    for (const reasons of inBothOrders(factIn(paid), factIn(back))) expect(reasons).toMatchObject([{ state: 'ended', charge: 'HP1' }]);
  });

  test.each<[Name]>([['v1-approved'], ['v1-completed']])('%s, heard after the refund, revives nothing', (late) => {
    expect(reasonsFrom([factIn('purchase-approved'), factIn('v1-refunded'), factIn(late)])).toMatchObject([{ state: 'ended' }]);
  });

  test.each<[Name]>([['v1-subscription-cancellation'], ['v1-form-cancellation']])('ends at the end of the paid time by %s', (ended) => {
    const reasons = reasonsFrom([factIn('v1-approved'), factIn(ended)], '2026-12-19T00:00:00.000Z');
    expect(reasons).toMatchObject([{ state: 'live', because: 'cancelled', until: '2026-12-20T03:00:00.000Z' }]);
  });
});

test('a plan that only has a name is found in the catalog by its name', () => {
  const catalog = catalogOf([
    { key: '1', mapping: { product: 'hotmart/77', plan: 'Plano Inventado', name: 'By name', badges: [], policies: {} }, position: '0' },
  ]);
  const row = evolveEntitlement(undefined, {
    globalPosition: 1n,
    stream: 'test-1',
    version: 1,
    eventId: '1',
    recordedAt: '2026-11-20T12:00:00.000Z',
    event: factIn('v1-approved'),
    metadata: { source: 'hotmart', schema: 1 },
  });
  expect(row && reasonsOf(row, catalog, { now: '2026-11-21T00:00:00.000Z' })).toMatchObject([{ mapping: { name: 'By name' } }]);
});
