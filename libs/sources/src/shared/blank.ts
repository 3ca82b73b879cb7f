import { stringEnd } from './json.js';

type Range = readonly [from: number, to: number];
const STAR = 0x2a;

const placesOf = (body: Buffer, secret: string): readonly Range[] => {
  const wanted = Buffer.from(secret, 'utf8');
  const places: Range[] = [];
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

/** Names with brackets (`fields[token]`) go over the wire encoded or as they are. */
const formNames = (field: string): string => [...new Set([encodeURIComponent(field), field])].map(escaped).join('|');

/** The values of a form's field: from after `name=` to the next `&`. */
const formValuesOf = (body: Buffer, field: string): readonly Range[] => {
  const found = body.toString('latin1').matchAll(new RegExp(`(?<=^|&)(?:${formNames(field)})=([^&]+)`, 'gi'));
  return [...found].map(({ index, 0: all, 1: value = '' }): Range => [index + all.length - value.length, index + all.length]);
};

/** A body that begins like JSON has JSON's fields; any other may be a form. */
const fieldValuesOf = (body: Buffer, field: string): readonly Range[] =>
  /^\s*[[{"]/.test(body.subarray(0, 64).toString('latin1')) ? valuesOf(body, field) : formValuesOf(body, field);

/** A secret as it may stand in a body: as it is, and as a form writes it. */
const spellings = (secret: string): readonly string[] => [...new Set([secret, new URLSearchParams({ s: secret }).toString().slice(2)])];

/**
 * The body with every text value of these keys, of JSON or of a form, and every configured secret wherever it stands, replaced by as many
 * stars. The same buffer when there is nothing to hide; the length never changes; works on any bytes.
 */
export const blankSecrets = (body: Buffer, fields: readonly string[], secrets: readonly string[]): Buffer => {
  const written = secrets.filter((secret) => secret.trim() !== '').flatMap(spellings);
  const ranges = [...fields.flatMap((field) => fieldValuesOf(body, field)), ...written.flatMap((secret) => placesOf(body, secret))];
  if (ranges.length === 0) return body;
  const blanked = Buffer.from(body);
  ranges.forEach(([from, to]) => blanked.fill(STAR, from, to));
  return blanked;
};
