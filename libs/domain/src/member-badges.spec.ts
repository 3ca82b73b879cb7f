import { describe, expect, test } from '@jest/globals';
import type { DomainEvent } from './events.js';
import {
  assigned,
  assignRequested,
  badgeSeen,
  fold,
  given,
  paywallPaid,
  recorded,
  refused,
  removed,
  removeRequested,
  seen,
  withdrawn,
} from './given.js';
import { sameInEveryOrder } from './given-worlds.js';
import { evolveMemberBadges as evolve, isObserved, type MemberBadges } from './member-badges.js';

type Judgement = (row: MemberBadges | undefined) => void;
const holds: Judgement = (row) => expect(row && isObserved(row, 'X')).toBe(true);
const lacks: Judgement = (row) => expect(row && isObserved(row, 'X')).toBe(false);
const record =
  (expected: object): Judgement =>
  (row) =>
    expect(row?.badges['X']).toMatchObject(expected);
const ours = record({ ours: true });
const notOurs = record({ ours: false });
const noAsk: Judgement = (row) => expect(row?.badges['X']).not.toHaveProperty('ask');

describe('what Cativa shows', () => {
  test('a full list says what is there and what is not', () => {
    given(evolve)
      .when(seen('M1', '2026-05-01', ['X']))
      .then(holds);
    given(evolve, seen('M1', '2026-05-01', ['X']))
      .when(seen('M1', '2026-05-02', []))
      .then(lacks);
    given(evolve, seen('M1', '2026-05-02', []))
      .when(seen('M1', '2026-05-01', ['X']))
      .then(lacks);
  });
  test('a word without a list says nothing about badges', () => given(evolve, badgeSeen('2026-05-01')).when(seen('M1', '2026-05-02')).then(holds));
  test('at the same moment presence wins', () => {
    given(evolve, badgeSeen('2026-05-01'))
      .when(seen('M1', '2026-05-01', []))
      .then(holds);
    given(evolve, removed('2026-05-01'))
      .when(seen('M1', '2026-05-01', ['X']))
      .then(holds);
  });
  test('the latest evidence counts, ours or theirs', () => {
    given(evolve, assigned('2026-05-01'))
      .when(seen('M1', '2026-05-02', []))
      .then(lacks);
    given(evolve, seen('M1', '2026-05-02', []))
      .when(assigned('2026-05-03'))
      .then(holds);
    given(evolve, badgeSeen('2026-05-01')).when(removed('2026-05-02')).then(lacks);
  });
  test('what we were answered comes after what Cativa had said by then, also by a clock of ours that is behind', () => {
    given(evolve, badgeSeen('2026-05-03')).when(removed('2026-05-01')).then(lacks);
    given(evolve, seen('M1', '2026-05-03', ['X']))
      .when(removed('2026-05-03'))
      .then(lacks);
    given(evolve, seen('M1', '2026-05-03', []))
      .when(assigned('2026-05-01'))
      .then(holds);
    given(evolve, badgeSeen('2026-05-03'), removed('2026-05-01')).when(badgeSeen('2026-05-04')).then(holds);
  });
  test('a paywall payment is recorded elsewhere', () => expect(fold(evolve, [paywallPaid('2026-05-01', { badge: 'X' })])).toBeUndefined());
  test('a badge with the name of a language feature is a badge', () => {
    const row = fold(evolve, [badgeSeen('2026-05-01', { badge: 'constructor' }), assignRequested('2026-05-01', { badge: '__proto__' })]);
    expect(row?.badges['constructor']).toEqual({ ours: false, seenAt: expect.any(String) });
    expect(row && isObserved(row, 'toString')).toBe(false);
  });
});

