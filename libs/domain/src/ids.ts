/** A buyer or member as `data` may name one: the keyed hash of a normalized address, 64 hex characters. Never an address. */
export type PersonKey = string;
/** Cativa's user id: opaque, at most 200 characters; looks like a GUID or a ULID and is neither for certain. */
export type MemberId = string;
/** Cativa's badge id: opaque, as `MemberId`. */
export type BadgeId = string;
/** `<source>/<id>`: what ties charges together (a subscription where there is one, else the transaction). */
export type SaleRef = string;
/** `<source>/<product id>`. */
export type ProductRef = string;
/** An instant as `2026-11-20T12:00:00.000Z`: always UTC, always milliseconds, so text order is time order. */
export type Instant = string;

const LONGEST_ID = 200;

/**
 * An outside id as text, or undefined when it is no usable id: empty, too long, not exact as a number, or holding
 * control characters or broken UTF-16.
 */
export const idText = (value: unknown): string | undefined => {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? String(value) : undefined;
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  const usable = text.length > 0 && text.length <= LONGEST_ID && !/[\p{Cc}\p{Cs}]/u.test(text);
  return usable ? text : undefined;
};

/** Addresses compare trimmed and lower-cased; undefined when the text cannot be an address. */
export const normalizeAddress = (written: string): string | undefined => {
  const address = written.trim().toLowerCase();
  return address.length <= 320 && /^[^\s@\p{Cc}\p{Cs}]+@[^\s@\p{Cc}\p{Cs}]+$/u.test(address) ? address : undefined;
};

const ZONED = /^(\d{4})-(\d\d)-(\d\d)T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/;

/** A date parser rolls 30 February over to March; a calendar does not know it. */
const isZonedTime = (text: string): boolean => {
  const [, year, month, day] = ZONED.exec(text) ?? [];
  return Number(day) <= new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
};

/** The instant of epoch milliseconds or of an ISO text with a zone; undefined for anything else or outside the years 2000 to 2199. */
export const instantOf = (value: unknown): Instant | undefined => {
  if (typeof value !== 'number' && !(typeof value === 'string' && isZonedTime(value))) return undefined;
  const date = new Date(value);
  if (Number.isNaN(date.getTime())) return undefined;
  const year = date.getUTCFullYear();
  return year >= 2000 && year < 2200 ? date.toISOString() : undefined;
};

const END_OF_TIME = Date.parse('9999-12-31T23:59:59.999Z');

/** The instant `days` later (fractions count, to the millisecond); never past the year 9999, where text order would end. */
export const daysAfter = (from: Instant, days: number): Instant =>
  new Date(Math.min(Date.parse(from) + Math.round(days * 86_400_000), END_OF_TIME)).toISOString();

/** The same day and time of day `months` later, by UTC's calendar; where that month is shorter, its last day. Never past the year 9999. */
export const monthsAfter = (from: Instant, months: number): Instant => {
  const date = new Date(from);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + Math.round(months)];
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const time = date.getTime() % 86_400_000;
  const end = Date.UTC(year, month, Math.min(date.getUTCDate(), lastDay)) + time;
  return new Date(Number.isNaN(end) ? END_OF_TIME : Math.min(end, END_OF_TIME)).toISOString();
};
