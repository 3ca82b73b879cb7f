import { describe, expect, test } from '@jest/globals';
import type { DomainEvent } from './events.js';
import {
  at,
  catalogOfLines,
  chargedBack,
  disputeClosed,
  disputed,
  ended,
  lapsed,
  mapping,
  moved,
  paid,
  refunded,
  renewalFailed,
  renewed,
  seen,
  undone,
} from './given.js';
import { gave, ordersOf, took, world } from './given-worlds.js';

const OTHER = { sale: 'shop/S2', charge: 'D1' };
const inEveryOrder = (facts: readonly DomainEvent[], check: (order: readonly DomainEvent[]) => void): void =>
  ordersOf(facts).forEach((order) => check([...order, ...order]));

describe('a single sale', () => {
  test('1: paid, and a member: the badge is assigned', () =>
    expect(world([seen('M1', '2026-05-01'), paid('2026-05-01')]).wants('2026-05-02')).toEqual(['assign X']));

  test('2: paid without a member waits, and the sign-up fulfils it', () => {
    expect(world([paid('2026-05-01')]).pending('2026-05-02')).toBe('waiting');
    const joined = world([paid('2026-05-01'), seen('M1', '2026-05-03')]);
    expect([joined.pending('2026-05-04'), joined.wants('2026-05-04')]).toEqual(['fulfilled', ['assign X']]);
  });

  test('3: refunded before the sign-up: the invitation is withdrawn and nothing is assigned', () => {
    expect(world([paid('2026-05-01'), refunded('2026-05-02')]).pending('2026-05-02')).toBe('withdrawn');
    expect(world([paid('2026-05-01'), refunded('2026-05-02'), seen('M1', '2026-05-03')]).wants('2026-05-04')).toEqual([]);
  });

  test('4: two sales give one badge: the first refund leaves it, the second takes it', () => {
    const both = [paid('2026-05-01'), paid('2026-05-02', OTHER), ...gave('2026-05-02')];
    expect(world([...both, refunded('2026-05-03')]).wants('2026-05-04')).toEqual([]);
    expect(world([...both, refunded('2026-05-03'), refunded('2026-05-05', OTHER)]).wants('2026-05-05')).toEqual(['remove X']);
  });

  test('5: a refund heard before its approval, in any order and repetition, assigns nothing', () =>
    inEveryOrder([paid('2026-05-01'), refunded('2026-05-02'), seen('M1', '2026-05-01')], (facts) =>
      expect(world(facts).wants('2026-05-03')).toEqual([]),
    ));

  test('6: a refused card that was tried again is one sale, in any order', () =>
    inEveryOrder([lapsed('2026-05-01T10:00'), paid('2026-05-01T10:03'), lapsed('2026-05-01T10:05', { kind: 'expired' })], (facts) =>
      expect(world(facts).wants('2026-05-02')).toEqual(['assign X']),
    ));

  test('7: the word that completes a sale three weeks later asks for nothing twice', () => {
    const complete = paid('2026-05-01', { paidAt: at('2026-05-01') });
    expect(world([paid('2026-05-01T12:05'), ...gave('2026-05-01T12:06'), complete]).wants('2026-05-22')).toEqual([]);
  });

  test('8: a completion of what was refunded since revives nothing', () => {
    const facts = [paid('2026-05-01T12:05'), ...gave('2026-05-01T12:06'), refunded('2026-05-03'), paid('2026-05-01')];
    expect(world(facts).wants('2026-05-22')).toEqual(['remove X']);
    expect(world([...facts, ...took('2026-05-22')]).wants('2026-05-23')).toEqual([]);
  });

  test('17: of three products in one checkout the main one is refunded: the other two stay', () => {
    const known = catalogOfLines(mapping('shop/course', ['X']), mapping('shop/bump', ['Y']), mapping('shop/extra', ['Z']));
    const facts = [
      paid('2026-05-01'),
      paid('2026-05-01', { ...OTHER, product: 'shop/bump' }),
      paid('2026-05-01', { sale: 'shop/S3', charge: 'E1', product: 'shop/extra' }),
      ...['X', 'Y', 'Z'].flatMap((badge) => gave('2026-05-01', badge)),
    ];
    expect(world([...facts, refunded('2026-05-02')], known).wants('2026-05-03')).toEqual(['remove X']);
  });

  test('20: a partial refund keeps and asks a person, the rest removes', () => {
    const partly = [paid('2026-05-01'), ...gave('2026-05-01'), refunded('2026-05-02', { whole: false })];
    expect(world(partly).why('2026-05-03')).toEqual(['C1 review: partly refunded']);
    expect(world(partly).wants('2026-05-03')).toEqual([]);
    expect(world([...partly, refunded('2026-05-04')]).wants('2026-05-05')).toEqual(['remove X']);
  });

  test('21: a refund that fails after the removal assigns again', () => {
    const gone = [paid('2026-05-01'), ...gave('2026-05-01'), refunded('2026-05-02'), ...took('2026-05-02')];
    expect(world([...gone, undone('2026-05-09')]).wants('2026-05-10')).toEqual(['assign X']);
  });

  test('22: an enquiry opened and closed never removes', () => {
    const enquiry = [paid('2026-05-01'), ...gave('2026-05-01'), disputed('2026-05-02', { kind: 'enquiry' })];
    const known = catalogOfLines(mapping('shop/course', ['X'], { policies: { dispute: 'hold' } }));
    expect(world(enquiry, known).wants('2026-05-03')).toEqual([]);
    expect(world([...enquiry, disputeClosed('2026-05-04', { outcome: 'withdrawn' })], known).wants('2026-05-05')).toEqual([]);
  });

  test('23: a dispute holds where the product says so, and its end decides', () => {
    const known = catalogOfLines(mapping('shop/course', ['X'], { policies: { dispute: 'hold' } }));
    const held = [paid('2026-05-01'), ...gave('2026-05-01'), disputed('2026-05-02', { kind: 'chargeback' })];
    expect(world(held, known).wants('2026-05-03')).toEqual(['remove X']);
    const gone = [...held, ...took('2026-05-03')];
    expect(world([...gone, disputeClosed('2026-05-20', { outcome: 'won' })], known).wants('2026-05-21')).toEqual(['assign X']);
    expect(world([...gone, disputeClosed('2026-05-20')], known).wants('2026-05-21')).toEqual([]);
  });
});

