import type { BrakeEvent, DomainEvent } from './events.js';
import { daysAfter, type Instant } from './ids.js';
import type { RecordedEvent } from './recorded-event.js';

/** The stop on mass removal: too many at once, and a person must say go. */
export interface BrakeRow {
  readonly key: 'removals';
  readonly trippedAt?: Instant;
  readonly tripped: boolean;
  readonly releasedAt?: Instant;
  readonly allow: number;
}
export const RELEASED: BrakeRow = { key: 'removals', tripped: false, allow: 0 };

export const BRAKE_WINDOW_MINUTES = 10;
const LEAST_LIMIT = 10;
const SHARE_OF_HOLDERS = 0.05;
const ALLOWANCE_DAYS = 1;

const isBrakeEvent = (event: DomainEvent): event is BrakeEvent => event.type === 'BrakeTripped' || event.type === 'BrakeReleased';

export const brakeKeys = (event: DomainEvent): readonly string[] => (isBrakeEvent(event) ? ['removals'] : []);

export const evolveBrake = (row: BrakeRow | undefined, { event }: RecordedEvent): BrakeRow | undefined => {
  if (!isBrakeEvent(event)) return row;
  const at = event.data.occurredAt;
  return event.type === 'BrakeTripped'
    ? { ...(row ?? RELEASED), tripped: true, trippedAt: at }
    : { key: 'removals', tripped: false, releasedAt: at, allow: event.data.allow };
};

/** How many removals one window takes: max(10, 5 % of the holders). */
export const removalLimit = (holders: number): number => Math.max(LEAST_LIMIT, Math.floor(holders * SHARE_OF_HOLDERS));

/** What a person allowed beyond the limit holds for a day. */
const allowedAt = ({ releasedAt, allow }: BrakeRow, now: Instant): number =>
  releasedAt !== undefined && daysAfter(releasedAt, ALLOWANCE_DAYS) > now ? allow : 0;

/** Removals count from here: the window's start, or a person's go for as long as what it allowed may last. */
export const countFrom = (brake: BrakeRow, now: Instant): Instant => {
  const { releasedAt } = brake;
  const windowStart = daysAfter(now, -BRAKE_WINDOW_MINUTES / 1440);
  const released = releasedAt !== undefined && (releasedAt > windowStart || allowedAt(brake, now) > 0);
  return released ? releasedAt : windowStart;
};

/** Whether one more removal may go. `recent`: removals asked for since `countFrom`. Without `now`, an allowance never lapses. */
export const mayRemove = (brake: BrakeRow, recent: number, holders: number, now?: Instant): boolean =>
  !brake.tripped && recent < removalLimit(holders) + (now === undefined ? brake.allow : allowedAt(brake, now));
