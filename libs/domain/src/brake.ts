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
  /** The log was put back to an older state, and no person has said since that all was sent again. */
  readonly restored?: { readonly at: Instant; readonly lastHeardAt: Instant | null };
}
export const RELEASED: BrakeRow = { key: 'removals', tripped: false, allow: 0 };

/** How many removals one window takes: at least `removals`, or `percent` of the members who hold a badge of ours. */
export interface BrakeRules {
  readonly removals: number;
  readonly percent: number;
  readonly minutes: number;
}
export const DEFAULT_BRAKE: BrakeRules = { removals: 10, percent: 5, minutes: 10 };
const ALLOWANCE_DAYS = 1;

const BRAKE_EVENTS: readonly DomainEvent['type'][] = ['BrakeTripped', 'BrakeReleased', 'LogRestored'];
const isBrakeEvent = (event: DomainEvent): event is BrakeEvent => BRAKE_EVENTS.includes(event.type);

export const brakeKeys = (event: DomainEvent): readonly string[] => (isBrakeEvent(event) ? ['removals'] : []);

export const evolveBrake = (row: BrakeRow | undefined, { event }: RecordedEvent): BrakeRow | undefined => {
  if (!isBrakeEvent(event)) return row;
  const at = event.data.occurredAt;
  if (event.type === 'BrakeReleased') return { key: 'removals', tripped: false, releasedAt: at, allow: event.data.allow };
  const tripped = { ...(row ?? RELEASED), tripped: true, trippedAt: at };
  return event.type === 'BrakeTripped' ? tripped : { ...tripped, restored: { at, lastHeardAt: event.data.lastHeardAt } };
};

export const removalLimit = (holders: number, { removals, percent }: BrakeRules = DEFAULT_BRAKE): number =>
  Math.max(removals, Math.floor((holders * percent) / 100));

/** What a person allowed beyond the limit holds for a day. */
const allowedAt = ({ releasedAt, allow }: BrakeRow, now: Instant): number =>
  releasedAt !== undefined && daysAfter(releasedAt, ALLOWANCE_DAYS) > now ? allow : 0;

/** Removals count from here: the window's start, or a person's go for as long as what it allowed may last. */
export const countFrom = (brake: BrakeRow, now: Instant, { minutes }: BrakeRules = DEFAULT_BRAKE): Instant => {
  const { releasedAt } = brake;
  const windowStart = daysAfter(now, -minutes / 1440);
  const released = releasedAt !== undefined && (releasedAt > windowStart || allowedAt(brake, now) > 0);
  return released ? releasedAt : windowStart;
};

/** Whether one more removal may go. `recent`: removals asked for since `countFrom`. Without `now`, an allowance never lapses. */
export const mayRemove = (
  brake: BrakeRow,
  { recent, holders }: { recent: number; holders: number },
  now?: Instant,
  rules: BrakeRules = DEFAULT_BRAKE,
): boolean => !brake.tripped && recent < removalLimit(holders, rules) + (now === undefined ? brake.allow : allowedAt(brake, now));
