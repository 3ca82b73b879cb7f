import { describe, expect, test } from '@jest/globals';
import { accessTimeKeys, evolveAccessTime, type AccessTime } from './access-time.js';
import type { DomainEvent } from './events.js';
import * as g from './given.js';
import { ordersOf, sameInEveryOrder } from './given-worlds.js';
import type { Metadata } from './recorded-event.js';

const sales = ['shop/S1'];

/** A fact that was recorded at another time than it happened. */
const heard = (event: DomainEvent, recordedAt: string, metadata: Partial<Metadata> = {}) => {
  const recorded = g.recorded(event);
  return { ...recorded, recordedAt: g.at(recordedAt), metadata: { ...recorded.metadata, ...metadata } };
};
const foldHeard = (facts: readonly ReturnType<typeof heard>[]) => facts.reduce<AccessTime | undefined>(evolveAccessTime, undefined);

describe('the sales that a fact is about', () => {
  test('are the one that was paid, and each one behind a badge, once', () => {
    expect(accessTimeKeys(g.paid('2026-05-01'))).toEqual(['shop/S1']);
    expect(accessTimeKeys(g.assigned('2026-05-01', { sales: ['shop/S1', 'shop/S2', 'shop/S1'] }))).toEqual(['shop/S1', 'shop/S2']);
  });

  test('are none where the badge names none, as it did once, and for every other fact', () => {
    const others = [g.assigned('2026-05-01'), g.refunded('2026-05-01'), g.assignRequested('2026-05-01', { sales }), g.removed('2026-05-01')];
    for (const fact of others) expect(accessTimeKeys(fact)).toEqual([]);
    expect(evolveAccessTime(undefined, g.recorded(g.refunded('2026-05-01')))).toBeUndefined();
  });
});

describe('the times of a sale', () => {
  test("are the gateway's time of payment, our 200, and the badge by our clock", () => {
    const paid = g.paid('2026-05-01T10:00', { paidAt: g.at('2026-05-01T09:59') });
    const given = g.assigned('2026-05-01T10:02', { sales });
    expect(foldHeard([heard(paid, '2026-05-01T10:01'), heard(given, '2026-05-01T10:03')])).toEqual({
      gatewayAt: g.at('2026-05-01T09:59'),
      heardAt: g.at('2026-05-01T10:01'),
      openedAt: g.at('2026-05-01T10:03'),
    });
  });

  test('have no time of the gateway where it gave none: our own clock says nothing about its delay', () => {
    const ours = heard(g.paid('2026-05-01'), '2026-05-01', { clock: 'ours' });
    expect(foldHeard([ours])).toEqual({ heardAt: g.at('2026-05-01') });
    const told = heard(g.paid('2026-05-01', { paidAt: g.at('2026-04-30') }), '2026-05-01', { clock: 'ours' });
    expect(foldHeard([told])).toMatchObject({ gatewayAt: g.at('2026-04-30') });
  });

  test('are those of the first payment and the first badge: renewals, repeats and a badge given once more change nothing', () => {
    const first = [g.renewed(1, '2026-05-01'), g.assigned('2026-05-02', { sales })];
    const later = [g.renewed(2, '2026-06-01'), g.renewed(1, '2026-05-20'), g.assigned('2026-06-02', { sales }), g.assigned('2026-06-03', { sales })];
    expect(g.fold(evolveAccessTime, [...first, ...later])).toEqual(g.fold(evolveAccessTime, first));
  });

  test('remember that the badge was there already, beside one that was given', () => {
    const facts = [g.paid('2026-05-01'), g.assigned('2026-05-02', { sales, already: true }), g.assigned('2026-05-09', { sales })];
    expect(g.fold(evolveAccessTime, facts)).toMatchObject({ hadAt: g.at('2026-05-02'), openedAt: g.at('2026-05-09') });
  });

  const facts = [
    g.renewed(1, '2026-05-01', { paidAt: g.at('2026-04-30') }),
    g.renewed(2, '2026-06-01'),
    g.assigned('2026-05-02', { sales }),
    g.assigned('2026-06-02', { sales, badge: 'Y' }),
    g.assigned('2026-05-01', { sales, already: true }),
    g.assigned('2026-05-03', { sales, already: true }),
  ];

  test('are the same in every order and repetition', () => {
    for (const index of facts.keys()) sameInEveryOrder(evolveAccessTime, [...facts, ...facts].slice(index, index + 3));
    sameInEveryOrder(evolveAccessTime, facts);
  });

  test('are the same in every order also where they were recorded in another order than they happened', () => {
    const late = facts.map((fact, index) => heard(fact, `2026-07-${String(9 - index).padStart(2, '0')}`, index === 1 ? { clock: 'ours' } : {}));
    expect(new Set(ordersOf(late).map((order) => g.asText(foldHeard(order)))).size).toBe(1);
  });
});
