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

/** Removals count from here: the window's start, or a person's go for as long as what it allowed may last (a day). */
export const countFrom = ({ releasedAt, allow }: BrakeRow, now: Instant): Instant => {
  const windowStart = daysAfter(now, -BRAKE_WINDOW_MINUTES / 1440);
  const released = releasedAt !== undefined && (releasedAt > windowStart || (allow > 0 && daysAfter(releasedAt, 1) > now));
  return released ? releasedAt : windowStart;
};

/** Whether one more removal may go. `recent`: removals asked for since `countFrom`. */
export const mayRemove = (brake: BrakeRow, recent: number, holders: number): boolean =>
  !brake.tripped && recent < removalLimit(holders) + brake.allow;
