import type { Catalog } from './catalog.js';
import type { BadgeId, MemberId, SaleRef } from './ids.js';
import { opens, type Reason } from './judge.js';
import type { BadgeRecord } from './badge-record.js';
import { isObserved, knownBadges, type MemberBadges } from './member-badges.js';
import { own } from './plain.js';

/**
 * A badge as it should be and as it is. `sales`: what speaks for it. `spared`: a paywall of Cativa's gives it too, so that it is
 * not ours to take. `adopted`: it came by such a paywall, and the catalog says that we take it away.
 */
export interface BadgeState {
  readonly badge: BadgeId;
  readonly desired: boolean;
  readonly observed: boolean;
  readonly sales: readonly SaleRef[];
  readonly spared: boolean;
  readonly adopted: boolean;
  readonly record: BadgeRecord;
}

/** The difference: one badge, one member. `withdraw` takes back a listed command that nobody carried out. */
export interface BadgeCommand {
  readonly command: 'assign' | 'remove' | 'withdraw';
  readonly member: MemberId;
  readonly badge: BadgeId;
  readonly sales: readonly SaleRef[];
}

/** The sales behind each badge that some of these reasons name. */
const salesBehind = (reasons: readonly Reason[]): ReadonlyMap<BadgeId, readonly SaleRef[]> => {
  const behind = new Map<BadgeId, SaleRef[]>();
  for (const { sale, mapping } of reasons) {
    for (const { id } of mapping?.badges ?? []) behind.set(id, [...(behind.get(id) ?? []), sale]);
  }
  return behind;
};

/** Desired is the union of what living reasons open, unless a block stands; nobody counts, nobody decides by event. */
export const badgeStates = (reasons: readonly Reason[], member: MemberBadges, blocked = false): readonly BadgeState[] => {
  const wanted = salesBehind(blocked ? [] : reasons.filter(opens));
  const spoken = salesBehind(reasons);
  const badges = [...new Set([...spoken.keys(), ...knownBadges(member)])].sort();
  return badges.map((badge) => ({
    badge,
    desired: wanted.has(badge),
    observed: isObserved(member, badge),
    sales: [...new Set(wanted.get(badge) ?? spoken.get(badge))],
    ...byPaywall(reasons, badge, recordOf(member, badge)),
    record: recordOf(member, badge),
  }));
};

const recordOf = ({ badges }: MemberBadges, badge: BadgeId): BadgeRecord => own(badges, badge) ?? { ours: false };

const byPaywall = (reasons: readonly Reason[], badge: BadgeId, record: BadgeRecord): Pick<BadgeState, 'spared' | 'adopted'> => ({
  spared: reasons.some((reason) => reason.state === 'recorded' && reason.paywallBadge === badge),
  adopted: isAdopted(reasons, badge, record),
});

const adopts = ({ mapping }: Reason, badge: BadgeId): boolean =>
  mapping?.policies.paywall === 'adopt' && mapping.badges.some(({ id }) => id === badge);

/** Given by a paywall that the catalog adopts, and not by anybody again after that had ended or after we took it away. */
const isAdopted = (reasons: readonly Reason[], badge: BadgeId, { ack, seenAt = '' }: BadgeRecord): boolean =>
  ack?.present !== false && reasons.some((reason) => adopts(reason, badge) && (reason.until === null || seenAt < reason.until));

/** A refusal stands until the catalog changes after it. */
const refused = ({ refused: word }: BadgeRecord, command: 'assign' | 'remove', { changedAt }: Pick<Catalog, 'changedAt'>): boolean =>
  word?.command === command && BigInt(word.position) > changedAt;

type Command = BadgeCommand['command'] | undefined;
type OpenAsk = 'none' | 'listed' | 'sent';

/** Whether this command is open on the badge: on a person's list, or sent and without an answer. */
const openAsk = ({ ask }: BadgeRecord, command: 'assign' | 'remove'): OpenAsk => {
  if (ask?.command !== command) return 'none';
  return ask.via === 'worklist' ? 'listed' : 'sent';
};

/**
 * A removal that was sent may yet take effect, or already has: while it is open, what looks present is asked for again. So is what was
 * asked for and never answered, though it shows: only the answer ends an ask that Cativa's clock seems to place after the badge.
 */
const toHave = ({ observed, record }: BadgeState, catalog: Pick<Catalog, 'changedAt'>): Command => {
  const leaving = openAsk(record, 'remove');
  if (observed && leaving === 'listed') return 'withdraw';
  const unanswered = leaving !== 'none' || openAsk(record, 'assign') === 'sent';
  return (observed && !unanswered) || refused(record, 'assign', catalog) ? undefined : 'assign';
};

/** Only what is ours is ever removed, and never while another system vouches for it. */
const isOursToTake = ({ record, spared, adopted }: BadgeState): boolean => !spared && (record.ours || adopted);

/**
 * An assignment that was sent may yet take effect, also after a removal that nobody has answered: while either is open, what looks
 * absent is removed all the same.
 */
const toLose = (state: BadgeState, catalog: Pick<Catalog, 'changedAt'>): Command => {
  if (!isOursToTake(state)) return undefined;
  const { observed, record } = state;
  const coming = openAsk(record, 'assign');
  if (!observed && coming === 'listed') return 'withdraw';
  const unanswered = coming !== 'none' || openAsk(record, 'remove') === 'sent';
  return (!observed && !unanswered) || refused(record, 'remove', catalog) ? undefined : 'remove';
};

const commandFor = (state: BadgeState, catalog: Pick<Catalog, 'changedAt'>): Command => (state.desired ? toHave : toLose)(state, catalog);

/** Whether a command stands on a person's list already: asking again would only list it twice. */
export const isListed = (states: readonly BadgeState[], { badge, command }: BadgeCommand): boolean => {
  const record = states.find((state) => state.badge === badge)?.record;
  return record !== undefined && command !== 'withdraw' && openAsk(record, command) === 'listed';
};

/** The one decision: desired and observed in, commands out. Only what is ours is ever removed. */
export const plan = (member: MemberId, states: readonly BadgeState[], catalog: Pick<Catalog, 'changedAt'>): readonly BadgeCommand[] =>
  states.flatMap((state) => {
    const command = commandFor(state, catalog);
    return command === undefined ? [] : [{ command, member, badge: state.badge, sales: state.sales }];
  });
