import { describe, expect, test } from '@jest/globals';
import { evolveEntitlement } from './entitlement.js';
import type { Policies } from './events.js';
import * as g from './given.js';
import { reasonsOf } from './reasons.js';

const PAID = g.paid('2026-05-01', { amount: { value: 100, currency: 'BRL' } });
const JAN = g.renewed(1, '2026-01-01');
const given = (...facts: Parameters<typeof g.sale>) => g.given(evolveEntitlement, ...facts);
const reasonAt = (when: string, facts: Parameters<typeof g.sale>, policies: Policies = {}) =>
  g.reasonsAt(when, g.sale(...facts), g.catalogOfLines(g.mapping('shop/course', ['X'], { policies })))[0];

describe('a part of the money that went back', () => {
  const part = (value: number, extra = {}) => g.refunded('2026-05-03', { whole: false, amount: { value, currency: 'BRL' }, ...extra });
  const AT_HALF: Policies = { partialRefundEndsAt: 50 };

  test('asks a person, and says since when', () =>
    expect(reasonAt('2026-05-04', [PAID, part(60)])).toMatchObject({ state: 'review', because: 'partly refunded', askedAt: g.at('2026-05-03') }));
  test('ends access from the percentage on that the product names', () => {
    expect(reasonAt('2026-05-04', [PAID, part(49.99)], AT_HALF)).toMatchObject({ state: 'live', because: 'partly refunded, 50 %' });
    expect(reasonAt('2026-05-04', [PAID, part(50)], AT_HALF)).toMatchObject({ state: 'ended', until: g.at('2026-05-03') });
  });
  test('is measured by what the gateway says was charged, where it says so', () =>
    expect(reasonAt('2026-05-04', [PAID, part(50, { of: { value: 200, currency: 'brl' } })], AT_HALF)).toMatchObject({
      because: 'partly refunded, 25 %',
    }));
  test.each([{ amount: undefined }, { amount: { value: 60, currency: 'USD' } }, { of: { value: 0, currency: 'BRL' } }])(
    'asks a person whatever the product says when the share cannot be told: %j',
    (extra) => expect(reasonAt('2026-05-04', [PAID, part(60, extra)], AT_HALF)).toMatchObject({ state: 'review' }),
  );
  test('is settled by a person: kept, kept until a day, or ended', () => {
    const settled = (extra: object, facts = [PAID, part(60)]) => reasonAt('2026-05-10', [...facts, g.saleSettled('2026-05-04', extra)]);
    expect(settled({})).toMatchObject({ state: 'live', until: null, because: 'partly refunded; kept by rui' });
    expect(settled({ until: g.at('2026-06-01') })).toMatchObject({ state: 'live', until: g.at('2026-06-01') });
    expect(settled({ decision: 'end' })).toMatchObject({ state: 'ended', until: g.at('2026-05-04'), because: 'partly refunded; ended by rui' });
    expect(settled({})).not.toHaveProperty('askedAt');
  });
  test('asks anew when more goes back after a person had settled it', () => {
    const more = g.refunded('2026-05-06', { whole: false });
    expect(reasonAt('2026-05-10', [PAID, part(60), g.saleSettled('2026-05-04'), more])).toMatchObject({ state: 'review' });
  });
  test("is none of a person's business that never asked one", () =>
    expect(reasonAt('2026-05-10', [PAID, g.saleSettled('2026-05-04', { decision: 'end' })])).toMatchObject({ state: 'live' }));
});

describe('a cancellation', () => {
  const cancelled = g.ended('2026-01-10', { endsAt: g.at('2026-01-31') });
  test('ends at its end date, or at once where the product says so', () => {
    given(JAN).when(cancelled).then(g.opensOn('2026-01-30', 'cancelled'));
    given(JAN)
      .when(cancelled)
      .then(g.closedOn('2026-01-11', 'cancelled', { subscriptionEnd: 'at-once' }));
  });
  test('that was taken back ends nothing, also at the same moment', () => {
    given(JAN, cancelled).when(g.resumed('2026-01-10')).then(g.opensOn('2026-02-06', 'paid'));
    given(JAN, g.resumed('2026-01-09')).when(cancelled).then(g.closedOn('2026-02-06', 'cancelled'));
  });
  test('without a readable end asks a person, who can name the day', () => {
    const unknown = g.ended('2026-01-10', { endsAt: 'unknown' });
    expect(reasonAt('2026-01-11', [JAN, unknown])).toMatchObject({ state: 'review', askedAt: g.at('2026-01-10') });
    const settled = g.saleSettled('2026-01-12', { until: g.at('2026-03-01') });
    expect(reasonAt('2026-02-20', [JAN, unknown, settled])).toMatchObject({ state: 'live', until: g.at('2026-03-01') });
  });
  test('at the agreed end takes nothing from who paid one price bit by bit', () => {
    const finished = g.ended('2026-02-01', { finished: true });
    given(JAN).when(finished).then(g.closedOn('2026-02-02', 'cancelled'));
    given(JAN)
      .when(finished)
      .then(g.opensOn('2030-01-01', 'paid', { billing: 'instalments' }));
    given(g.renewed(1, '2026-01-01', { instalments: true }))
      .when(finished)
      .then(g.opensOn('2030-01-01', 'paid'));
    given(JAN)
      .when(g.ended('2026-02-01'))
      .then(g.closedOn('2026-02-02', 'cancelled', { billing: 'instalments' }));
  });
});

