import { stringEnd } from './json.js';

type Range = readonly [from: number, to: number];
const STAR = 0x2a;

const placesOf = (body: Buffer, secret: string): readonly Range[] => {
  const wanted = Buffer.from(secret, 'utf8');
  const places: Range[] = [];
  if (secret.trim() === '') return places;
  for (let at = body.indexOf(wanted); at >= 0; at = body.indexOf(wanted, at + 1)) places.push([at, at + wanted.length]);
  return places;
};

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

/** Latin-1 has one character a byte, so that places in the text are places in the bytes, whatever the bytes are. */
const valuesOf = (body: Buffer, field: string): readonly Range[] => {
  const opening = new RegExp(`"${escaped(Buffer.from(field, 'utf8').toString('latin1'))}"\\s*:\\s*"`, 'gi');
  const starts = [...body.toString('latin1').matchAll(opening)].map((found) => found.index + found[0].length);
  return starts.map((from): Range => [from, stringEnd(body, from)]).filter(([from, to]) => to > from);
};

/**
 * The body with every text value of these JSON keys, and every configured secret wherever it stands, replaced by as many
 * stars. The same buffer when there is nothing to hide; the length never changes; works on any bytes.
 */
export const blankSecrets = (body: Buffer, fields: readonly string[], secrets: readonly string[]): Buffer => {
  const ranges = [...fields.flatMap((field) => valuesOf(body, field)), ...secrets.flatMap((secret) => placesOf(body, secret))];
  if (ranges.length === 0) return body;
  const blanked = Buffer.from(body);
  ranges.forEach(([from, to]) => blanked.fill(STAR, from, to));
  return blanked;
};
