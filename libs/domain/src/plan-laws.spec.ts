import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { BadgeEvent, DomainEvent, MemberEvent } from './events.js';
import {
  assigned,
  assignRequested,
  at,
  badgeSeen,
  catalogOfLines,
  fold,
  mapping,
  recorded,
  refused,
  removed,
  removeRequested,
  seen,
  withdrawn,
} from './given.js';
import type { Reason } from './judge.js';
import { evolveMemberBadges, type MemberBadges } from './member-badges.js';
import { badgeStates, plan, type BadgeCommand } from './plan.js';

const BADGES = ['X', 'Y', 'Z'];
const NONE: MemberBadges = { member: 'M1', badges: {} };
const CATALOG = catalogOfLines();

const badge = fc.constantFrom(...BADGES);
const day = fc.integer({ min: 1, max: 20 }).map((n) => `2026-05-${String(n).padStart(2, '0')}`);
const via = fc.constantFrom('api' as const, 'worklist' as const);
const command = fc.constantFrom('assign' as const, 'remove' as const);
const reason: fc.Arbitrary<Reason> = fc
  .record({
    sale: fc.constantFrom('s1', 's2', 's3'),
    state: fc.constantFrom('live', 'review', 'held', 'ended'),
    badges: fc.uniqueArray(badge),
  })
  .map(({ sale, state, badges }) => ({
    sale,
    state,
    charge: 'c',
    product: 'p',
    since: at('2026-05-01'),
    until: null,
    because: 'paid',
    mapping: mapping('p', badges),
  }));
const reasons = fc.array(reason, { maxLength: 4 });

/** Anything that may have happened to a member: also what could not, for nothing here may rely on that. */
const word: fc.Arbitrary<MemberEvent> = fc.oneof(
  fc.tuple(day, fc.uniqueArray(badge)).map(([when, list]) => seen('M1', when, list)),
  fc.tuple(day, badge).map(([when, id]) => badgeSeen(when, { badge: id })),
  fc.tuple(day, badge, via).map(([when, id, by]) => assignRequested(when, { badge: id, via: by })),
  fc.tuple(day, badge, via).map(([when, id, by]) => removeRequested(when, { badge: id, via: by })),
  fc.tuple(day, badge).map(([when, id]) => withdrawn(when, { badge: id })),
  fc.tuple(day, badge, fc.boolean()).map(([when, id, already]) => assigned(when, { badge: id, ...(already && { already }) })),
  fc.tuple(day, badge).map(([when, id]) => removed(when, { badge: id })),
  fc.tuple(day, badge, command).map(([when, id, what]) => refused(when, { badge: id, command: what })),
);
const history = fc.array(word, { maxLength: 12 });
const rowOf = (facts: readonly DomainEvent[]): MemberBadges => fold(evolveMemberBadges, facts) ?? NONE;
const planned = (known: readonly Reason[], row: MemberBadges) => plan('M1', badgeStates(known, row), CATALOG);
const desiredOf = (known: readonly Reason[]): readonly string[] => badgeStates(known, NONE).flatMap((state) => (state.desired ? [state.badge] : []));

const LATER = '2026-06-01';
/** What we append when a command is carried out. */
const carriedOut = ({ command: what, badge: id }: BadgeCommand): readonly BadgeEvent[] => {
  if (what === 'withdraw') return [withdrawn(LATER, { badge: id })];
  return what === 'assign'
    ? [assignRequested(LATER, { badge: id }), assigned(LATER, { badge: id })]
    : [removeRequested(LATER, { badge: id }), removed(LATER, { badge: id })];
};
const after = (row: MemberBadges, facts: readonly DomainEvent[]): MemberBadges =>
  facts.reduce<MemberBadges>((known, fact, index) => evolveMemberBadges(known, recorded(fact, 1000 + index)) ?? known, row);

describe('whatever is known of a member', () => {
  test('one more live reason never takes a badge away', () => {
    fc.assert(
      fc.property(reasons, reason, (known, more) => {
        const wanted = desiredOf([...known, { ...more, sale: 'another', state: 'live' }]);
        expect(wanted).toEqual(expect.arrayContaining([...desiredOf(known)]));
      }),
    );
  });

  test('one more live reason never causes a removal', () => {
    fc.assert(
      fc.property(reasons, reason, history, (known, more, facts) => {
        const removals = (list: readonly BadgeCommand[]) => list.flatMap((one) => (one.command === 'remove' ? [one.badge] : []));
        const row = rowOf(facts);
        const before = removals(planned(known, row));
        expect(before).toEqual(expect.arrayContaining(removals(planned([...known, { ...more, state: 'live' }], row))));
      }),
    );
  });

  test('the order of reasons makes no difference to what is done', () => {
    fc.assert(
      fc.property(reasons, history, (known, facts) => {
        const bare = (list: readonly BadgeCommand[]) => list.map((one) => [one.command, one.badge]);
        expect(bare(planned(known.toReversed(), rowOf(facts)))).toEqual(bare(planned(known, rowOf(facts))));
      }),
    );
  });

  test('only what is ours is removed, and only what is wanted by nobody', () => {
    fc.assert(
      fc.property(reasons, history, (known, facts) => {
        const row = rowOf(facts);
        const wanted = desiredOf(known);
        for (const { command: what, badge: id } of planned(known, row)) {
          if (what !== 'remove') continue;
          expect(row.badges[id]?.ours).toBe(true);
          expect(wanted).not.toContain(id);
        }
      }),
    );
  });

  test('at most one command a badge, and nothing is asked for that is there and stays', () => {
    fc.assert(
      fc.property(reasons, history, (known, facts) => {
        const row = rowOf(facts);
        const commands = planned(known, row);
        expect(new Set(commands.map((one) => one.badge)).size).toBe(commands.length);
        const states = new Map(badgeStates(known, row).map((state) => [state.badge, state]));
        for (const { command: what, badge: id } of commands.filter((one) => one.command === 'assign')) {
          expect([what, states.get(id)?.observed === true && states.get(id)?.record.ask === undefined]).toEqual(['assign', false]);
        }
      }),
    );
  });

  test('carrying the plan out converges in one step, and then there is nothing left to do', () => {
    fc.assert(
      fc.property(reasons, history, (known, facts) => {
        const row = rowOf(facts);
        const next = after(row, planned(known, row).flatMap(carriedOut));
        expect(planned(known, next)).toEqual([]);
      }),
    );
  });

  test('a refusal of everything also leaves nothing to do', () => {
    fc.assert(
      fc.property(reasons, history, (known, facts) => {
        const row = rowOf(facts);
        const refusals = planned(known, row).flatMap((one): readonly BadgeEvent[] =>
          one.command === 'withdraw' ? carriedOut(one) : [refused(LATER, { badge: one.badge, command: one.command })],
        );
        expect(planned(known, after(row, refusals))).toEqual([]);
      }),
    );
  });

  test('what Cativa says in any order and repetition, after any history of ours, leads to the same plan', () => {
    const said = fc.array(
      word.filter(({ type }) => type === 'MemberSeen' || type === 'BadgeSeen'),
      { minLength: 1, maxLength: 6 },
    );
    fc.assert(
      fc.property(
        reasons,
        history,
        said.chain((words) => fc.tuple(fc.constant(words), fc.shuffledSubarray([...words, ...words], { minLength: words.length }))),
        (known, facts, [words, noise]) => {
          const row = rowOf(facts);
          const [one, other] = [after(row, words), after(row, [...noise, ...words])];
          expect(planned(known, other)).toEqual(planned(known, one));
        },
      ),
    );
  });
});
