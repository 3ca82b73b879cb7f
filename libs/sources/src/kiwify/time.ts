import { instantOf, type Instant } from '#domain';
import { Reads } from '../shared/field.js';

/*
 * Kiwify writes a time in four ways: `2025-04-08 02:19` without seconds and zone, ISO with its zone, `12/04/2025` for a
 * boleto and `12/04/2025 10:30` for a PIX. In its own test events the first agrees with the ISO times of the same body,
 * which are UTC; so whatever brings no zone is taken as UTC.
 */

const BRAZILIAN = /^(\d\d)\/(\d\d)\/(\d{4})/;
const WITHOUT_ZONE = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)$/;
const DAY = /^\d{4}-\d\d-\d\d$/;

const isoOf = (text: string): string => text.trim().replace(BRAZILIAN, '$3-$2-$1').replace(WITHOUT_ZONE, '$1T$2Z');

/** The instant that a text of Kiwify's names; undefined for a bare day, and for a day that no calendar has. */
export const timeOf = (value: unknown): Instant | undefined => (typeof value === 'string' ? instantOf(isoOf(value)) : undefined);

/** As `timeOf`; a bare day counts to its last millisecond (UTC), in favour of whoever paid for it. */
export const endOf = (value: unknown): Instant | undefined =>
  typeof value === 'string' ? timeOf(isoOf(value).replace(DAY, '$&T23:59:59.999Z')) : undefined;

/** The end of something as it was sent: an instant, or the word that there was one which nobody can read. */
export type SentEnd = Instant | 'unreadable';

export const readable = (end: SentEnd | undefined): Instant | undefined => (end === 'unreadable' ? undefined : end);

const isBlank = (value: unknown): boolean => value === undefined || value === null || (typeof value === 'string' && value.trim() === '');

/** A time of Kiwify's; unreadable counts as missing. */
export const When = (): PropertyDecorator => Reads(timeOf);
/** The end of something; missing and unreadable are told apart. */
export const End = (): PropertyDecorator => Reads((value) => (isBlank(value) ? undefined : (endOf(value) ?? 'unreadable')));
