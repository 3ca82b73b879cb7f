import type { AssignRequested, BadgeAssigned, BadgeRefused, DomainEvent, MemberEvent, RemoveRequested } from './events.js';
import { daysAfter, type BadgeId, type Instant, type MemberId } from './ids.js';
import { byText, own } from './plain.js';
import type { RecordedEvent } from './recorded-event.js';
import { later, type Slot } from './slot.js';

/** `owned`: the badge was ours before this ask, so that "it was there already" does not mean that somebody else gave it. */
export interface Ask {
  readonly command: 'assign' | 'remove';
  readonly at: Instant;
  readonly via: 'api' | 'worklist';
  readonly owned?: true;
}

/** What is known of one badge of one member. */
export interface BadgeRecord {
  /** We asked for it before it was there; only such a badge may ever be removed. */
  readonly ours: boolean;
  /** A command that left (or was listed) and whose effect nobody has confirmed. */
  readonly ask?: Ask;
  /** The last effect that Cativa's API or a person confirmed to us. */
  readonly ack?: { readonly present: boolean; readonly at: Instant };
  /** The latest `user_received_badge`. */
  readonly seenAt?: Instant;
  readonly refused?: { readonly command: 'assign' | 'remove'; readonly because: string; readonly at: Instant; readonly position: string };
}

/** One member as Cativa showed it. `list`: the latest full list of badges. */
export interface MemberBadges {
  readonly member: MemberId;
  readonly list?: Slot<{ badges: readonly BadgeId[] }>;
  readonly badges: Readonly<Record<BadgeId, BadgeRecord>>;
}

const ABOUT_BADGES: readonly DomainEvent['type'][] = [
  'MemberSeen',
  'BadgeSeen',
  'AssignRequested',
  'RemoveRequested',
  'RequestWithdrawn',
  'BadgeAssigned',
  'BadgeRemoved',
  'BadgeRefused',
];
const isAboutBadges = (event: DomainEvent): event is Exclude<MemberEvent, { type: 'PaywallPaid' }> => ABOUT_BADGES.includes(event.type);

export const memberBadgesKeys = (event: DomainEvent): readonly MemberId[] => (isAboutBadges(event) ? [event.data.member] : []);

/** A millisecond, in days. */
const MOMENT_DAYS = 1 / 86_400_000;

const UNKNOWN: BadgeRecord = { ours: false };

/** Whether the member holds the badge, by the latest evidence; at the same moment presence wins. */
export const isObserved = ({ list, badges }: MemberBadges, badge: BadgeId): boolean => {
  const { ack, seenAt } = own(badges, badge) ?? UNKNOWN;
  const listed = list && { present: list.badges.includes(badge), at: list.at };
  const evidence = [ack, seenAt === undefined ? undefined : { present: true, at: seenAt }, listed].filter((word) => word !== undefined);
  const latest = evidence.sort((a, b) => byText(a.at, b.at) || Number(a.present) - Number(b.present)).at(-1);
  return latest?.present ?? false;
};

/** Every badge that some evidence names. */
export const knownBadges = ({ list, badges }: MemberBadges): readonly BadgeId[] => [...new Set([...Object.keys(badges), ...(list?.badges ?? [])])];

const withoutAsk = ({ ask: _, ...record }: BadgeRecord): BadgeRecord => record;
const settled = ({ ask: _, refused: __, ...record }: BadgeRecord): BadgeRecord => record;

/**
 * An ask is closed by any word of Cativa, not older than it, that shows its effect; a removal that took effect leaves
 * nothing of ours. Newer words may have been heard before: they change what is observed, not what this one confirms.
 */
const closeAsk = (record: BadgeRecord, shown: { present: boolean; at: Instant }): BadgeRecord => {
  const { ask } = record;
  if (ask === undefined || shown.at < ask.at || shown.present !== (ask.command === 'assign')) return record;
  return shown.present ? withoutAsk(record) : { ...withoutAsk(record), ours: false };
};

