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

/** An outside id as text, or undefined when it is no usable id: empty, too long, not exact as a number, or holding control characters. */
export const idText = (value: unknown): string | undefined => {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? String(value) : undefined;
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  const usable = text.length > 0 && text.length <= LONGEST_ID && !/\p{Cc}/u.test(text);
  return usable ? text : undefined;
};

/** Addresses compare trimmed and lower-cased; undefined when the text cannot be an address. */
export const normalizeAddress = (written: string): string | undefined => {
  const address = written.trim().toLowerCase();
  return address.length <= 320 && /^[^\s@\p{Cc}]+@[^\s@\p{Cc}]+$/u.test(address) ? address : undefined;
};

/** The instant of epoch milliseconds or of an ISO text with a zone; undefined for anything else or outside the years 2000 to 2199. */
export const instantOf = (value: unknown): Instant | undefined => {
  const zoned = typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/.test(value);
  if (typeof value !== 'number' && !zoned) return undefined;
  const date = new Date(value as number | string);
  if (Number.isNaN(date.getTime())) return undefined;
  const year = date.getUTCFullYear();
  return year >= 2000 && year < 2200 ? date.toISOString() : undefined;
};

/** The instant `days` later (fractions count). */
export const daysAfter = (from: Instant, days: number): Instant => new Date(Date.parse(from) + days * 86_400_000).toISOString();
