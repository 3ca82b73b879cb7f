import { stringEnd } from './json.js';

type Range = readonly [from: number, to: number];
const STAR = 0x2a;

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

const latin1 = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

const placesOf = (text: string, wanted: string): readonly Range[] => {
  const places: Range[] = [];
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) places.push([at, at + wanted.length]);
  return places;
};

/** Names with brackets (`fields[token]`) go over the wire encoded or as they are. */
const formNames = (field: string): readonly string[] => [...new Set([encodeURIComponent(field), field])];

/** Finds the opening of these keys in JSON, and their values in a form; none of them: finds nothing. */
const patternsFor = (fields: readonly string[]): { json: RegExp; form: RegExp } => {
  const oneOf = (names: readonly string[]): string => (names.length === 0 ? '(?!)' : `(?:${names.map(escaped).join('|')})`);
  return {
    json: new RegExp(`"${oneOf(fields.map(latin1))}"\\s*:\\s*"`, 'gi'),
    form: new RegExp(`(?<=^|&)${oneOf(fields.flatMap(formNames))}=([^&]+)`, 'gi'),
  };
};

const valuesOf = (body: Buffer, text: string, opening: RegExp): readonly Range[] => {
  const starts = [...text.matchAll(opening)].map((found) => found.index + found[0].length);
  return starts.map((from): Range => [from, stringEnd(body, from)]).filter(([from, to]) => to > from);
};

/** The values of a form's fields: from after `name=` to the next `&`. */
const formValuesOf = (text: string, field: RegExp): readonly Range[] =>
  [...text.matchAll(field)].map(({ index, 0: all, 1: value = '' }): Range => [index + all.length - value.length, index + all.length]);

/** A body that begins like JSON has JSON's fields; any other may be a form. */
const BEGINS_LIKE_JSON = /^\s{0,64}[[{"]/;

/** A secret as it may stand in a body: as it is, and as a form writes it. */
const spellings = (secret: string): readonly string[] => [...new Set([secret, new URLSearchParams({ s: secret }).toString().slice(2)])];

/** Hides what is secret in a body. The same buffer when there is nothing to hide; the length never changes; works on any bytes. */
export type Blank = (body: Buffer) => Buffer;

/**
 * Replaces every text value of these keys, of JSON or of a form, and every one of these secrets wherever it stands, by as many stars.
 * Latin-1 has one character a byte, so that places in the text are places in the bytes, whatever the bytes are.
 */
export const blanking = (fields: readonly string[], secrets: readonly string[]): Blank => {
  const written = secrets
    .filter((secret) => secret.trim() !== '')
    .flatMap(spellings)
    .map(latin1);
  const { json, form } = patternsFor(fields);
  return (body) => {
    const text = body.toString('latin1');
    const values = BEGINS_LIKE_JSON.test(text) ? valuesOf(body, text, json) : formValuesOf(text, form);
    const ranges = [...values, ...written.flatMap((secret) => placesOf(text, secret))];
    if (ranges.length === 0) return body;
    const blanked = Buffer.from(body);
    ranges.forEach(([from, to]) => blanked.fill(STAR, from, to));
    return blanked;
  };
};
