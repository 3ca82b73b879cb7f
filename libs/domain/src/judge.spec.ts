import { describe, expect, test } from '@jest/globals';
import { evolveEntitlement as evolve } from './entitlement.js';
import { at, catalogOfLines, closedOn, ended, given, mapping, moved, opensOn, paid, reasonsAt, renewalFailed, renewed, sale } from './given.js';

const JAN = renewed(1, '2026-01-01');
const FEB = renewed(2, '2026-01-31');

describe('a sale without an end', () => {
  test('opens for ever', () => given(evolve).when(paid('2026-01-01')).then(opensOn('2199-01-01', 'paid')));
  test('opens for as many days as the product allows, counted from the payment', () => {
    const late = paid('2026-01-05', { paidAt: at('2026-01-01') });
    given(evolve)
      .when(late)
      .then(opensOn('2026-01-30', 'paid', { accessDays: 30 }));
    given(evolve)
      .when(late)
      .then(closedOn('2026-01-31', 'paid until then', { accessDays: 30 }));
  });
  test('a single sale that names its end ends there, without grace', () => {
    given(evolve)
      .when(paid('2026-01-01', { paidUntil: at('2026-03-01') }))
      .then(opensOn('2026-02-28'));
    given(evolve)
      .when(paid('2026-01-01', { paidUntil: at('2026-03-01') }))
      .then(closedOn('2026-03-01', 'paid until then'));
  });
  test('a cancelled subscription word does not touch a single sale', () =>
    given(evolve, paid('2026-01-01')).when(ended('2026-02-01')).then(opensOn('2026-06-01', 'paid')));
});

describe('grace', () => {
  test('a subscription lives seven days past its paid-until, to the millisecond', () => {
    given(evolve).when(JAN).then(opensOn('2026-02-07T11:59:59.999Z', 'paid'));
    given(evolve).when(JAN).then(closedOn('2026-02-07T12:00', 'paid until then'));
  });
  test('is as long as the product says, and may be nothing', () => {
    given(evolve)
      .when(JAN)
      .then(opensOn('2026-02-02T11:59', 'paid', { renewalGraceDays: 2 }));
    given(evolve)
      .when(JAN)
      .then(closedOn('2026-01-31T12:00', 'paid until then', { renewalGraceDays: 0 }));
  });
  test('a failure before the paid-until waits for it', () =>
    given(evolve, JAN).when(renewalFailed('2026-01-20')).then(opensOn('2026-02-07T11:59', 'renewal failed, in grace')));
  test('a first failure inside the grace starts it anew, the next ones do not', () => {
    const failures = [renewalFailed('2026-02-03'), renewalFailed('2026-02-05'), renewalFailed('2026-02-09')];
    given(evolve, JAN)
      .when(...failures)
      .then(opensOn('2026-02-10T11:59', 'renewal failed, in grace'));
    given(evolve, JAN)
      .when(...failures)
      .then(closedOn('2026-02-10T12:00', 'renewal failed, grace is over'));
  });
  test('a failure after the grace revives nothing', () =>
    given(evolve, JAN).when(renewalFailed('2026-03-01')).then(closedOn('2026-03-02', 'paid until then')));
  test('without a paid-until, a failure alone ends it after the grace', () => {
    const open = renewed(1, '2026-01-01', { paidUntil: undefined });
    given(evolve, open).when(renewalFailed('2026-02-01')).then(opensOn('2026-02-08T11:59'));
    given(evolve, open).when(renewalFailed('2026-02-01')).then(closedOn('2026-02-08T12:00', 'renewal failed, grace is over'));
  });
  test('without any paid-until, an old charge does not outlive the grace of the last one', () => {
    const open = [renewed(1, '2026-01-01', { paidUntil: undefined }), renewed(2, '2026-02-01', { paidUntil: undefined })];
    given(evolve, ...open)
      .when(renewalFailed('2026-03-01'))
      .then(closedOn('2026-03-09'));
  });
  test('any later payment restores', () => {
    given(evolve, JAN, renewalFailed('2026-01-31')).when(renewed(2, '2026-04-01')).then(opensOn('2026-04-02', 'paid'));
    given(evolve, JAN, FEB).when(renewalFailed('2026-01-31')).then(opensOn('2026-02-20', 'paid'));
  });
});

