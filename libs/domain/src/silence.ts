import type { Instant } from './ids.js';
import { byText } from './plain.js';

/** A channel that has been quiet for much longer than it ever is. Hours are whole. */
export interface Quiet {
  /** Its last arrival. */
  readonly since: Instant;
  /** How long ago that was. */
  readonly hours: number;
  /** The longest pause that is usual for it; 0 is less than an hour. */
  readonly usualHours: number;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Fewer hours with an arrival tell no rhythm: a burst of tests while the hook was set up is one or two. */
const LEAST_ARRIVALS = 10;
const LONG_KNOWN_DAYS = 7;
const LEAST_PAUSE_HOURS = { longKnown: 6, young: 72 } as const;
const MANY_PAUSES = 100;

/** The last arrival of every hour that had one, oldest first: a thousand sales in a launch count no more than one. */
const oneAnHour = (arrivals: readonly Instant[]): readonly Instant[] => [
  ...new Map([...arrivals].sort(byText).map((arrival) => [arrival.slice(0, 13), arrival])).values(),
];

const pausesBetween = (arrivals: readonly Instant[]): readonly number[] => {
  const times = arrivals.map((arrival) => Date.parse(arrival));
  return times.slice(1).map((time, index) => time - (times[index] ?? time));
};

/** What a quiet one has outlasted, and the pause that is usual. */
const patienceFor = (pauses: readonly number[]): { usual: number; patience: number } => {
  const [longest = 0, second = 0] = [...pauses].sort((a, b) => b - a);
  return pauses.length < MANY_PAUSES ? { usual: longest, patience: 3 * longest } : { usual: second, patience: 2 * second };
};

/**
 * Whether a channel is quiet, from its arrivals of the last weeks before it fell quiet, in any order (see `channelArrivals`:
 * four weeks, one an hour); undefined when it is not, or when there is too little to tell.
 *
 * The measure is its own longest pause, so that nights and weekends, which are in the four weeks, are no news. A shop that
 * sells by day and sleeps for 9 h is told after 18 h; one that rests from Friday 18:00 to Monday 9:00 (63 h) after 126 h.
 * - From 100 pauses on, the second longest counts, twice: an outage, which leaves one long pause behind, does not hide the
 *   next one. If purchases came by pure chance, such a shop would be told without cause once in some 16 months (100
 *   pauses in four weeks) or 4 years (300).
 * - With fewer, the longest counts, three times: by pure chance, 1 in 290 pauses is told without cause after 10 pauses,
 *   1 in 23,000 after 50. A sale every other day with a longest pause of 6 days is told after 18 days.
 * - Never before 6 h; and in its first week, which may have had no weekend yet, never before 72 h.
 * - With fewer than 10 hours that had an arrival, nothing is said.
 */
export const quietSince = ({ arrivals, now }: { readonly arrivals: readonly Instant[]; readonly now: Instant }): Quiet | undefined => {
  const heard = oneAnHour(arrivals);
  const [first, since] = [heard[0], heard.at(-1)];
  if (first === undefined || since === undefined || heard.length < LEAST_ARRIVALS) return undefined;
  const { usual, patience } = patienceFor(pausesBetween(heard));
  const longKnown = Date.parse(since) - Date.parse(first) >= LONG_KNOWN_DAYS * DAY;
  const least = LEAST_PAUSE_HOURS[longKnown ? 'longKnown' : 'young'] * HOUR;
  const quietFor = Date.parse(now) - Date.parse(since);
  if (quietFor <= Math.max(patience, least)) return undefined;
  return { since, hours: Math.floor(quietFor / HOUR), usualHours: Math.floor(usual / HOUR) };
};
