import { describe, expect, test } from '@jest/globals';
import type { DomainEvent } from './events.js';
import {
  assigned,
  assignRequested,
  badgeSeen,
  catalogAt,
  COURSE,
  fold,
  mapping,
  paid,
  reasonsAt,
  refunded,
  refused,
  removed,
  removeRequested,
  sale,
  seen,
  withdrawn,
} from './given.js';
import { evolveMemberBadges } from './member-badges.js';
import { badgeStates, plan } from './plan.js';

const PAID = reasonsAt('2026-06-01', sale(paid('2026-05-01')));
const REFUNDED = reasonsAt('2026-06-01', sale(paid('2026-05-01'), refunded('2026-05-02')));
const NONE = { member: 'M1', badges: {} };

/** `commands(reasons, ...facts about the member)`: what must be done, in one word each. */
const commands = (reasons: typeof PAID, ...facts: readonly DomainEvent[]): readonly string[] =>
  plan('M1', badgeStates(reasons, fold(evolveMemberBadges, facts) ?? NONE), COURSE).map(({ command, badge }) => `${command} ${badge}`);

const asked = assignRequested('2026-05-01');
const OURS = [asked, assigned('2026-05-01')];
const listed = assignRequested('2026-05-01', { via: 'worklist' });

describe('what should be there', () => {
  test('is asked for when it is not', () => expect(commands(PAID)).toEqual(['assign X']));
  test('is left alone when it is, whoever gave it', () => {
    expect(commands(PAID, ...OURS)).toEqual([]);
    expect(commands(PAID, badgeSeen('2026-05-01'))).toEqual([]);
  });
  test('is asked for again while no answer came', () => expect(commands(PAID, asked)).toEqual(['assign X']));
  test('is asked for again while no answer came, though it shows by a clock that is behind ours: only so the ask ends', () => {
    const row = [assignRequested('2026-05-02'), badgeSeen('2026-05-01')];
    expect(commands(PAID, ...row)).toEqual(['assign X']);
    expect(commands(PAID, ...row, assigned('2026-05-02'))).toEqual([]);
    expect(commands(PAID, assignRequested('2026-05-02', { via: 'worklist' }), badgeSeen('2026-05-01'))).toEqual([]);
  });
  test('is asked for again while a removal that left is open: it may have taken effect', () =>
    expect(commands(PAID, ...OURS, removeRequested('2026-05-03'))).toEqual(['assign X']));
  test('takes a listed removal back', () => {
    const row = [...OURS, removeRequested('2026-05-03', { via: 'worklist' })];
    expect(commands(PAID, ...row)).toEqual(['withdraw X']);
    expect(commands(PAID, ...row, withdrawn('2026-05-04'))).toEqual([]);
  });
  test('names the sales that speak for it, each once', () => {
    const twice = reasonsAt('2026-06-01', sale(paid('2026-05-01'), paid('2026-05-01', { charge: 'C2' })));
    expect(plan('M1', badgeStates(twice, NONE), COURSE)).toEqual([{ command: 'assign', member: 'M1', badge: 'X', sales: ['shop/S1'] }]);
  });
});

describe('what should not be there', () => {
  test('is removed when it is ours', () => expect(commands(REFUNDED, ...OURS)).toEqual(['remove X']));
  test('is left alone when it is not ours', () => {
    expect(commands(REFUNDED, badgeSeen('2026-05-01'))).toEqual([]);
    expect(commands([], seen('M1', '2026-05-01', ['X', 'Y']))).toEqual([]);
    expect(commands(REFUNDED, asked, assigned('2026-05-01', { already: true }))).toEqual([]);
  });
  test('is left alone when it is gone', () => expect(commands(REFUNDED, ...OURS, seen('M1', '2026-05-03', []))).toEqual([]));
  test('is removed unseen while our assignment is open: it may yet take effect', () => expect(commands(REFUNDED, asked)).toEqual(['remove X']));
  test('is removed unseen while that removal is open: the assignment before it may yet take effect', () => {
    expect(commands(REFUNDED, asked, removeRequested('2026-05-03'))).toEqual(['remove X']);
    expect(commands(REFUNDED, asked, removeRequested('2026-05-03'), removed('2026-05-03'))).toEqual([]);
    expect(commands(REFUNDED, ...OURS, removeRequested('2026-05-03', { via: 'worklist' }), seen('M1', '2026-05-02', []))).toEqual([]);
  });
  test('takes a listed assignment back, unless somebody has carried it out', () => {
    expect(commands(REFUNDED, listed)).toEqual(['withdraw X']);
    expect(commands(REFUNDED, listed, withdrawn('2026-05-02'))).toEqual([]);
    expect(commands(REFUNDED, listed, badgeSeen('2026-05-02'))).toEqual(['remove X']);
  });
  test('names the sales that once spoke for it', () => {
    const [state] = badgeStates(REFUNDED, NONE);
    expect(state).toMatchObject({ badge: 'X', desired: false, sales: ['shop/S1'] });
  });
});

describe('a refusal', () => {
  const no = refused('2026-05-02');

  test('stands', () => {
    expect(commands(PAID, asked, no)).toEqual([]);
    expect(commands(REFUNDED, ...OURS, removeRequested('2026-05-03'), refused('2026-05-03', { command: 'remove' }))).toEqual([]);
  });
  test('of one command says nothing about the other', () =>
    expect(commands(PAID, ...OURS, seen('M1', '2026-05-03', []), refused('2026-05-04', { command: 'remove' }))).toEqual(['assign X']));
  test('stands until the catalog changes after it', () => {
    const states = badgeStates(PAID, fold(evolveMemberBadges, [asked, no]) ?? NONE);
    expect(plan('M1', states, catalogAt(1, mapping('shop/course', ['X'])))).toEqual([]);
    expect(plan('M1', states, catalogAt(3, mapping('shop/course', ['X'])))).toHaveLength(1);
  });
});

test('a held or ended reason wants nothing, one under review does', () => {
  const row = sale(paid('2026-05-01'), refunded('2026-05-02', { whole: false }));
  expect(commands(reasonsAt('2026-06-01', row))).toEqual(['assign X']);
  expect(commands(PAID.map((reason) => ({ ...reason, state: 'held' })))).toEqual([]);
});

test('states come in order of badge and cover what is wanted, asked and shown', () => {
  const row = fold(evolveMemberBadges, [seen('M1', '2026-05-01', ['Z', 'A']), assignRequested('2026-05-01', { badge: 'K' })]);
  expect(badgeStates(PAID, row ?? NONE).map(({ badge, desired, observed }) => [badge, desired, observed])).toEqual([
    ['A', false, true],
    ['K', false, false],
    ['X', true, false],
    ['Z', false, true],
  ]);
});
