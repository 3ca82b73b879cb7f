import type { BuyerNamed, ChargePaid, DomainEvent } from './events.js';
import { invitedAt, withInviteWord, type Invites } from './invite.js';
import type { GiftGiven, InviteEvent } from './people-events.js';
import type { Instant, MemberId, PersonKey, SaleRef } from './ids.js';
import type { RecordedEvent } from './recorded-event.js';
import { later, type Slot } from './slot.js';

/**
 * The life of a buyer who is perhaps no member yet, by address. `since`: the oldest word that this address paid
 * (our clock, so that waiting is counted from when we knew). `member`: known once Cativa showed the address; `shown`
 * is the latest word that did, by Cativa's clock.
 */
export interface PendingGrant {
  readonly person: PersonKey;
  readonly since?: Instant;
  readonly sales: readonly SaleRef[];
  readonly member?: MemberId;
  readonly shown?: Slot<{ member: MemberId }>;
  readonly fulfilledAt?: Instant;
  /** The mails that asked them in. */
  readonly invites?: Invites;
}

/** waiting: paid and no member; invited and reminded: and a mail went. withdrawn: no member, and nothing lives any more. fulfilled: a member. */
export type PendingState = 'waiting' | 'invited' | 'reminded' | 'withdrawn' | 'fulfilled';

const BUYERS_WORDS: readonly DomainEvent['type'][] = ['ChargePaid', 'BuyerNamed', 'GiftGiven'];
const isBuyersWord = (event: DomainEvent): event is ChargePaid | BuyerNamed | GiftGiven => BUYERS_WORDS.includes(event.type);

const INVITES: readonly DomainEvent['type'][] = ['InviteRequested', 'InviteSent', 'InviteFailed', 'InvitesStopped'];
const isInvite = (event: DomainEvent): event is InviteEvent => INVITES.includes(event.type);

export const pendingGrantKeys = (event: DomainEvent): readonly PersonKey[] => {
  const touches = isBuyersWord(event) || isInvite(event) || event.type === 'MemberSeen' || event.type === 'PaywallPaid';
  return touches && event.data.person !== undefined ? [event.data.person] : [];
};

const earlier = (known: Instant | undefined, heard: Instant): Instant => (known !== undefined && known <= heard ? known : heard);

export const evolvePendingGrant = (row: PendingGrant | undefined, recorded: RecordedEvent): PendingGrant | undefined => {
  const { event, eventId, recordedAt } = recorded;
  const [person] = pendingGrantKeys(event);
  if (person === undefined) return row;
  const known = row ?? { person, sales: [] };
  if (isBuyersWord(event)) {
    const sales = [...new Set([...known.sales, event.data.sale])].sort();
    return { ...known, sales, since: earlier(known.since, recordedAt) };
  }
  if (isInvite(event)) return { ...known, invites: withInviteWord(known.invites, event, eventId) };
  if (!('member' in event.data) || event.data.member === undefined) return known;
  const shown = later(known.shown, { at: event.data.occurredAt, id: eventId, member: event.data.member });
  return { ...known, shown, member: shown.member, fulfilledAt: earlier(known.fulfilledAt, recordedAt) };
};

/** Judged, never folded: whether anything paid for still lives is the entitlements' word. */
export const pendingState = (grant: PendingGrant, somethingLives: boolean): PendingState => {
  if (grant.member !== undefined) return 'fulfilled';
  if (!somethingLives) return 'withdrawn';
  const { invited, reminded } = invitedAt(grant.invites);
  if (reminded !== undefined) return 'reminded';
  return invited === undefined ? 'waiting' : 'invited';
};
