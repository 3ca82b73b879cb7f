import { describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import type { Delivery } from '../source.js';
import { AT, SENT, UNSIGNED, bodyOf, exampleOf, factsIn, readBody, saidIn, seen, type Body, type Name } from './given.js';

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
    expect(factsIn(exampleOf('user-created'))[0]?.personal).toEqual({
      email: 'Bia@Example.com',
      name: 'Bia Souza',
      phone: '+5531900001234',
    });
    expect(factsIn(bodyOf('user-created', {}, { DisplayName: null }))[0]?.personal?.name).toBe('Bia Souza');
  });

  test.each(['01HQ7Z3X4Y5Z6A7B8C9D0E1F2G', '7c9e6679-7425-40de-744b-08de5c1b2a90', 'badge_uuid_premium', 'É'])(
    'an id such as %s is taken as it is',
    (Id) => {
      expect(saidIn(bodyOf('user-created', {}, { Id }))[0]?.data).toMatchObject({ member: Id });
    },
  );

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
