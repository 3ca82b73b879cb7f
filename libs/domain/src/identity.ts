import type { DomainEvent, MemberSeen, PaywallPaid } from './events.js';
import type { MemberId, PersonKey } from './ids.js';
import type { RecordedEvent } from './recorded-event.js';
import { later, type Slot } from './slot.js';

/** This address belongs to this member: the one that Cativa last showed it with. */
export interface Identity {
  readonly person: PersonKey;
  readonly seen: Slot<{ member: MemberId }>;
}

const showsAMember = (event: DomainEvent): event is MemberSeen | PaywallPaid => event.type === 'MemberSeen' || event.type === 'PaywallPaid';

export const identityKeys = (event: DomainEvent): readonly PersonKey[] =>
  showsAMember(event) && event.data.person !== undefined ? [event.data.person] : [];

export const evolveIdentity = (row: Identity | undefined, { event, eventId }: RecordedEvent): Identity | undefined => {
  const [person] = identityKeys(event);
  if (person === undefined || !showsAMember(event)) return row;
  return { person, seen: later(row?.seen, { at: event.data.occurredAt, id: eventId, member: event.data.member }) };
};
