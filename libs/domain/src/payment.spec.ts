import { describe, expect, test } from '@jest/globals';
import type { DomainEvent } from './events.js';
import * as g from './given.js';
import { gave, ordersOf, took, world } from './given-worlds.js';

const inEveryOrder = (facts: readonly DomainEvent[], check: (order: readonly DomainEvent[]) => void): void =>
  ordersOf(facts).forEach((order) => check([...order, ...order]));

describe('a refund that names its payment only', () => {
  const invoice = g.renewed(1, '2026-05-01', { alsoKnownAs: ['shop/inv1'] });
  const elsewhere = { sale: 'shop/pay1', charge: 'pay1', payment: 'shop/pay1', person: undefined };
  const refund = g.refunded('2026-05-03', elsewhere);

  test('finds its sale once the two names are linked, in any order', () =>
    inEveryOrder([invoice, g.linked('2026-05-01'), refund], (facts) => {
      expect(world(facts).why('2026-05-02')).toEqual(['C1 ended: refunded']);
      expect(world(facts).wants('2026-05-04')).toEqual([]);
    }));
  test('takes nothing before that', () => expect(world([invoice, refund]).why('2026-05-04')).toEqual(['C1 live: paid']));
  test('finds its sale by a name that the sale itself tells', () => {
    const known = g.renewed(1, '2026-05-01', { alsoKnownAs: ['shop/inv1', 'shop/pay1'] });
    expect(world([known, refund]).why('2026-05-04')).toEqual(['C1 ended: refunded']);
  });
  test('comes undone by its name, too', () =>
    inEveryOrder([invoice, g.linked('2026-05-01'), refund, g.undone('2026-05-05', elsewhere)], (facts) =>
      expect(world(facts).why('2026-05-06')).toEqual(['C1 live: paid']),
    ));
  test('is nobody’s business in a sale of another name', () => {
    const other = g.renewed(1, '2026-05-01', { alsoKnownAs: ['shop/inv2'] });
    expect(world([other, g.linked('2026-05-01'), refund]).why('2026-05-04')).toEqual(['C1 live: paid']);
  });
});

describe('one payment for several products', () => {
  const part = (product: string, badgeCharge: string) =>
    g.paid('2026-05-01', { charge: badgeCharge, partOf: 'C1', product, amount: { value: 50, currency: 'BRL' } });
  const known = g.catalogOfLines(g.mapping('shop/course', ['X']), g.mapping('shop/bump', ['Y']));
  const both = [part('shop/course', 'C1:course'), part('shop/bump', 'C1:bump')];

  test('opens each of them, and a refund of the payment closes each', () => {
    expect(world(both, known).wants('2026-05-02')).toEqual(['assign X', 'assign Y']);
    inEveryOrder([...both, g.refunded('2026-05-03')], (facts) => expect(world(facts, known).wants('2026-05-04')).toEqual([]));
  });
  test('asks a person about each when a part goes back, since nobody says which', () => {
    const partly = g.refunded('2026-05-03', { whole: false, amount: { value: 50, currency: 'BRL' } });
    expect(world([...both, partly], known).why('2026-05-04')).toEqual(
      ['C1:course review: partly refunded', 'C1:bump review: partly refunded'].sort(),
    );
  });
});

describe('a sale whose buyer is named later', () => {
  const nameless = g.paid('2026-05-01', { person: undefined });
  test('waits for nobody, and then for the buyer', () => {
    expect(world([nameless]).pending('2026-05-02')).toBeUndefined();
    inEveryOrder([nameless, g.buyerNamed('2026-05-01')], (facts) => expect(world(facts).pending('2026-05-02')).toBe('waiting'));
  });
  test('belongs to whom the later word names', () => {
    const row = g.sale(g.paid('2026-05-01', { person: 'bia' }), g.buyerNamed('2026-05-02'));
    expect(row.person?.person).toBe('anna');
  });
});

describe('a payment at a paywall of Cativa', () => {
  const wall = (when: string, extra = {}) => g.paywallPaid(when, { paywall: 'W1', badge: 'X', gateway: 'Asaas', transaction: 'pay_1', ...extra });
  const held = [g.badgeSeen('2026-05-01'), wall('2026-05-01')];
  const elsewhere = { sale: 'asaas/sub_1', charge: 'pay_1', payment: 'asaas/pay_1', person: undefined };
  const adopting = g.catalogOfLines(g.mapping('cativa/W1', ['X'], { policies: { paywall: 'adopt' } }));

  test('is recorded; Cativa gives and takes by itself', () => {
    expect(world(held).why('2026-05-02')).toEqual(['P1 recorded: paid at a paywall of Cativa, which gives and takes by itself']);
    expect(world(held).wants('2026-05-02')).toEqual([]);
    expect(world([...held, g.refunded('2026-05-03', elsewhere)]).wants('2026-05-04')).toEqual([]);
  });
  test('counts its months only where Cativa takes access away after them', () => {
    const months = wall('2026-05-01', { months: 3, removeAfterExpiration: true });
    expect(world([months]).why('2026-08-02')).toEqual(['P1 ended: paid until then']);
    expect(world([wall('2026-05-01', { months: 3 })]).why('2027-08-02')[0]).toContain('recorded');
  });
  test('spares a badge of ours that it gives too, until it is over', () => {
    const months = wall('2026-05-01', { months: 1, removeAfterExpiration: true });
    const ours = [g.paid('2026-05-01'), ...gave('2026-05-01'), months, g.refunded('2026-05-03')];
    expect(world(ours).wants('2026-05-04')).toEqual([]);
    expect(world(ours).wants('2026-06-02')).toEqual(['remove X']);
  });
  test('that the catalog adopts is taken away with its refund at the gateway, found by the payment, and once', () => {
    expect(world(held, adopting).wants('2026-05-02')).toEqual([]);
    const refunded = [...held, g.refunded('2026-05-03', elsewhere)];
    expect(world(refunded, adopting).why('2026-05-04')).toEqual(['P1 ended: refunded']);
    expect(world(refunded, adopting).wants('2026-05-04')).toEqual(['remove X']);
    const gone = [...refunded, ...took('2026-05-04')];
    expect(world(gone, adopting).wants('2026-05-05')).toEqual([]);
    expect(world([...gone, g.badgeSeen('2026-05-06')], adopting).wants('2026-05-07')).toEqual([]);
  });
  test('that the catalog adopts leaves alone what somebody gave after it had ended', () => {
    const later = [wall('2026-05-01'), g.refunded('2026-05-03', elsewhere), g.badgeSeen('2026-05-10')];
    expect(world(later, adopting).wants('2026-05-11')).toEqual([]);
  });
});
