import type { DomainEvent, MemberEvent } from './events.js';
import type { BadgeId, Instant, MemberId } from './ids.js';
import type { RecordedEvent } from './recorded-event.js';
import { later, type Slot } from './slot.js';

/** What is known of one badge of one member. */
export interface BadgeRecord {
  /** We asked for it before it was there; only such a badge may ever be removed. */
  readonly ours: boolean;
  /** A command that left (or was listed) and whose effect nobody has confirmed. */
  readonly ask?: { readonly command: 'assign' | 'remove'; readonly at: Instant; readonly via: 'api' | 'worklist' };
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

export const memberBadgesKeys = (event: DomainEvent): readonly MemberId[] =>
  'member' in event.data && event.type !== 'PaywallPaid' ? [event.data.member] : [];

const UNKNOWN: BadgeRecord = { ours: false };

/** Whether the member holds the badge, by the latest evidence; at the same moment presence wins. */
export const isObserved = ({ list, badges }: MemberBadges, badge: BadgeId): boolean => {
  const { ack, seenAt } = badges[badge] ?? UNKNOWN;
  const listed = list && { present: list.badges.includes(badge), at: list.at };
  const evidence = [ack, seenAt === undefined ? undefined : { present: true, at: seenAt }, listed].filter((word) => word !== undefined);
  const latest = evidence.sort((a, b) => a.at.localeCompare(b.at) || Number(a.present) - Number(b.present)).at(-1);
  return latest?.present ?? false;
};

/** Every badge that some evidence names. */
export const knownBadges = ({ list, badges }: MemberBadges): readonly BadgeId[] => [...new Set([...Object.keys(badges), ...(list?.badges ?? [])])];

const withoutAsk = ({ ask: _, ...record }: BadgeRecord): BadgeRecord => record;
const settled = ({ ask: _, refused: __, ...record }: BadgeRecord): BadgeRecord => record;

/** An ask whose effect has been observed is closed; a removal that took effect leaves nothing of ours. */
const closeAsks = (known: MemberBadges): MemberBadges => {
  const closed = Object.entries(known.badges).map(([badge, record]): [BadgeId, BadgeRecord] => {
    const observed = isObserved(known, badge);
    if (record.ask?.command === 'assign' && observed) return [badge, withoutAsk(record)];
    if (record.ask?.command === 'remove' && !observed) return [badge, { ...withoutAsk(record), ours: false }];
    return [badge, record];
  });
  return { ...known, badges: Object.fromEntries(closed) };
};

type Change = Exclude<MemberEvent, { type: 'MemberSeen' | 'PaywallPaid' }>;

const changed = (record: BadgeRecord, event: Change, position: string): BadgeRecord => {
  const at = event.data.occurredAt;
  switch (event.type) {
    case 'AssignRequested':
      return { ...settled(record), ours: true, ask: { command: 'assign', at, via: event.data.via } };
    case 'RemoveRequested':
      return { ...settled(record), ask: { command: 'remove', at, via: event.data.via } };
    case 'RequestWithdrawn':
      return record.ask?.command === 'assign' ? { ...withoutAsk(record), ours: false } : withoutAsk(record);
    case 'BadgeAssigned':
      return { ...settled(record), ours: event.data.already !== true, ack: { present: true, at } };
    case 'BadgeRemoved':
      return { ...settled(record), ours: false, ack: { present: false, at } };
    case 'BadgeRefused': {
      const { command, because } = event.data;
      return { ...withoutAsk(record), ours: command === 'remove' && record.ours, refused: { command, because, at, position } };
    }
    case 'BadgeSeen':
      return { ...record, seenAt: record.seenAt !== undefined && record.seenAt > at ? record.seenAt : at };
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
    return badges === undefined ? known : closeAsks({ ...known, list: later(known.list, { at, id: eventId, badges }) });
  }
  const change = event as Change;
  const record = changed(known.badges[change.data.badge] ?? UNKNOWN, change, globalPosition.toString());
  const next = { ...known, badges: { ...known.badges, [change.data.badge]: record } };
  return event.type === 'BadgeSeen' ? closeAsks(next) : next;
};
