import { describe, expect, test } from '@jest/globals';
import { AT, PERSON, SENT, UNSIGNED, asBody, bodyOf, exampleOf, factsIn, readBody, saidIn, seen, type Body } from './given.js';

describe("a payment at Cativa's own paywall", () => {
  const wall = (paywall: Body = {}, payment: Body = {}): Body => {
    const { Paywall, Payment } = exampleOf('paywall-payment-completed');
    return bodyOf('paywall-payment-completed', {
      Paywall: { ...asBody(Paywall), ...paywall },
      Payment: { ...asBody(Payment), ...payment },
    });
  };
  const paidIn = (paywall: Body = {}, payment: Body = {}): unknown => saidIn(wall(paywall, payment))[0]?.data;
  const PAID = {
    occurredAt: AT,
    member: 'm1',
    person: PERSON,
    payment: 'pay1',
    paywall: 'wall1',
    action: 2,
    badge: 'b1',
    months: 6,
    removeAfterExpiration: true,
    paid: 240.5,
    gateway: 'Asaas',
    transaction: 'pay_pay1',
  };

  test('is recorded, and shows the member without a list of badges', () => {
    const [paid, member] = factsIn(wall());
    expect(paid?.key).toBe('paywall/pay1/m1');
    expect(paid?.fact).toEqual({ type: 'PaywallPaid', data: PAID });
    expect(member?.fact).toEqual(seen(AT));
  });

  test('is for life with null months, and of unknown length without any', () => {
    expect(paidIn({ AccessMonths: null })).toEqual({ ...PAID, months: null });
    const { months: _, ...unknown } = PAID;
    expect(paidIn({ AccessMonths: undefined })).toEqual(unknown);
  });

  test('without a gateway or a transaction has none', () => {
    const { gateway: _, transaction: __, ...rest } = PAID;
    expect(paidIn({}, { Gateway: '', IdTransacao: null })).toEqual(rest);
  });

  test('without its own time counts from the delivery', () => {
    expect(paidIn({}, { CompletedAt: null })).toEqual({ ...PAID, occurredAt: SENT.toISOString() });
    expect(readBody(wall({}, { CompletedAt: null }), UNSIGNED).kind).toBe('unreadable');
  });

  test('without an id waits for a person', () => {
    expect(readBody(wall({}, { PaymentId: null }))).toEqual({ kind: 'unreadable', issues: ['Payment.PaymentId: expected an id'] });
  });

  const { badge: _, action: __, ...BARE } = PAID;

  test.each<[unknown, unknown, object]>([
    [0, '', { action: 0 }],
    [6, null, { action: 6 }],
    [1, 'c1', { action: 1, course: 'c1' }],
    [2, '"b9"', { action: 2, badge: 'b9' }],
    [2, '1e3', { action: 2, badge: '1e3' }],
    [3, '{"groupid":"g1"}', { action: 3, group: 'g1' }],
    [4, '{"CourseId":"c1","BadgeId":"b1"}', { action: 4, course: 'c1', badge: 'b1' }],
    [4, '{\n  "courseId": 12,\n  "badgeID": "b1"\n}', { action: 4, course: '12', badge: 'b1' }],
    [5, '{"GroupId":"g1","BadgeId":"b1","__proto__":{"CourseId":"x"}}', { action: 5, group: 'g1', badge: 'b1' }],
    [5, '{"GroupId":"g1"}', { action: 5, group: 'g1', actionUnread: true }],
    [4, 'c1', { action: 4, actionUnread: true }],
    [2, '', { action: 2, actionUnread: true }],
    [2, '[1]', { action: 2, actionUnread: true }],
    [2, { BadgeId: 'b1' }, { action: 2, actionUnread: true }],
    [99, '{"BadgeId":"b1"}', { action: 99, badge: 'b1' }],
    [99, 'something', { action: 99, actionUnread: true }],
    [99, '', { action: 99 }],
    [null, 'something', { actionUnread: true }],
  ])('action %j with %j', (ActionType, ActionPayload, expected) => {
    expect(paidIn({ ActionType, ActionPayload })).toEqual({ ...BARE, ...expected });
  });
});
