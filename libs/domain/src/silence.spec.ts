import { describe, expect, test } from '@jest/globals';
import { daysAfter, type Instant } from './ids.js';
import { quietSince } from './silence.js';

const START = '2026-11-02T00:00:00.000Z'; // a Monday
const DAY_HOURS = 24;
const after = (hours: number): Instant => daysAfter(START, hours / DAY_HOURS);
const hoursOf = (days: number): readonly number[] => Array.from({ length: days * DAY_HOURS }, (_, hour) => hour);

/** A quarter past every hour of these days for which the shop is open, as hours after the start. */
const openHours = (days: number, isOpen: (hourOfDay: number, weekday: number) => boolean): readonly number[] =>
  hoursOf(days)
    .filter((hour) => isOpen(hour % DAY_HOURS, Math.floor(hour / DAY_HOURS) % 7))
    .map((hour) => hour + 0.25);

const always = (): boolean => true;
const byDay = (hour: number): boolean => hour >= 8 && hour < 23;
const inOffice = (hour: number, weekday: number): boolean => weekday < 5 && hour >= 9 && hour < 18;

const quiet = (arrivals: readonly number[], now: number) => quietSince({ arrivals: arrivals.map(after), now: after(now) });
const firstTold = (arrivals: readonly number[]): number | undefined => {
  const last = arrivals.at(-1) ?? 0;
  return Array.from({ length: 2_000 }, (_, hours) => hours).find((hours) => quiet(arrivals, last + hours) !== undefined);
};

describe('a channel with little to tell by', () => {
  test('is never quiet when it was never heard', () => expect(quiet([], 1_000)).toBeUndefined());
  test('is never quiet after nine hours with an arrival', () =>
    expect(
      quiet(
        openHours(1, (hour) => hour < 9),
        2_000,
      ),
    ).toBeUndefined());
  test('is never quiet after a burst of a thousand within some hours', () => {
    expect(
      quiet(
        Array.from({ length: 1_000 }, (_, index) => index / 120),
        2_000,
      ),
    ).toBeUndefined();
  });
});

describe('a channel in its first week', () => {
  const young = openHours(3, byDay);
  test('may rest for a weekend that it never had before', () => expect(quiet(young, 70.25 + 72)).toBeUndefined());
  test('is quiet after more than 72 hours', () => expect(quiet(young, 70.25 + 72.5)).toEqual({ since: after(70.25), hours: 72, usualHours: 10 }));
});

describe('a channel that is known', () => {
  test.each([
    ['that never rests is told after 6 hours', openHours(28, always), 7],
    ['that sleeps for 10 hours after 20', openHours(28, byDay), 21],
    ['that rests from Friday to Monday, 64 hours, after 128', openHours(26, inOffice), 129],
    ['that is heard every other day, after three times its longest pause', hoursOf(28).filter((hour) => hour % 48 === 0), 145],
  ])('%s', (_, arrivals, hours) => expect(firstTold(arrivals)).toBe(hours));

  test('says since when, for how long, and what is usual', () => {
    const arrivals = openHours(28, byDay);
    const last = arrivals.at(-1) ?? 0;
    expect(quiet(arrivals, last + 20)).toBeUndefined();
    expect(quiet(arrivals, last + 20.5)).toEqual({ since: after(last), hours: 20, usualHours: 10 });
  });
  test('is the same in whatever order its arrivals come, and however many there are in one hour', () => {
    const arrivals = openHours(28, byDay);
    const last = arrivals.at(-1) ?? 0;
    const crowded = arrivals.flatMap((hour) => [hour - 0.1, hour, hour - 0.2]);
    expect(quiet(crowded.toReversed(), last + 25)).toEqual(quiet(arrivals, last + 25));
  });
  test('is not quiet when the clock goes back', () => expect(quiet(openHours(28, always), 0)).toBeUndefined());

  test.each([
    ['all day', always],
    ['by day', byDay],
    ['in office hours', inOffice],
  ])('is never told for its own nights and weekends: %s', (_, isOpen) => {
    const all = openHours(8 * 7, isOpen);
    const told = hoursOf(8 * 7)
      .filter((now) => now > 7 * DAY_HOURS && now % 5 === 0)
      .filter((now) => {
        const before = all.filter((hour) => hour <= now);
        const since = (before.at(-1) ?? 0) - 28 * DAY_HOURS;
        return quiet(
          before.filter((hour) => hour >= since),
          now,
        );
      });
    expect(told).toEqual([]);
  });
});

describe('an outage', () => {
  test('leaves one long pause behind, which does not hide the next one', () => {
    const arrivals = openHours(28, byDay).filter((hour) => hour < 200 || hour > 272);
    expect(firstTold(arrivals)).toBe(21);
  });
  test('does count as usual where there is little else to tell by', () => {
    const arrivals = hoursOf(28).filter((hour) => hour % 24 === 0 && (hour < 240 || hour > 312));
    expect(firstTold(arrivals)).toBe(3 * 120 + 1);
  });
});
