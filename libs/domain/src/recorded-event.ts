import type { DomainEvent } from './events.js';
import type { Instant } from './ids.js';

/** A place in the whole log, in commit order, without gaps, from 1. */
export type GlobalPosition = bigint;

/** Where a fact came from. `delivery`: the webhook it was read from; `schema`: the shape of `data`, 1 today. */
export interface Metadata {
  readonly source: string;
  readonly channel?: string;
  readonly delivery?: string;
  /** `ours`: the sender gave no time, so that `occurredAt` is when we first heard it. */
  readonly clock?: 'ours';
  readonly schema: 1;
}

/** A fact with its place in the log. `personal` is fetched only where a person asks for it. */
export interface RecordedEvent {
  readonly globalPosition: GlobalPosition;
  readonly stream: string;
  readonly version: number;
  readonly eventId: string;
  readonly recordedAt: Instant;
  readonly event: DomainEvent;
  readonly metadata: Metadata;
}
