import type { BadgeAssigned, ChargePaid, DomainEvent } from './events.js';
import type { Instant, SaleRef } from './ids.js';
import { defined } from './plain.js';
import type { RecordedEvent } from './recorded-event.js';

/**
 * How long one sale took to open its badge, as moments: each is the earliest of its kind, so that nothing said later moves it.
 * The row is the sale's by its key alone, since one badge may open several sales.
 */
export interface AccessTime {
  /** When it was paid, by the gateway's clock; missing where the gateway gave no time. */
  readonly gatewayAt?: Instant;
  /** When its first payment was in our log, which is our 200, by our clock. */
  readonly heardAt?: Instant;
  /** When the first badge that we gave for it was confirmed, by our clock. */
  readonly openedAt?: Instant;
  /** When we first found its badge there already, by our clock: a badge given after that is no answer to the sale. */
  readonly hadAt?: Instant;
}

/** The sales whose row a fact touches. */
export const accessTimeKeys = (event: DomainEvent): readonly SaleRef[] => {
  if (event.type === 'ChargePaid') return [event.data.sale];
  return event.type === 'BadgeAssigned' ? [...new Set(event.data.sales)] : [];
};

const earlier = (known: Instant | undefined, heard: Instant | undefined): Instant | undefined => {
  if (known === undefined || heard === undefined) return known ?? heard;
  return known <= heard ? known : heard;
};

/** What the gateway calls the time of payment; else when it says that it happened, unless that clock is ours. */
const paidAt = ({ data }: ChargePaid, { metadata }: RecordedEvent): Instant | undefined =>
  data.paidAt ?? (metadata.clock === 'ours' ? undefined : data.occurredAt);

const given = (known: AccessTime, { data }: BadgeAssigned, { recordedAt }: RecordedEvent): AccessTime =>
  data.already === true ? { ...known, hadAt: earlier(known.hadAt, recordedAt) } : { ...known, openedAt: earlier(known.openedAt, recordedAt) };

/** Minima only, so order and repetition cannot matter: neither a replay nor a badge that is given once more changes a span. */
export const evolveAccessTime = (row: AccessTime | undefined, recorded: RecordedEvent): AccessTime | undefined => {
  const { event, recordedAt } = recorded;
  const known = row ?? {};
  if (event.type === 'BadgeAssigned') return given(known, event, recorded);
  if (event.type !== 'ChargePaid') return row;
  return defined({ ...known, gatewayAt: earlier(known.gatewayAt, paidAt(event, recorded)), heardAt: earlier(known.heardAt, recordedAt) });
};