describe('what is ours', () => {
  test('what we asked for before it was there', () => {
    given(evolve).when(assignRequested('2026-05-01')).then(ours);
    given(evolve, assignRequested('2026-05-01')).when(assigned('2026-05-01')).then(ours);
  });
  test('not what was there already', () =>
    given(evolve, assignRequested('2026-05-01'))
      .when(assigned('2026-05-01', { already: true }))
      .then(notOurs));
  test('not what was there already when we asked twice', () =>
    given(evolve, assignRequested('2026-05-01'), assignRequested('2026-05-02'))
      .when(assigned('2026-05-02', { already: true }))
      .then(notOurs));
  test('still what was ours before we asked again', () => {
    const history = [assignRequested('2026-05-01'), assigned('2026-05-01'), removeRequested('2026-05-02')];
    given(evolve, ...history, assignRequested('2026-05-03'))
      .when(assigned('2026-05-03', { already: true }))
      .then(ours);
  });
  test('still what Cativa showed before our answer came', () =>
    given(evolve, assignRequested('2026-05-01'), badgeSeen('2026-05-02'))
      .when(assigned('2026-05-03', { already: true }))
      .then(ours));
  test('no longer what we removed, what was refused, or what was withdrawn', () => {
    given(evolve, assignRequested('2026-05-01'), assigned('2026-05-01')).when(removed('2026-05-02')).then(notOurs);
    given(evolve, assignRequested('2026-05-01')).when(refused('2026-05-02')).then(notOurs);
    given(evolve, assignRequested('2026-05-01', { via: 'worklist' }))
      .when(withdrawn('2026-05-02'))
      .then(notOurs);
  });
  test('still what was refused after a try without an answer: it may come yet', () => {
    given(evolve, assignRequested('2026-05-01'))
      .when(refused('2026-05-02', { unsure: true }))
      .then(ours);
    given(evolve, assignRequested('2026-05-01'), refused('2026-05-02', { unsure: true }))
      .when(badgeSeen('2026-05-03'))
      .then(ours);
  });
  test('still what Cativa refuses to remove, and what a listed removal that was withdrawn would have taken', () => {
    const mine = [assignRequested('2026-05-01'), assigned('2026-05-01'), removeRequested('2026-05-02', { via: 'worklist' })];
    given(evolve, ...mine)
      .when(refused('2026-05-03', { command: 'remove' }))
      .then(ours);
    given(evolve, ...mine)
      .when(withdrawn('2026-05-03'))
      .then(ours);
    given(evolve, ...mine)
      .when(withdrawn('2026-05-03'))
      .then(noAsk);
  });
});

describe('an open ask', () => {
  const asked = assignRequested('2026-05-01');
  const removing = [asked, assigned('2026-05-01'), removeRequested('2026-05-05')];

  test('is closed by our own answer or by Cativa showing its effect', () => {
    given(evolve, asked).when(assigned('2026-05-01')).then(noAsk);
    given(evolve, asked).when(badgeSeen('2026-05-02')).then(noAsk);
    given(evolve, asked)
      .when(seen('M1', '2026-05-02', ['X']))
      .then(noAsk);
    given(evolve, ...removing)
      .when(seen('M1', '2026-05-06', []))
      .then(noAsk);
    given(evolve, ...removing)
      .when(seen('M1', '2026-05-06', []))
      .then(notOurs);
  });
  test('stays open while Cativa shows the opposite, or what was before', () => {
    given(evolve, asked)
      .when(seen('M1', '2026-05-02', []))
      .then(record({ ask: { command: 'assign', at: asked.data.occurredAt, via: 'api' } }));
    given(evolve, ...removing)
      .when(seen('M1', '2026-05-04', []))
      .then(record({ ours: true, ask: expect.objectContaining({ command: 'remove' }) }));
  });
  test('is forgotten with a refusal, whose reason and place in the log stay', () => {
    const row = fold(evolve, [asked, refused('2026-05-02')]);
    expect(row?.badges['X']).toEqual({ ours: false, refused: expect.objectContaining({ because: 'no such member', position: '2' }) });
  });
  test('a new ask forgets the refusal', () =>
    given(evolve, asked, refused('2026-05-02'))
      .when(assignRequested('2026-05-03'))
      .then((row) => expect(row?.badges['X']).not.toHaveProperty('refused')));
});

describe('every order and repetition of what Cativa says', () => {
  const said: readonly DomainEvent[] = [
    seen('M1', '2026-05-06', []),
    seen('M1', '2026-05-07', ['X', 'Y']),
    badgeSeen('2026-05-06'),
    seen('M1', '2026-05-04', []),
    seen('M1', '2026-05-03', ['X']),
    badgeSeen('2026-05-08', { badge: 'Y' }),
  ];
  const histories: Readonly<Record<string, readonly DomainEvent[]>> = {
    'nothing of ours': [],
    'an open assignment': [assignRequested('2026-05-05')],
    'an open removal': [assignRequested('2026-05-01'), assigned('2026-05-01'), removeRequested('2026-05-05')],
    'a listed removal of one and a refused assignment of another': [
      assignRequested('2026-05-01'),
      removeRequested('2026-05-05', { via: 'worklist' }),
      refused('2026-05-05', { badge: 'Y' }),
    ],
  };

  test.each(Object.keys(histories))('ends in the same row after %s', (name) => {
    const history = histories[name] ?? [];
    sameInEveryOrder(evolve, said, history);
    sameInEveryOrder(evolve, said.slice(0, 3), history);
    sameInEveryOrder(evolve, said.slice(3), history);
  });

  test('our own words are ordered by the log, whatever a clock says', () => {
    const row = [assignRequested('2026-05-09'), assigned('2026-05-08'), removed('2026-05-07')].reduce<MemberBadges | undefined>(
      (known, fact, index) => evolve(known, recorded(fact, index + 1)),
      undefined,
    );
    expect(row && isObserved(row, 'X')).toBe(false);
  });
});
