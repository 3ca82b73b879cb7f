import type { BuyerNamed, ChargePaid, DomainEvent } from './events.js';
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
}

/** waiting: paid and no member. withdrawn: no member, and nothing paid lives any more. fulfilled: a member. */
export type PendingState = 'waiting' | 'withdrawn' | 'fulfilled';

const isBuyersWord = (event: DomainEvent): event is ChargePaid | BuyerNamed => event.type === 'ChargePaid' || event.type === 'BuyerNamed';

export const pendingGrantKeys = (event: DomainEvent): readonly PersonKey[] => {
  const touches = isBuyersWord(event) || event.type === 'MemberSeen' || event.type === 'PaywallPaid';
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
  if (!('member' in event.data)) return known;
  const shown = later(known.shown, { at: event.data.occurredAt, id: eventId, member: event.data.member });
  return { ...known, shown, member: shown.member, fulfilledAt: earlier(known.fulfilledAt, recordedAt) };
};

/** Judged, never folded: whether anything paid for still lives is the entitlements' word. */
export const pendingState = (grant: PendingGrant, somethingLives: boolean): PendingState => {
  if (grant.member !== undefined) return 'fulfilled';
  return somethingLives ? 'waiting' : 'withdrawn';
};
