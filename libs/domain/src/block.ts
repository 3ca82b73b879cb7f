import type { DomainEvent } from './events.js';
import type { Instant } from './ids.js';
import type { Blockable, BlockSet } from './people-events.js';
import type { RecordedEvent } from './recorded-event.js';
import { defined } from './plain.js';
import { later, type Slot } from './slot.js';

/** The opposite of a reason: whatever speaks for a member or an address, nothing opens. */
export interface Block {
  readonly blocked: Blockable;
  readonly set?: Slot<Pick<BlockSet['data'], 'until' | 'by'>>;
  readonly lifted?: Slot<{ by: string }>;
}

export const blockKeys = (event: DomainEvent): readonly Blockable[] =>
  event.type === 'BlockSet' || event.type === 'BlockLifted' ? [event.data.blocked] : [];

/** Each word fills its own slot, so order and repetition cannot matter. */
export const evolveBlock = (row: Block | undefined, { event, eventId }: RecordedEvent): Block | undefined => {
  if (event.type !== 'BlockSet' && event.type !== 'BlockLifted') return row;
  const { blocked, by, occurredAt: at } = event.data;
  const known = row ?? { blocked };
  if (event.type === 'BlockLifted') return { ...known, lifted: later(known.lifted, { at, id: eventId, by }) };
  return { ...known, set: later(known.set, defined({ at, id: eventId, by, until: event.data.until })) };
};

/** A block that stands at `now`. At the same moment a lift counts more: it is the word that gives access. */
export const blocks = ({ set, lifted }: Block, now: Instant): boolean =>
  set !== undefined && (lifted === undefined || lifted.at < set.at) && (set.until === undefined || now < set.until);
