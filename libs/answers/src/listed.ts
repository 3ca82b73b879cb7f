/** More than this many are counted and not listed. */
export const LISTED = 50;
