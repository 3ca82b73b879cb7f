import { describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { exampleValues } from '../examples.js';
import type { Delivery, ReadContext, Reading } from '../source.js';
import { examples } from './examples.js';
import { read } from './read.js';
import { sign } from './verify.js';

const context: ReadContext = { personOf: (address) => `key of ${address}`, testsAreReal: false };
const NOW = new Date('2026-11-20T12:00:00.000Z');
const SENT = new Date('2026-11-20T12:00:07.000Z');
const VALUES = exampleValues({ member: 'm1', badge: 'b1', badges: ['b1', 'b2'], email: 'Bia@Example.com', name: 'Bia Souza', charge: 'pay1', product: 'wall1' }, NOW);

type Body = Record<string, unknown>;
type Name = keyof typeof examples;

const asBody = (value: unknown): Body => Object(value) as Body;
const exampleOf = (name: Name): Body => asBody(JSON.parse(JSON.stringify(examples[name].body(VALUES))));

/** The example with some of its own fields, and of its user's, set to something else. */
const bodyOf = (name: Name, changes: Body = {}, user: Body = {}): Body => {
  const body = exampleOf(name);
  return { ...body, User: { ...asBody(body.User), ...user }, ...changes };
};

const deliveryOf = (body: unknown, headers: Delivery['headers'] = {}): Delivery => {
  const bytes = Buffer.from(JSON.stringify(body));
  return { channel: 'cativa', query: {}, body: bytes, headers: { ...sign(bytes, 'whsec_x', SENT).headers, ...headers } };
};

const UNSIGNED = { 'x-cativa-signature': undefined };
const readBody = (body: unknown, headers: Delivery['headers'] = {}): Reading => read(deliveryOf(body, headers), context);
const factsIn = (body: unknown, headers: Delivery['headers'] = {}) => {
  const reading = readBody(body, headers);
  return reading.kind === 'facts' ? reading.facts : [];
};
const saidIn = (body: unknown, headers: Delivery['headers'] = {}) => factsIn(body, headers).map(({ fact }) => fact);

const AT = NOW.toISOString();
const PERSON = 'key of bia@example.com';
const seen = (occurredAt: string, badges?: readonly string[]) => ({
  type: 'MemberSeen',
  data: { occurredAt, member: 'm1', person: PERSON, ...(badges && { badges }) },
});

describe('a word of Cativa about a member', () => {
  test.each<Name>(['user-created', 'user-joined-group', 'post-created'])('%s shows the member with all badges held then', (name) => {
    expect(saidIn(exampleOf(name))).toEqual([seen(AT, ['b1', 'b2'])]);
  });

  test('a received badge is seen for itself as well', () => {
    const [badge, member] = factsIn(exampleOf('user-received-badge'));
    expect(badge).toEqual({ key: `badge/m1/b1/${AT}`, fact: { type: 'BadgeSeen', data: { occurredAt: AT, member: 'm1', badge: 'b1' } } });
    expect(member?.fact).toEqual(seen(AT, ['b1', 'b2']));
  });

  test('an event that nobody has described shows a member at the time of delivery, and no badges', () => {
    expect(saidIn(exampleOf('unknown-event'))).toEqual([seen(SENT.toISOString())]);
    expect(readBody(exampleOf('unknown-event'), UNSIGNED).kind).toBe('unreadable');
  });

  test.each<[Name, Body, Body]>([
    ['user-joined-group', { JoinedAt: 'yesterday' }, {}],
    ['user-joined-group', { GroupId: null }, {}],
    ['post-created', { CreatedAt: null }, {}],
    ['user-created', {}, { CreatedAt: '' }],
    ['user-received-badge', { ReceivedAt: null }, {}],
  ])('%s without its own time (%j) lists no badges', (name, changes, user) => {
    expect(saidIn(bodyOf(name, changes, user))).toEqual([seen(SENT.toISOString())]);
  });

  test.each([undefined, null, 'b1', {}, ['b1', {}], ['b1', null]])('a list of badges such as %j is no list', (Badges) => {
    expect(saidIn(bodyOf('user-created', {}, { Badges }))).toEqual([seen(AT)]);
  });

  test('an empty list says that the member holds none', () => {
    expect(saidIn(bodyOf('user-created', {}, { Badges: [] }))).toEqual([seen(AT, [])]);
  });

  test.each([undefined, null, '', 'no address', 7])('an address such as %j names no person', (Email) => {
    expect(saidIn(bodyOf('user-created', {}, { Email }))).toEqual([
      { type: 'MemberSeen', data: { occurredAt: AT, member: 'm1', badges: ['b1', 'b2'] } },
    ]);
  });

  test('name, address and phone are personal', () => {
    expect(factsIn(exampleOf('user-created'))[0]?.personal).toEqual({ email: 'Bia@Example.com', name: 'Bia Souza', phone: '+5531900001234' });
    expect(factsIn(bodyOf('user-created', {}, { DisplayName: null }))[0]?.personal?.name).toBe('Bia Souza');
  });

  test.each(['01HQ7Z3X4Y5Z6A7B8C9D0E1F2G', '7c9e6679-7425-40de-744b-08de5c1b2a90', 'badge_uuid_premium', 'É'])('an id such as %s is taken as it is', (Id) => {
    expect(saidIn(bodyOf('user-created', {}, { Id }))[0]?.data).toMatchObject({ member: Id });
  });

  test.each<[Body, Body, string]>([
    [{ User: null }, {}, 'User: expected an object'],
    [{ User: [] }, {}, 'User: expected an object'],
    [{}, { Id: '' }, 'User.Id: expected an id'],
    [{}, { Id: {} }, 'User.Id: expected an id'],
    [{ BadgeId: {} }, {}, 'BadgeId: expected an id'],
    [{ ReceivedAt: '8 May' }, {}, 'ReceivedAt: expected a time'],
  ])('waits for a person with %j and a user with %j', (changes, user, issue) => {
    expect(readBody(bodyOf('user-received-badge', changes, user))).toEqual({ kind: 'unreadable', issues: [issue] });
  });
});

describe('the key of a member seen', () => {
  const keyIn = (body: unknown, headers: Delivery['headers'] = {}) => factsIn(body, headers).at(-1)?.key;

  test('is the execution of the listener, which stays the same over retries', () => {
    const headers = { 'x-cativa-automation-id': 'a1', 'x-cativa-execution-id': 'e/1' };
    expect(keyIn(exampleOf('user-created'), headers)).toBe('seen/a1/e%2F1');
    expect(keyIn(exampleOf('post-created'), headers)).toBe('seen/a1/e%2F1');
  });

  test.each([{}, { 'x-cativa-automation-id': 'a1' }, { 'x-cativa-execution-id': 'e1' }])('is the hash of the body with %j only', (headers) => {
    const body = exampleOf('user-created');
    const hash = createHash('sha256').update(JSON.stringify(body)).digest('hex');
    expect(keyIn(body, headers)).toBe(`seen/${hash}`);
  });
});

describe("a payment at Cativa's own paywall", () => {
  const wall = (paywall: Body = {}, payment: Body = {}): Body => {
    const { Paywall, Payment } = exampleOf('paywall-payment-completed');
    return bodyOf('paywall-payment-completed', { Paywall: { ...asBody(Paywall), ...paywall }, Payment: { ...asBody(Payment), ...payment } });
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
