import type { DomainEvent } from './events.js';
import type { RecordedEvent } from './recorded-event.js';
import { later, type Slot } from './slot.js';

/** Something that waited for a person and was put aside by one: `delivery/<id>`, `contradiction/<event id>/<delivery>`, `buyer/<sale>`. */
export interface Review {
  readonly item: string;
  readonly dismissed: Slot<{ by: string; note?: string }>;
}

export const reviewKeys = (event: DomainEvent): readonly string[] => (event.type === 'ReviewDismissed' ? [event.data.item] : []);

export const evolveReview = (row: Review | undefined, { event, eventId }: RecordedEvent): Review | undefined => {
  if (event.type !== 'ReviewDismissed') return row;
  const { item, by, note, occurredAt: at } = event.data;
  return { item, dismissed: later(row?.dismissed, { at, id: eventId, by, ...(note && { note }) }) };
};
