import { describe, expect, test } from '@jest/globals';
import { blocks, evolveBlock } from './block.js';
import * as g from './given.js';
import { plan, badgeStates } from './plan.js';

const standsOn = (when: string, ...facts: Parameters<typeof g.sale>): boolean => {
  const row = g.fold(evolveBlock, facts);
  return row !== undefined && blocks(row, g.at(when));
};

describe('a block', () => {
  test('stands from when it is set until it is lifted, and again when it is set again', () => {
    const [set, lifted, again] = [g.blockSet('2026-05-01'), g.blockLifted('2026-05-10'), g.blockSet('2026-05-20')];
    expect(standsOn('2026-05-09', set)).toBe(true);
    expect(standsOn('2026-05-11', set, lifted)).toBe(false);
    expect(standsOn('2026-05-21', set, lifted, again)).toBe(true);
  });

  test('with an end stands until then, to the minute', () => {
    const set = g.blockSet('2026-05-01', { until: g.at('2026-05-10T08:00') });
    expect([standsOn('2026-05-10T07:59', set), standsOn('2026-05-10T08:00', set)]).toEqual([true, false]);
  });

  test('that is set and lifted at the same moment does not stand', () => {
    expect(standsOn('2026-05-01', g.blockSet('2026-05-01'), g.blockLifted('2026-05-01'))).toBe(false);
  });

  test('outranks every reason: our badge goes, and one that somebody else gave stays', () => {
    const reasons = g.reasonsAt('2026-05-02', g.sale(g.paid('2026-05-01')));
    const ours = { member: 'M1', badges: { X: { ours: true, ack: { present: true, at: g.at('2026-05-01') } } } };
    const theirs = { member: 'M1', badges: { X: { ours: false, seenAt: g.at('2026-05-01') } } };
    expect(plan('M1', badgeStates(reasons, ours), g.COURSE)).toEqual([]);
    expect(plan('M1', badgeStates(reasons, ours, true), g.COURSE)).toMatchObject([{ command: 'remove', badge: 'X', sales: ['shop/S1'] }]);
    expect(plan('M1', badgeStates(reasons, theirs, true), g.COURSE)).toEqual([]);
  });
});