const closeAsks = (badges: MemberBadges['badges'], listed: readonly BadgeId[], at: Instant): MemberBadges['badges'] =>
  Object.fromEntries(Object.entries(badges).map(([badge, record]) => [badge, closeAsk(record, { present: listed.includes(badge), at })]));

/** Whether the badge was ours whatever became of an open assignment: a repeated ask proves nothing. */
const isOwned = ({ ask, ours }: BadgeRecord): boolean => (ask?.command === 'assign' ? ask.owned === true : ours);

type Change = Exclude<MemberEvent, { type: 'MemberSeen' | 'PaywallPaid' }>;

const requested = (record: BadgeRecord, event: AssignRequested | RemoveRequested): BadgeRecord => {
  const { occurredAt: at, via } = event.data;
  if (event.type === 'RemoveRequested') return { ...settled(record), ask: { command: 'remove', at, via } };
  return { ...settled(record), ours: true, ask: { command: 'assign', at, via, ...(isOwned(record) && { owned: true }) } };
};

const withdrawn = (record: BadgeRecord): BadgeRecord => ({ ...withoutAsk(record), ours: record.ours && record.ask?.command !== 'assign' });

const confirmed = (record: BadgeRecord, { data }: BadgeAssigned, at: Instant): BadgeRecord => ({
  ...settled(record),
  ours: data.already !== true || isOwned(record),
  ack: { present: true, at },
});

const refusedBy = (record: BadgeRecord, { data }: BadgeRefused, position: string): BadgeRecord => {
  const { command, because, unsure, occurredAt: at } = data;
  return { ...withoutAsk(record), ours: (command === 'remove' || unsure === true) && record.ours, refused: { command, because, at, position } };
};

const seenBy = (record: BadgeRecord, at: Instant): BadgeRecord => {
  const seenAt = record.seenAt !== undefined && record.seenAt > at ? record.seenAt : at;
  return closeAsk({ ...record, seenAt }, { present: true, at });
};

/** When our own word was true: by our clock, and after all that Cativa had said by then, also where our clock is behind Cativa's. */
const ackedAt = (occurredAt: Instant, heard: readonly (Instant | undefined)[]): Instant => {
  const latest = heard.reduce<Instant>((known, at = '') => (at > known ? at : known), '');
  return occurredAt > latest ? occurredAt : daysAfter(latest, MOMENT_DAYS);
};

const changed = (record: BadgeRecord, event: Change, position: string, listedAt: Instant | undefined): BadgeRecord => {
  const at = event.data.occurredAt;
  switch (event.type) {
    case 'AssignRequested':
    case 'RemoveRequested':
      return requested(record, event);
    case 'RequestWithdrawn':
      return withdrawn(record);
    case 'BadgeAssigned':
      return confirmed(record, event, ackedAt(at, [record.seenAt, listedAt]));
    case 'BadgeRemoved':
      return { ...settled(record), ours: false, ack: { present: false, at: ackedAt(at, [record.seenAt, listedAt]) } };
    case 'BadgeRefused':
      return refusedBy(record, event, position);
    case 'BadgeSeen':
      return seenBy(record, at);
  }
};

/** What Cativa says is ordered by Cativa's clock; what we did, by the log. */
export const evolveMemberBadges = (row: MemberBadges | undefined, recorded: RecordedEvent): MemberBadges | undefined => {
  const { event, eventId, globalPosition } = recorded;
  const [member] = memberBadgesKeys(event);
  if (member === undefined) return row;
  const known = row ?? { member, badges: {} };
  if (event.type === 'MemberSeen') {
    const { badges, occurredAt: at } = event.data;
    if (badges === undefined) return known;
    return { ...known, list: later(known.list, { at, id: eventId, badges }), badges: closeAsks(known.badges, badges, at) };
  }
  const change = event as Change;
  const { badge } = change.data;
  const record = changed(own(known.badges, badge) ?? UNKNOWN, change, globalPosition.toString(), known.list?.at);
  return { ...known, badges: { ...known.badges, [badge]: record } };
};
