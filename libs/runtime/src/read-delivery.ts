import type { DeliveryOutcome, NewEvent } from '#event-store';
import type { Delivery, Lookup, ReadContext, Reading, Source } from '#sources';

/** What a delivery became: how it was read, why it gave no facts, and the facts as they go into the log. */
export interface ReadDelivery {
  readonly outcome: DeliveryOutcome;
  readonly notes: readonly string[];
  readonly events: readonly NewEvent[];
  /** What the gateway would have to be asked to know more. */
  readonly ask?: Lookup;
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
  const events = facts.map(({ key, fact, personal, clock }) => ({
    key: `${source.name}/${key}`,
    event: fact,
    metadata: { ...metadata, ...(clock && { clock }) },
    ...(personal && { personal }),
  }));
  const ask = 'ask' in reading ? reading.ask : undefined;
  return { outcome: reading.kind, notes: notesOf(reading), events, ...(ask && { ask }) };
};