describe('instalments', () => {
  const policies = { billing: 'instalments' } as const;
  const plan = [renewed(1, '2026-01-01'), renewed(2, '2026-01-31')];

  test('pay for good, bit by bit: no paid-until ends them', () =>
    given(evolve)
      .when(...plan)
      .then(opensOn('2030-01-01', 'paid', policies)));
  test('a missed one ends all of them when the grace is over, and a late payment restores', () => {
    given(evolve, ...plan)
      .when(renewalFailed('2026-03-02'))
      .then(opensOn('2026-03-09T11:59', undefined, policies));
    given(evolve, ...plan)
      .when(renewalFailed('2026-03-02'))
      .then(closedOn('2026-03-09T12:00', 'renewal failed, grace is over', policies));
    given(evolve, ...plan, renewalFailed('2026-03-02'))
      .when(renewed(3, '2026-05-01'))
      .then(opensOn('2030-01-01', 'paid', policies));
  });
  test('last as many days as the product allows, and no failure makes that longer', () => {
    const limited = { ...policies, accessDays: 60 };
    given(evolve)
      .when(...plan)
      .then(opensOn('2026-03-30', undefined, limited));
    given(evolve)
      .when(...plan)
      .then(closedOn('2026-04-01T12:00', 'paid until then', limited));
    given(evolve, ...plan)
      .when(renewalFailed('2026-03-31'))
      .then(closedOn('2026-04-01T12:00', undefined, limited));
  });
});

describe('a cancellation', () => {
  test('keeps access until its end date, with no grace after it', () => {
    given(evolve, JAN)
      .when(ended('2026-01-05', { endsAt: at('2026-01-31') }))
      .then(opensOn('2026-01-31T11:59', 'cancelled'));
    given(evolve, JAN)
      .when(ended('2026-01-05', { endsAt: at('2026-01-31') }))
      .then(closedOn('2026-01-31T12:00', 'cancelled'));
  });
  test('without a date means now', () => given(evolve, JAN).when(ended('2026-01-05')).then(closedOn('2026-01-05T12:00', 'cancelled')));
  test('with an unreadable date is for a person: neither for ever nor now', () => {
    const row = sale(JAN, ended('2026-01-05', { endsAt: 'unknown' }));
    expect(reasonsAt('2026-01-06', row)[0]).toMatchObject({
      state: 'review',
      until: at('2026-02-07'),
      because: 'cancelled, end date unreadable',
    });
    expect(reasonsAt('2026-02-08', row)[0]).toMatchObject({ state: 'ended' });
  });
  test('is over when something is paid later, and at the same moment the payment counts', () => {
    given(evolve, JAN, ended('2026-01-05')).when(FEB).then(opensOn('2026-02-01', 'paid'));
    given(evolve, JAN).when(ended('2026-01-01')).then(opensOn('2026-01-02', 'paid'));
  });
  test('never revives a charge whose time was over', () => {
    const plans = catalogOfLines(mapping('shop/course', ['A'], { plan: 'a' }), mapping('shop/course', ['B'], { plan: 'b' }));
    const row = sale(
      renewed(1, '2026-01-01', { plan: 'a' }),
      renewed(2, '2026-06-01', { plan: 'b' }),
      ended('2026-06-02', { endsAt: at('2026-07-01') }),
    );
    expect(reasonsAt('2026-06-10', row, plans).map(({ charge, state }) => [charge, state])).toEqual([
      ['C1', 'ended'],
      ['C2', 'live'],
    ]);
  });
});

describe('a move', () => {
  test('of the charge date moves the end of what was paid last, in both directions', () => {
    given(evolve, JAN)
      .when(moved('2026-01-10', { paidUntil: at('2026-04-01') }))
      .then(opensOn('2026-04-07', 'paid'));
    given(evolve, JAN)
      .when(moved('2026-01-10', { paidUntil: at('2026-01-20') }))
      .then(closedOn('2026-01-28'));
    const [first] = reasonsAt('2026-02-10', sale(JAN, FEB, moved('2026-02-01', { paidUntil: at('2026-04-01') })));
    expect(first).toMatchObject({ charge: 'C1', state: 'ended' });
  });
  test('of the date is outdated by the next payment', () =>
    given(evolve, JAN, moved('2026-01-10', { paidUntil: at('2026-06-01') }))
      .when(FEB)
      .then(closedOn('2026-04-01')));
  test('to a plan that is known by its name only is heard', () => {
    const row = sale(renewed(1, '2026-01-01', { planName: 'Gold' }), moved('2026-01-10', { planName: 'Silver' }));
    expect(reasonsAt('2026-01-11', row)[0]?.planName).toBe('Silver');
  });
});

test('a charge without a paid-until ends when the next one is paid, so an old plan does not linger', () => {
  const row = sale(renewed(1, '2026-01-01', { paidUntil: undefined, plan: 'a' }), renewed(2, '2026-02-01', { paidUntil: undefined, plan: 'b' }));
  expect(reasonsAt('2026-02-02', row).map(({ plan, state }) => [plan, state])).toEqual([
    ['a', 'ended'],
    ['b', 'live'],
  ]);
});

test('one that nobody paid is no reason', () => expect(reasonsAt('2026-01-01', sale(renewalFailed('2026-01-01')))).toEqual([]));