describe('a subscription', () => {
  const JAN = [renewed(1, '2026-01-01'), ...gave('2026-01-01')];
  const days = (month: string, from: number, to: number): readonly string[] =>
    Array.from({ length: to - from + 1 }, (_, index) => `2026-${month}-${String(from + index).padStart(2, '0')}`);

  test('9: four failures in five days and then a success: never removed', () => {
    const failures = ['2026-01-31', '2026-02-01', '2026-02-03', '2026-02-04'].map((day) => renewalFailed(day));
    for (const day of days('02', 1, 5)) expect(world([...JAN, ...failures]).wants(day)).toEqual([]);
    inEveryOrder([...failures.slice(0, 3), renewed(2, '2026-02-05')], (facts) => expect(world([...JAN, ...facts]).wants('2026-03-01')).toEqual([]));
  });

  test('10: grace passes in silence: removed when it ends, without any event', () => {
    const facts = [...JAN, renewalFailed('2026-01-31T12:01')];
    expect(world(facts).wants('2026-02-07T12:00')).toEqual([]);
    expect(world(facts).wants('2026-02-07T12:01')).toEqual(['remove X']);
    expect(world(JAN).wants('2026-02-08')).toEqual(['remove X']);
  });

  test('11: cancelled with eleven months left is kept until its end date, and removed at a refund in between', () => {
    const year = renewed(1, '2026-01-01', { paidUntil: at('2027-01-01') });
    const facts = [year, ...gave('2026-01-01'), ended('2026-02-01', { endsAt: at('2027-01-01') })];
    expect(world(facts).wants('2026-12-31')).toEqual([]);
    expect(world(facts).wants('2027-01-02')).toEqual(['remove X']);
    expect(world([...facts, refunded('2026-03-01')]).wants('2026-03-01')).toEqual(['remove X']);
  });

  test('12: cancelled and then approved again under the same code, in any order: assigned', () =>
    inEveryOrder([renewed(1, '2026-01-01'), ended('2026-01-10'), renewed(2, '2026-03-01')], (facts) =>
      expect(world(facts).wants('2026-03-02')).toEqual(['assign X']),
    ));

  test('13: a refund that names the second charge ends the sale, and the first charge stays in why', () => {
    const facts = [...JAN, renewed(2, '2026-01-31'), refunded('2026-02-02', { charge: 'C2' })];
    expect(world(facts).wants('2026-02-02')).toEqual(['remove X']);
    expect(world(facts).why('2026-02-02')).toEqual(['C1 ended: refunded', 'C2 ended: refunded']);
  });

  test('14: a protest four minutes after its cancellation keeps until the refund six days later', () => {
    const words = [ended('2026-01-10T10:00', { endsAt: at('2026-01-31') }), disputed('2026-01-10T10:04'), refunded('2026-01-16T10:00')];
    expect(world([...JAN, ...words.slice(0, 2)]).wants('2026-01-16T09:59')).toEqual([]);
    inEveryOrder(words, (facts) => expect(world([...JAN, ...facts]).wants('2026-01-16T10:00')).toEqual(['remove X']));
  });

  test("15: the old plan is cancelled minutes after the new one was paid: the new plan's badges stay", () => {
    const anew = renewed(1, '2026-01-10T10:00', OTHER);
    expect(world([...JAN, anew, ended('2026-01-10T10:04')]).wants('2026-01-11')).toEqual([]);
  });

  test("16: a switch from plan A to plan B takes A's badges, unless another sale gives them, and brings B's", () => {
    const known = catalogOfLines(mapping('shop/course', ['A', 'C'], { plan: 'a' }), mapping('shop/course', ['B', 'C'], { plan: 'b' }));
    const before = [renewed(1, '2026-01-01', { plan: 'a' }), ...['A', 'C'].flatMap((badge) => gave('2026-01-01', badge))];
    const after = [...before, moved('2026-01-10', { plan: 'b' })];
    expect(world(after, known).wants('2026-01-11')).toEqual(['remove A', 'assign B']);
    expect(world([...after, renewed(7, '2026-01-02', { ...OTHER, plan: 'a' })], known).wants('2026-01-11')).toEqual(['assign B']);
    expect(world([...after, renewed(2, '2026-01-31', { plan: 'b' })], known).wants('2026-02-20')).toEqual(['remove A', 'assign B']);
  });

  test('34: the same payment in two schemas is one charge, and the later and poorer word forgets nothing', () => {
    const rich = renewed(1, '2026-01-01T12:00', { plan: 'gold', planName: 'Gold' });
    const poor = renewed(1, '2026-01-01T12:01', { planName: 'Gold', paidUntil: undefined });
    const known = catalogOfLines(mapping('shop/course', ['X'], { plan: 'gold' }));
    inEveryOrder([rich, poor], (facts) => {
      expect(world(facts, known).why('2026-01-02')).toEqual(['C1 live: paid']);
      expect(world(facts, known).wants('2026-01-02')).toEqual(['assign X']);
      expect(world(facts, known).why('2026-03-01')).toEqual(['C1 ended: paid until then']);
    });
  });

  test('a chargeback a month later ends what the renewal since did not pay', () =>
    expect(world([...JAN, chargedBack('2026-02-02')]).wants('2026-02-02')).toEqual(['remove X']));
});
