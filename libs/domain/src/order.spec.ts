import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { evolveEntitlement } from './entitlement.js';
import type { DomainEvent } from './events.js';
import * as g from './given.js';
import { sameInEveryOrder } from './given-worlds.js';
import { evolveIdentity } from './identity.js';
import { evolvePayment } from './payment.js';
import { evolvePendingGrant } from './pending-grant.js';
import { evolveReview } from './review.js';

/** Every kind of word about a sale, with rivals inside one slot, ties at the same moment and words about other charges. */
const words: readonly DomainEvent[] = [
  g.renewed(1, '2026-01-01', { plan: 'gold', planName: 'Gold' }),
  g.renewed(1, '2026-01-01T12:00', { paidUntil: undefined, plan: undefined, offer: 'o1' }),
  g.renewed(1, '2026-01-03', { plan: 'silver', person: 'bia' }),
  g.renewed(2, '2026-02-01'),
  g.refunded('2026-02-01', { charge: 'C2' }),
  g.refunded('2026-01-02', { whole: false }),
  g.chargedBack('2026-02-01', { charge: 'C1' }),
  g.undone('2026-02-02', { charge: 'C2' }),
  g.disputed('2026-02-01', { charge: 'C2', kind: 'chargeback' }),
  g.disputeClosed('2026-02-03', { charge: 'C2', outcome: 'won' }),
  g.disputeClosed('2026-02-03', { charge: 'C2' }),
  g.renewalFailed('2026-03-03'),
  g.renewalFailed('2026-03-05'),
  g.ended('2026-03-05', { endsAt: 'unknown' }),
  g.ended('2026-03-05', { endsAt: g.at('2026-04-01') }),
  g.moved('2026-02-05', { plan: 'silver' }),
  g.moved('2026-02-05', { paidUntil: g.at('2026-03-20') }),
  g.moved('2026-02-06', { planName: 'Bronze', offer: 'o2' }),
  g.resumed('2026-03-05'),
  g.resumed('2026-03-07'),
  g.termsStated('2026-02-01', { endsWhenLate: false }),
  g.termsStated('2026-02-01', { endsWithContract: false }),
  g.buyerNamed('2026-01-02', { person: 'carla' }),
  g.saleSettled('2026-01-04', { charge: 'C1' }),
  g.saleSettled('2026-01-04', { charge: 'C1', decision: 'end' }),
  g.renewed(3, '2026-03-06', { alsoKnownAs: ['shop/b', 'shop/a'] }),
  g.renewed(3, '2026-03-06', { alsoKnownAs: ['shop/c'], trial: true }),
  g.refunded('2026-01-02', { whole: false, amount: { value: 10, currency: 'BRL' }, of: { value: 40, currency: 'BRL' } }),
];
const DAYS = ['2026-01-02', '2026-02-02', '2026-02-10', '2026-03-04', '2026-03-25', '2026-06-01'];
const PLANS = g.catalogOfLines(
  g.mapping('shop/course', ['X']),
  g.mapping('shop/course', ['G'], { plan: 'gold' }),
  g.mapping('shop/course', ['S'], { plan: 'silver', policies: { dispute: 'hold' } }),
);
const judgements = (order: readonly DomainEvent[]) => {
  const row = g.fold(evolveEntitlement, order);
  return DAYS.map((day) => g.reasonsAt(day, row, PLANS));
};

describe('a sale', () => {
  test('any three of its words end in one row, in every order and each heard one to three times', () => {
    for (const [index, first] of words.entries()) {
      const [second, third] = [words[(index + 1) % words.length], words[(index + 5) % words.length]];
      sameInEveryOrder(
        evolveEntitlement,
        [first, second, third].filter((word) => word !== undefined),
      );
    }
  });

  test.each([0, 5, 11, 16, 22])('six words, from the %ith on, end in one row in all 720 orders', (from) => {
    sameInEveryOrder(evolveEntitlement, words.slice(from, from + 6));
  });

  test('any of its words, in any order and repetition, give the same judgement on every day', () => {
    const some = fc.shuffledSubarray([...words], { minLength: 1 });
    fc.assert(
      fc.property(
        some.chain((order) => fc.tuple(fc.constant(order), fc.shuffledSubarray([...order, ...order, ...order], { minLength: order.length }))),
        ([order, noise]) => {
          expect(judgements([...noise, ...order])).toEqual(judgements(order.toSorted((a, b) => words.indexOf(a) - words.indexOf(b))));
        },
      ),
    );
  });

  test('the order of charges in the row, which a database does not keep, makes no difference', () => {
    const row = g.sale(...words);
    const turned = { ...row, charges: Object.fromEntries(Object.entries(row.charges).reverse()) };
    for (const day of DAYS) expect(g.reasonsAt(day, turned, PLANS)).toEqual(g.reasonsAt(day, row, PLANS));
  });
});

describe('a payment known by its name', () => {
  const named = { payment: 'shop/pay1' };
  const said = [
    g.linked('2026-05-01'),
    g.linked('2026-05-01', { sameAs: 'shop/inv2' }),
    g.refunded('2026-05-02', named),
    g.refunded('2026-05-02', { ...named, whole: false }),
    g.undone('2026-05-03', named),
    g.disputed('2026-05-02', named),
    g.disputeClosed('2026-05-02', named),
  ];
  test('ends in the same row in every order and repetition', () => {
    for (const index of said.keys()) sameInEveryOrder(evolvePayment, [...said, ...said].slice(index, index + 3));
    sameInEveryOrder(evolvePayment, said.slice(0, 6));
  });
});

test('what a person has put aside stays so in every order and repetition', () => {
  sameInEveryOrder(evolveReview, [
    g.reviewDismissed('2026-05-01'),
    g.reviewDismissed('2026-05-01', { note: 'a test' }),
    g.reviewDismissed('2026-05-03'),
  ]);
});

describe('an address', () => {
  const facts = [g.seen('M1', '2026-05-01'), g.seen('M2', '2026-05-02'), g.paywallPaid('2026-05-02', { member: 'M3' })];

  test('belongs to the same member in every order and repetition', () => {
    sameInEveryOrder(evolveIdentity, facts);
    sameInEveryOrder(evolveIdentity, [...facts, g.seen('M1', '2026-05-03'), g.seen('M4', '2026-05-03'), g.seen('M5', '2026-04-01', ['X'])]);
  });

  test('waits for, or belongs to, the same member in every order and repetition', () => {
    sameInEveryOrder(evolvePendingGrant, facts);
    sameInEveryOrder(evolvePendingGrant, [g.buyerNamed('2026-05-01'), g.paid('2026-05-02', { sale: 'shop/S2' }), g.seen('M1', '2026-05-03')]);
    sameInEveryOrder(evolvePendingGrant, [g.paid('2026-05-01'), g.paid('2026-05-02', { sale: 'shop/S2' }), g.seen('M1', '2026-05-03')]);
    sameInEveryOrder(evolvePendingGrant, [...facts, g.paid('2026-05-01'), g.paid('2026-04-02', { sale: 'shop/S0' }), g.refunded('2026-05-09')]);
  });
});
