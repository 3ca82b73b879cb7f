import { describe, expect, test } from '@jest/globals';
import { evolveBrake, mayRemove, RELEASED } from './brake.js';
import type { DomainEvent } from './events.js';
import {
  assigned,
  assignRequested,
  at,
  badgeSeen,
  catalogAt,
  catalogOfLines,
  COURSE,
  fold,
  mapping,
  paid,
  refunded,
  refused,
  released,
  removeRequested,
  seen,
  tripped,
} from './given.js';
import { gave, world } from './given-worlds.js';

const PAID = paid('2026-05-01');

describe('the catalog', () => {
  test('24: a product that is not mapped is listed as such, and assigned once it is, without any replay', () => {
    const before = world([PAID, seen('M1', '2026-05-01')], catalogOfLines());
    expect([before.unmapped('2026-05-02'), before.wants('2026-05-02')]).toEqual([['shop/course'], []]);
    const after = world([PAID, seen('M1', '2026-05-01')]);
    expect([after.unmapped('2026-05-09'), after.wants('2026-05-09')]).toEqual([[], ['assign X']]);
  });

  test('25: a mapping changed from X to Y takes X from whom we gave it, and brings Y to all', () => {
    const changed = catalogAt(9, mapping('shop/course', ['Y']));
    expect(world([PAID, ...gave('2026-05-01')], changed).wants('2026-05-02')).toEqual(['remove X', 'assign Y']);
    expect(world([PAID, badgeSeen('2026-04-01')], changed).wants('2026-05-02')).toEqual(['assign Y']);
  });

  test('35: a catalog mistake stops at the brake, and nobody else is removed until a person says go', () => {
    const holders = 400;
    const emptied = catalogAt(9);
    let removals = 0;
    let brake = RELEASED;
    for (let member = 0; member < holders; member += 1) {
      const wanted = world([PAID, ...gave('2026-05-01')], emptied).wants('2026-05-02');
      expect(wanted).toEqual(['remove X']);
      if (mayRemove(brake, { recent: removals, holders }, at('2026-05-02'))) removals += 1;
      else brake = fold(evolveBrake, [tripped('2026-05-02', { removals, limit: 20 })]) ?? brake;
    }
    expect(removals).toBe(20);
    expect(mayRemove(brake, { recent: 0, holders }, at('2026-06-02'))).toBe(false);
    const go = fold(evolveBrake, [tripped('2026-05-02'), released('2026-05-03', { allow: 380 })]) ?? RELEASED;
    expect(mayRemove(go, { recent: 379, holders }, at('2026-05-03'))).toBe(true);
  });
});

describe('other hands', () => {
  const refund = refunded('2026-05-05');

  test('26: a badge given by hand, then a sale of it refunded: the badge stays', () => {
    expect(world([seen('M1', '2026-04-01', ['X']), PAID, refund]).wants('2026-05-06')).toEqual([]);
    const unseen: readonly DomainEvent[] = [PAID, assignRequested('2026-05-01'), assigned('2026-05-01', { already: true }), refund];
    expect(world(unseen).wants('2026-05-06')).toEqual([]);
  });

  test("26: what Cativa's own paywall gave stays", () => expect(world([badgeSeen('2026-04-01'), PAID, refund]).wants('2026-05-06')).toEqual([]));

  test('27: our badge removed in the Console is drift, assigned again, and still ours', () => {
    const drifted = [PAID, ...gave('2026-05-01'), seen('M1', '2026-05-03', ['Z'])];
    expect(world(drifted).wants('2026-05-04')).toEqual(['assign X']);
    expect(world([...drifted, ...gave('2026-05-04'), refund]).wants('2026-05-06')).toEqual(['remove X']);
  });

  test('27: removed in the Console when nothing speaks for it any more: nothing to do', () =>
    expect(world([PAID, ...gave('2026-05-01'), refund, seen('M1', '2026-05-06', [])]).wants('2026-05-07')).toEqual([]));
});

describe('answers', () => {
  test('32: an assignment that timed out after it was applied is asked for again, and Cativa showing it ends the matter', () => {
    const asked = [PAID, assignRequested('2026-05-01')];
    expect(world(asked).wants('2026-05-02')).toEqual(['assign X']);
    expect(world([...asked, badgeSeen('2026-05-01T12:01')]).wants('2026-05-02')).toEqual([]);
    expect(world([...asked, badgeSeen('2026-05-01T12:01'), refunded('2026-05-03')]).wants('2026-05-04')).toEqual(['remove X']);
  });

  test('33: what Cativa refuses for good is left alone until the catalog changes', () => {
    const facts = [PAID, assignRequested('2026-05-01'), refused('2026-05-01')];
    expect(world(facts, catalogAt(1, ...COURSE.mappings)).wants('2026-05-02')).toEqual([]);
    expect(world(facts, catalogAt(5, ...COURSE.mappings)).wants('2026-05-02')).toEqual(['assign X']);
  });

  test('33: a refused removal does not stop a later assignment', () => {
    const facts = [
      PAID,
      ...gave('2026-05-01'),
      removeRequested('2026-05-02'),
      refused('2026-05-02', { command: 'remove' }),
      seen('M1', '2026-05-03', []),
    ];
    expect(world(facts).wants('2026-05-04')).toEqual(['assign X']);
  });
});
