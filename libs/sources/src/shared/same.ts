import { hash, timingSafeEqual } from 'node:crypto';

const digest = (text: string): Buffer => hash('sha256', text, 'buffer');

/** Compares two texts of any length in a time that tells nothing about either. */
export const same = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b));

/** Whether any secret passes `test`. All are tried, and an empty one never counts: it would sign perfectly and prove nothing. */
export const someSecret = (secrets: readonly string[], test: (secret: string) => boolean): boolean =>
  secrets
    .filter((secret) => secret.trim() !== '')
    .map(test)
    .includes(true);