describe("the seller's own wish about a sale", () => {
  test('keeps access when a payment is late, unless the catalog says how many days', () => {
    const facts = [JAN, g.termsStated('2026-01-01', { endsWhenLate: false }), g.renewalFailed('2026-02-01')];
    given(...facts)
      .when()
      .then(g.opensOn('2026-12-01', 'paid; the seller keeps access when a payment is late'));
    given(...facts)
      .when()
      .then(g.closedOn('2026-02-10', undefined, { renewalGraceDays: 7 }));
    given(JAN, g.termsStated('2026-01-01', { endsWhenLate: true }))
      .when()
      .then(g.closedOn('2026-02-08'));
  });
  test('keeps access when the contract ends, unless the catalog speaks of ends', () => {
    const facts = [JAN, g.termsStated('2026-01-01', { endsWithContract: false }), g.ended('2026-01-10')];
    given(...facts)
      .when()
      .then(g.opensOn('2026-01-20', 'paid'));
    given(...facts)
      .when()
      .then(g.closedOn('2026-01-20', undefined, { subscriptionEnd: 'at-end-date' }));
  });
});

describe('a trial', () => {
  const trial = g.renewed(1, '2026-01-01', { charge: 'trial', trial: true, paidUntil: g.at('2026-01-08') });
  test('opens until its end, without grace', () => {
    given(trial).when().then(g.opensOn('2026-01-07', 'paid'));
    given(trial).when().then(g.closedOn('2026-01-08'));
  });
  test('does not open where the product says so', () =>
    given(trial)
      .when()
      .then(g.closedOn('2026-01-02', 'a trial', { trial: 'does-not-grant' })));
  test('is followed by what is paid', () => given(trial).when(g.renewed(2, '2026-01-08')).then(g.opensOn('2026-02-01')));
});

describe('a sale without an end', () => {
  test.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2026-11-30', 3, '2027-02-28'],
    ['2026-05-15', 12, '2027-05-15'],
  ])('paid on %s lasts %i months, to %s', (day, accessMonths, end) =>
    expect(reasonAt('2026-01-01', [g.paid(day)], { accessMonths })).toMatchObject({
      until: g.at(end),
      rule: { name: 'accessMonths', origin: 'product' },
    }),
  );
  test('lasts to the end of time at most', () =>
    expect(reasonAt('2026-05-02', [PAID], { accessMonths: 1e9 })).toMatchObject({ until: '9999-12-31T23:59:59.999Z' }));
  test('lasts for months or days, whichever is over first', () =>
    expect(reasonAt('2026-05-02', [PAID], { accessMonths: 1, accessDays: 10 })).toMatchObject({
      until: g.at('2026-05-11'),
      rule: { name: 'accessDays' },
    }));
});

describe('the next due date', () => {
  const noDate = g.renewed(1, '2026-01-01T12:00', { paidUntil: undefined });
  test('told shortly before the payment counts for it, where the payment names none', () =>
    given(noDate)
      .when(g.moved('2026-01-01T11:59', { paidUntil: g.at('2026-02-01') }))
      .then(g.closedOn('2026-02-08')));
  test('told before the payment never outranks the date of the payment itself', () =>
    given(JAN)
      .when(g.moved('2025-12-31', { paidUntil: g.at('2027-01-01') }))
      .then(g.closedOn('2026-02-08')));
  test('of a time that is over counts for nothing', () =>
    given(noDate)
      .when(g.moved('2025-12-01', { paidUntil: g.at('2026-01-01T12:00') }))
      .then(g.opensOn('2027-01-01')));
});

describe('a chargeback that nobody closes', () => {
  test('becomes a person’s business after 90 days, and stays settled', () => {
    const facts = [PAID, g.disputed('2026-05-02', { kind: 'chargeback' })];
    expect(reasonAt('2026-07-31T11:59', facts)).toMatchObject({ state: 'live' });
    expect(reasonAt('2026-07-31', facts)).toMatchObject({ state: 'review', because: 'charged back, no outcome in 90 days' });
    expect(reasonAt('2026-12-01', [...facts, g.saleSettled('2026-08-01', { decision: 'end' })])).toMatchObject({ state: 'ended' });
    expect(reasonAt('2026-12-01', [PAID, g.disputed('2026-05-02')])).toMatchObject({ state: 'live' });
  });
});

describe('the rule that decided', () => {
  test('is told with its value, who set it, and where the paid time ended', () =>
    expect(reasonAt('2026-02-02', [JAN], { renewalGraceDays: 3 })).toMatchObject({
      until: g.at('2026-02-03'),
      graceFrom: g.at('2026-01-31'),
      rule: { name: 'renewalGraceDays', value: 3, origin: 'product' },
    }));
  test('may be the installation’s, or nobody’s', () => {
    const [reason] = reasonsOf(g.sale(JAN), g.catalogOfLines(), { now: g.at('2026-02-02'), policies: { renewalGraceDays: 10 } });
    expect(reason?.rule).toEqual({ name: 'renewalGraceDays', value: 10, origin: 'installation' });
    expect(reasonAt('2026-02-02', [JAN])?.rule).toEqual({ name: 'renewalGraceDays', value: 7, origin: 'default' });
  });
  test('is the sale’s own where the gateway calls it an instalment', () =>
    expect(reasonAt('2026-02-02', [g.renewed(1, '2026-01-01', { instalments: true })])?.rule).toEqual({
      name: 'billing',
      value: 'instalments',
      origin: 'sale',
    }));
});
