/** 10 s, 30 s, 2 min, 10 min, 1 h, 6 h: what fails for seconds comes back fast, what fails for a day is not hammered. */
const WAITS_MS = [10_000, 30_000, 120_000, 600_000, 3_600_000, 21_600_000] as const;

/** The first try and one more after each wait; then the job fails visibly and the sweep finds what is left. */
export const MAX_ATTEMPTS = WAITS_MS.length + 1;

const JITTER = 0.2;

/** Which wait is due when tries have failed for so long, from 1: the next one when those before it have passed. */
const waitDue = (failingMs: number): number => {
  const ends = WAITS_MS.map((_, index) => WAITS_MS.slice(0, index + 1).reduce((sum, wait) => sum + wait, 0));
  return 1 + ends.filter((end) => failingMs >= end * (1 - JITTER)).length;
};

/**
 * Milliseconds to wait after attempt number `made` (from 1) failed. `random` in [0, 1) spreads them by ±20 %, so that
 * a thousand members do not come back in the same second. A wait that Cativa asked for is never shortened. `failingMs`: since
 * when tries fail; news brings tries closer together, and ten of them in a bad minute must not make a buyer wait for hours.
 */
export const waitAfter = (made: number, random: number, askedMs = 0, failingMs = Infinity): number => {
  const due = Math.min(made, waitDue(failingMs), WAITS_MS.length);
  const wait = WAITS_MS[due - 1] ?? WAITS_MS[0];
  return Math.max(askedMs, Math.round(wait * (1 + JITTER * (2 * random - 1))));
};
