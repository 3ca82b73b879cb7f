import type { BadgeApi, BadgeCall, BadgeOutcome } from '#effects';
import type { NewEvent } from '#event-store';
import type { Dice } from './random.js';
import { HOUR, instant, MINUTE, type Weather } from './script.js';

const cativa = { source: 'cativa', schema: 1 } as const;

interface Outside {
  readonly now: () => number;
  readonly dice: () => Dice;
  readonly weather: () => Weather;
  /** Sends a webhook, at some time. */
  readonly post: (fact: NewEvent, at: number) => void;
  readonly later: (at: number, what: () => void) => void;
}

/** A Cativa that is slow, throttles, answers after applying or not at all, applies late, refuses, and tells what it likes when it likes. */
export const simCativa = (members: Readonly<Record<string, string>>, { now, dice, weather, post, later }: Outside) => {
  const held = new Map<string, Set<string>>();
  const byHand = new Set<string>();
  const calls: BadgeCall[] = [];
  let webhooks = 0;
  const badgesOf = (member: string): Set<string> => {
    const badges = held.get(member) ?? new Set<string>();
    held.set(member, badges);
    return badges;
  };
  const key = (): string => `cativa/${(webhooks += 1)}`;
  const tell = (member: string, late: number): void => {
    const person = members[member];
    const data = { occurredAt: instant(now()), member, badges: [...badgesOf(member)].sort(), ...(person && { person }) };
    post({ key: key(), event: { type: 'MemberSeen', data }, metadata: cativa }, now() + late);
  };
  const received = (member: string, badge: string, late: number): void =>
    post({ key: key(), event: { type: 'BadgeSeen', data: { occurredAt: instant(now()), member, badge } }, metadata: cativa }, now() + late);

  const apply = ({ command, member, badge }: BadgeCall): boolean => {
    const badges = badgesOf(member);
    const already = badges.has(badge) === (command === 'assign');
    if (already) return true;
    if (command === 'assign') badges.add(badge);
    else badges.delete(badge);
    if (command === 'assign' && dice().chance(0.6)) received(member, badge, dice().pick([MINUTE, 20 * HOUR]));
    return false;
  };
  const answer = (call: BadgeCall): BadgeOutcome => {
    const [{ later: throttled, appliedUnheard, lostUnheard, appliedLate, never }, fate] = [weather(), dice()];
    if (fate.chance(throttled)) return { kind: 'later', because: 'busy', ...(fate.chance(0.5) && { afterMs: fate.int(1, 90) * MINUTE }) };
    if (fate.chance(never)) return { kind: 'never', because: 'no' };
    if (fate.chance(lostUnheard)) return { kind: 'unknown', because: 'no answer' };
    if (fate.chance(appliedLate)) {
      later(now() + fate.int(1, 20) * MINUTE, () => void apply(call));
      return { kind: 'unknown', because: 'no answer' };
    }
    const already = apply(call);
    if (fate.chance(appliedUnheard)) return { kind: 'unknown', because: 'no answer' };
    return { kind: 'done', ...(already && { already }) };
  };

  const api: BadgeApi = {
    kind: 'api',
    run: async (call) => {
      calls.push(call);
      return Promise.resolve(answer(call));
    },
  };
  return {
    api,
    calls,
    holds: (member: string, badge: string): boolean => badgesOf(member).has(badge),
    wasGivenByHand: (member: string, badge: string): boolean => byHand.has(`${member}/${badge}`),
    signsUp: (member: string, late: number): void => tell(member, late),
    tells: (member: string, late: number): void => tell(member, late),
    gives: (member: string, badge: string, late: number): void => {
      if (!badgesOf(member).has(badge)) byHand.add(`${member}/${badge}`);
      badgesOf(member).add(badge);
      received(member, badge, late);
    },
    takes: (member: string, badge: string): void => void badgesOf(member).delete(badge),
  };
};

export type SimCativa = ReturnType<typeof simCativa>;
