/** What takes longer than this, in milliseconds, is followed by a rest: of members it is 20,000 (two cores, 2026). */
export const LONG_MS = 1000;

/** How long to rest after so many milliseconds of looking at the whole house: it then fills a tenth of the day at most, however large the house is. */
export const restAfter = (tookMs: number): number => Math.ceil(9 * tookMs);
