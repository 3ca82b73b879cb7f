import { describe, expect, test } from '@jest/globals';
import { actionOf } from './action.js';

const GUID = '7c9e6679-7425-40de-744b-08de5c1b2a90';

describe('what a paywall did', () => {
  test.each([
    [0, []],
    [1, ['course']],
    [2, ['badge']],
    [3, ['group']],
    [4, ['course', 'badge']],
    [5, ['group', 'badge']],
    [6, []],
  ])('type %d opens %j and nothing else, however its payload spells them', (action, opens) => {
    const expected = { action, ...Object.fromEntries(opens.map((opened) => [opened, `${opened}-1`])) };
    const all = (spell: (opened: string) => string) => Object.fromEntries(['course', 'badge', 'group'].map((name) => [spell(name), `${name}-1`]));
    const spellings = [
      all((name) => `${name.slice(0, 1).toUpperCase()}${name.slice(1)}Id`),
      all((name) => `${name}Id`),
      all((name) => `${name}_id`),
      all((name) => `${name.toUpperCase()}ID`),
      all((name) => `${name}-id`),
      all((name) => name),
    ];
    for (const json of spellings) {
      expect(actionOf(action, JSON.stringify(json))).toEqual(expected);
      expect(actionOf(action, JSON.stringify(json, null, 2))).toEqual(expected);
      expect(actionOf(action, JSON.stringify(JSON.stringify(json)))).toEqual(expected);
      expect(actionOf(action, json)).toEqual(expected);
      expect(actionOf(String(action), json)).toEqual(expected);
    }
  });

  test.each<[number, unknown, object]>([
    [2, GUID, { badge: GUID }],
    [2, ` ${GUID}\n`, { badge: GUID }],
    [2, `"${GUID}"`, { badge: GUID }],
    [1, '01HQ4ABCDEF1234567890XYZ', { course: '01HQ4ABCDEF1234567890XYZ' }],
    [3, '1e3', { group: '1e3' }],
    [1, 12, { course: '12' }],
    [1, { CourseId: 12 }, { course: '12' }],
    [2, '{"Id":"b1"}', { badge: 'b1' }],
    [4, '{"Id":"x","BadgeId":"b1","CourseId":"c1"}', { badge: 'b1', course: 'c1' }],
    [5, '{"GroupId":"g1","BadgeId":"b1","__proto__":{"BadgeId":"x"},"constructor":1}', { group: 'g1', badge: 'b1' }],
  ])('type %d with %j is %j', (action, payload, expected) => {
    expect(actionOf(action, payload)).toEqual({ action, ...expected });
  });

  test.each<[number, unknown, object]>([
    [5, '{"GroupId":"g1"}', { group: 'g1' }],
    [5, '{"GroupId":"g1","BadgeId":{}}', { group: 'g1' }],
    [4, GUID, {}],
    [4, 'c1,b1', {}],
    [4, '["c1","b1"]', {}],
    [2, undefined, {}],
    [2, null, {}],
    [2, '', {}],
    [2, ' ', {}],
    [2, 'null', {}],
    [2, 'true', {}],
    [2, '[1]', {}],
    [2, {}, {}],
    [2, [], {}],
    [2, true, {}],
    [2, 1.5, {}],
    [2, '{"BadgeId":"b1"', {}],
    [2, '{"BadgeId":null}', {}],
    [2, 'the gold badge', {}],
    [2, 'x'.repeat(201), {}],
    [2, `{"BadgeId":"b1","Note":"${'x'.repeat(2_000)}"}`, {}],
    [2, JSON.stringify(JSON.stringify(JSON.stringify({ BadgeId: 'b1' }))), {}],
  ])('type %d with %.40j is flagged', (action, payload, read) => {
    expect(actionOf(action, payload)).toEqual({ action, ...read, actionUnread: true });
  });

  test.each(['', null, undefined, GUID, '{"BadgeId":"b1"}', 'whatever it says'])('types 0 and 6 open nothing, with %j as well', (payload) => {
    expect(actionOf(0, payload)).toEqual({ action: 0 });
    expect(actionOf(6, payload)).toEqual({ action: 6 });
  });

  test('another number is taken as it is, and flagged only if its payload says something that is not understood', () => {
    expect(actionOf(99, '{"badgeId":"b1","CourseId":"c1"}')).toEqual({ action: 99, badge: 'b1', course: 'c1' });
    expect(actionOf(99, GUID)).toEqual({ action: 99, actionUnread: true });
    expect(actionOf(99, '')).toEqual({ action: 99 });
    expect(actionOf(99, null)).toEqual({ action: 99 });
  });

  test.each([undefined, null, '', 'GrantBadge', -1, 2.5, {}, [2], true])('a type such as %j is none, and flagged if nothing else tells', (type) => {
    expect(actionOf(type, GUID)).toEqual({ actionUnread: true });
    expect(actionOf(type, null)).toEqual({ actionUnread: true });
    expect(actionOf(type, { BadgeId: 'b1' })).toEqual({ badge: 'b1' });
  });
});
