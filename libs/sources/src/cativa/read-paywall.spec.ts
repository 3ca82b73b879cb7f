import { describe, expect, test } from '@jest/globals';
import { AT, PERSON, SENT, UNSIGNED, asBody, bodyOf, exampleOf, factsIn, readBody, saidIn, seen, type Body, type Name } from './given.js';

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

  test.each<[Name, object]>([
    ['paywall-create-user-only', { action: 0 }],
    ['paywall-add-to-course', { action: 1, course: 'k-0001-inventado' }],
    ['paywall-payment-completed', { action: 2, badge: 'b1' }],
    ['paywall-add-to-group', { action: 3, group: 'g-0001-inventado' }],
    ['paywall-add-to-course-and-grant-badge', { action: 4, course: 'k-0001-inventado', badge: 'b1' }],
    ['paywall-add-to-group-and-grant-badge', { action: 5, group: 'g-0001-inventado', badge: 'b1' }],
    ['paywall-no-action', { action: 6 }],
    ['paywall-unknown-action', { action: 99, actionUnread: true }],
    ['paywall-unreadable-action', { action: 2, actionUnread: true }],
    ['paywall-for-life', { action: 2, badge: 'b1', months: null, removeAfterExpiration: false }],
  ])('%s did %j', (name, expected) => {
    expect(saidIn(exampleOf(name))[0]?.data).toEqual({ ...BARE, ...expected });
  });

  test.each<[Body, Body]>([
    [{ ActionType: 'GrantBadge', ActionPayload: [] }, { actionUnread: true }],
    [{ ActionType: {}, ActionPayload: {} }, { actionUnread: true }],
    [{ ActionPayload: { BadgeId: 'b9' } }, { action: 2, badge: 'b9' }],
  ])('with the action %j is recorded all the same', (paywall, expected) => {
    expect(paidIn(paywall)).toEqual({ ...BARE, ...expected });
  });

  test.each<[string, Body, Body]>([
    ['months', { AccessMonths: 'six' }, {}],
    ['months', { AccessMonths: 6.5 }, {}],
    ['months', { AccessMonths: -1 }, {}],
    ['months', { AccessMonths: 1_201 }, {}],
    ['removeAfterExpiration', { RemoveAfterExpiration: 'true' }, {}],
    ['paywall', { Id: {} }, {}],
    ['paid', {}, { ValorPago: '240,50' }],
    ['gateway', {}, { Gateway: 7 }],
    ['transaction', {}, { IdTransacao: ['x'] }],
  ])('is recorded without its %s when it is sent as %j %j', (field, paywall, payment) => {
    const rest = Object.fromEntries(Object.entries(PAID).filter(([name]) => name !== field));
    expect(paidIn(paywall, payment)).toEqual(rest);
  });

  test.each(['a wall', 7, ['x'], {}])('at a paywall such as %j is recorded, and its action is unread', (Paywall) => {
    const { paywall: _paywall, months: _months, removeAfterExpiration: _remove, ...rest } = BARE;
    const said = saidIn(bodyOf('paywall-payment-completed', { Paywall }))[0];
    expect(said).toEqual({ type: 'PaywallPaid', data: { ...rest, actionUnread: true } });
  });

  test.each(['paid', 7, ['x']])('that is %j waits for a person', (Payment) => {
    expect(readBody(bodyOf('paywall-payment-completed', { Payment }))).toEqual({ kind: 'unreadable', issues: ['Payment: expected an object'] });
  });

  test.each<Body>([{ Payment: null }, { Paywall: null }, { Paywall: '' }, { Paywall: undefined }])(
    'is none with %j: it shows a member',
    (changes) => {
      expect(saidIn(bodyOf('paywall-payment-completed', changes))).toEqual([seen(SENT.toISOString())]);
    },
  );
});
