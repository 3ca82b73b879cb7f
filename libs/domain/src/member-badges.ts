import type {
  AssignRequested,
  BadgeAssigned,
  BadgeRefused,
  DomainEvent,
  MemberEvent,
  RemoveRequested,
  RequestRepeated,
  RequestWithdrawn,
} from './events.js';
import { inThatLight, overtaking, repeating, withoutAsk, type BadgeRecord, type Shown } from './badge-record.js';
import { daysAfter, type BadgeId, type Instant, type MemberId } from './ids.js';
import { byText, own } from './plain.js';
import type { RecordedEvent } from './recorded-event.js';
import { later, type Slot } from './slot.js';

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
  'RequestRepeated',
  'BadgeAssigned',
  'BadgeRemoved',
  'BadgeRefused',
];
type AboutBadges = Exclude<MemberEvent, { type: 'PaywallPaid' }> | RequestRepeated;
const isAboutBadges = (event: DomainEvent): event is AboutBadges => ABOUT_BADGES.includes(event.type);

export const memberBadgesKeys = (event: DomainEvent): readonly MemberId[] => (isAboutBadges(event) ? [event.data.member] : []);

/** A millisecond, in days. */
const MOMENT_DAYS = 1 / 86_400_000;

const UNKNOWN: BadgeRecord = { ours: false };

const recordIn = ({ badges }: MemberBadges, badge: BadgeId): BadgeRecord => own(badges, badge) ?? UNKNOWN;

/** Whether the member holds the badge, by the latest evidence; at the same moment presence wins. */
export const isObserved = (known: MemberBadges, badge: BadgeId): boolean => {
  const { list } = known;
  const { ack, seenAt } = recordIn(known, badge);
  const listed = list && { present: list.badges.includes(badge), at: list.at };
  const evidence = [ack, seenAt === undefined ? undefined : { present: true, at: seenAt }, listed].filter((word) => word !== undefined);
  const latest = evidence.sort((a, b) => byText(a.at, b.at) || Number(a.present) - Number(b.present)).at(-1);
  return latest?.present ?? false;
};

/** Every badge that some evidence names. */
export const knownBadges = ({ list, badges }: MemberBadges): readonly BadgeId[] => [...new Set([...Object.keys(badges), ...(list?.badges ?? [])])];

const settled = (known: BadgeRecord, at: Instant): BadgeRecord => {
  const { refused: _, ...record } = withoutAsk(known, at);
  return record;
};

/**
 * An ask is closed by any word of Cativa, not older than it, that shows its effect; a removal that took effect leaves
 * nothing of ours. Newer words may have been heard before: they change what is observed, not what this one confirms.
 */
const closeAsk = (known: BadgeRecord, shown: Shown): BadgeRecord => {
  const record = inThatLight(known, shown);
  const { ask } = record;
  if (ask === undefined || shown.at < ask.at || shown.present !== (ask.command === 'assign')) return record;
  return { ...withoutAsk(record, shown.at), ...(!shown.present && { ours: false }) };
};

const closeAsks = (badges: MemberBadges['badges'], listed: readonly BadgeId[], at: Instant): MemberBadges['badges'] =>
  Object.fromEntries(
    Object.entries(badges).map(([badge, record]) => [badge, closeAsk(record, { present: listed.includes(badge), at, listed: true })]),
  );

/** Whether the badge was ours whatever became of an open assignment: a repeated ask proves nothing. */
const isOwned = ({ ask, ours }: BadgeRecord): boolean => (ask?.command === 'assign' ? ask.owned === true : ours);

type Change = Exclude<AboutBadges, { type: 'MemberSeen' }>;
type Wish = AssignRequested | RemoveRequested | RequestRepeated | RequestWithdrawn;

const assigning = (record: BadgeRecord, { data: { occurredAt: at, via } }: AssignRequested): BadgeRecord => {
  const { overtook: _, ...known } = settled(record, at);
  return { ...known, ours: true, ask: { command: 'assign', at, via, ...(isOwned(record) && { owned: true }) } };
};

/** What we wished, or no longer wish. */
const wished = (record: BadgeRecord, event: Wish): BadgeRecord => {
  const { occurredAt: at } = event.data;
  switch (event.type) {
    case 'AssignRequested':
      return assigning(record, event);
    case 'RemoveRequested':
      return overtaking(record, { command: 'remove', at, via: event.data.via });
    case 'RequestRepeated':
      return repeating(record, event.data.wishedAt);
    case 'RequestWithdrawn':
      return { ...withoutAsk(record, at), ours: record.ours && record.ask?.command !== 'assign' };
  }
};

const confirmed = (record: BadgeRecord, { data }: BadgeAssigned, at: Instant): BadgeRecord => ({
  ...settled(record, data.occurredAt),
  ours: data.already !== true || isOwned(record),
  ack: { present: true, at },
});

const refusedBy = (record: BadgeRecord, { data }: BadgeRefused, position: string, observed: boolean): BadgeRecord => {
  const { command, because, unsure, occurredAt: at } = data;
  const mayBeOurs = command === 'remove' || unsure === true || isOwned(record);
  return {
    ...withoutAsk(record, at),
    ours: mayBeOurs && record.ours,
    refused: { command, because, at, position, ...(!observed && { unseen: true as const }) },
  };
};

const seenBy = (record: BadgeRecord, at: Instant): BadgeRecord => {
  const seenAt = record.seenAt !== undefined && record.seenAt > at ? record.seenAt : at;
  return closeAsk({ ...record, seenAt }, { present: true, at, listed: false });
};

/** When our own word was true: by our clock, and after all that Cativa had said by then, also where our clock is behind Cativa's. */
const ackedAt = (occurredAt: Instant, { list }: MemberBadges, { seenAt = '' }: BadgeRecord): Instant => {
  const latest = list && list.at > seenAt ? list.at : seenAt;
  return occurredAt > latest ? occurredAt : daysAfter(latest, MOMENT_DAYS);
};

const changed = (known: MemberBadges, event: Change, position: string): BadgeRecord => {
  const { badge, occurredAt: at } = event.data;
  const record = recordIn(known, badge);
  switch (event.type) {
    case 'BadgeAssigned':
      return confirmed(record, event, ackedAt(at, known, record));
    case 'BadgeRemoved':
      return { ...settled(record, at), ours: false, ack: { present: false, at: ackedAt(at, known, record) } };
    case 'BadgeRefused':
      return refusedBy(record, event, position, isObserved(known, badge));
    case 'BadgeSeen':
      return seenBy(record, at);
    default:
      return wished(record, event);
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
  return { ...known, badges: { ...known.badges, [change.data.badge]: changed(known, change, globalPosition.toString()) } };
};
