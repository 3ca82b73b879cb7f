import type { DomainEvent } from './events.js';
import type { MemberId, PersonKey } from './ids.js';
import type { ClaimAnswered } from './people-events.js';
import type { RecordedEvent } from './recorded-event.js';
import { defined } from './plain.js';
import { later, type Slot } from './slot.js';

/** Somebody's word, without proof, that a sale is theirs; it waits until a person answers. `person`: the address that paid, as they say. */
export interface ClaimRequest {
  readonly request: string;
  readonly asked?: Slot<{ person: PersonKey; code: string; member?: MemberId }>;
  readonly answered?: Slot<Pick<ClaimAnswered['data'], 'granted' | 'by'>>;
}

export const claimRequestKeys = (event: DomainEvent): readonly string[] =>
  event.type === 'ClaimRequested' || event.type === 'ClaimAnswered' ? [event.data.request] : [];

/** Each word fills its own slot, so order and repetition cannot matter. */
export const evolveClaimRequest = (row: ClaimRequest | undefined, { event, eventId }: RecordedEvent): ClaimRequest | undefined => {
  if (event.type !== 'ClaimRequested' && event.type !== 'ClaimAnswered') return row;
  const { request, occurredAt: at } = event.data;
  const known = row ?? { request };
  if (event.type === 'ClaimAnswered') {
    const { granted, by } = event.data;
    return { ...known, answered: later(known.answered, { at, id: eventId, granted, by }) };
  }
  const { person, code, member } = event.data;
  return { ...known, asked: later(known.asked, defined({ at, id: eventId, person, code, member })) };
};
