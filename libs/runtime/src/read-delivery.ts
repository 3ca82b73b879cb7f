import type { DeliveryOutcome, NewEvent } from '#event-store';
import type { Delivery, ReadContext, Reading, Source } from '#sources';

/** What a delivery became: how it was read, why it gave no facts, and the facts as they go into the log. */
export interface ReadDelivery {
  readonly outcome: DeliveryOutcome;
  readonly notes: readonly string[];
  readonly events: readonly NewEvent[];
}

const notesOf = (reading: Reading): readonly string[] => {
  switch (reading.kind) {
    case 'facts':
      return [];
    case 'ignored':
      return [reading.because];
    case 'incomplete':
      return [`waits for ${reading.ask.of} ${reading.ask.id}`];
    case 'unreadable':
      return reading.issues;
  }
};

/** Reads a delivery with today's code; the door and `reread` both come through here, so both say the same. */
export const readDelivery = (source: Source, delivery: Delivery, context: ReadContext & { id: string }): ReadDelivery => {
  const reading = source.read(delivery, context);
  const metadata = { source: source.name, channel: delivery.channel, delivery: context.id, schema: 1 as const };
  const facts = reading.kind === 'facts' ? reading.facts : [];
  const events = facts.map(({ key, fact, personal }) => ({ key: `${source.name}/${key}`, event: fact, metadata, ...(personal && { personal }) }));
  return { outcome: reading.kind, notes: notesOf(reading), events };
};
