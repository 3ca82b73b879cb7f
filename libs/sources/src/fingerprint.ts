import { exampleBytes, exampleValues } from './examples.js';
import { eventIn } from './shared/completion.js';
import { formFields } from './shared/form.js';
import { isObject, jsonObject, type Json } from './shared/json.js';
import { FORM, type Source } from './source.js';

/**
 * The shape of one body. `features`: `field <place> <type>` for every place that holds something (null, an empty text and
 * an empty list count as missing), and `word <place>=<value>` where the source says that a place holds words of a short
 * list. Sorted, each once. Places are dotted paths, items of a list are `[]`.
 */
export interface Fingerprint {
  readonly event: string;
  readonly features: readonly string[];
}

/** The event of a body that does not name one. */
const UNNAMED = 'unnamed';
const EVENT = /^[\w.:-]{1,80}$/;

/** Also words of another alphabet ("Cartão"), but nothing with the marks of an address or a path in it. */
const WORD = /^[\p{L}\p{N}_ .:-]{1,60}$/u;

const MOST_FEATURES = 400;
/** With keys of at most 120 characters, a feature stays below 2 kB, which the index of a database takes as one entry. */
const DEEPEST = 12;
const LONGEST_KEY = 120;

/** A key like `buyer_name` or `iso-2` is a name; one with an @, a dot or a long number in it may be somebody's. */
const NAME = /^[A-Za-z_][\w-]{0,59}$/;
const LONG_NUMBER = /(\d\D*){4}/;
const isName = (key: string): boolean => NAME.test(key) && !LONG_NUMBER.test(key);

/** `customer[email]` and `items[0][id]`: how a form, which has no depth, writes a place. */
const BRACKETED = /^[\w-]+(\[[\w-]*\])+$/;
const stepOf = (part: string): string => {
  if (part === '[]' || /^\d+$/.test(part)) return '[]';
  return isName(part) ? `.${part}` : '.*';
};
const stepsOf = (key: string): string => {
  if (isName(key)) return `.${key}`;
  const parts = key.length <= LONGEST_KEY && BRACKETED.test(key) ? (key.match(/[\w-]+|\[\]/g) ?? []) : [];
  return isName(parts[0] ?? '') ? parts.map(stepOf).join('') : '.*';
};
const placeOf = (parent: string, key: string): string => (parent === '' ? stepsOf(key).slice(1) : parent + stepsOf(key));

const TYPES: Readonly<Record<string, string>> = { string: 'text', number: 'number', boolean: 'flag' };

const typeOf = (value: unknown): string | undefined => {
  if (Array.isArray(value)) return value.length === 0 ? undefined : 'list';
  if (isObject(value)) return 'block';
  return typeof value === 'string' && value.trim() === '' ? undefined : TYPES[typeof value];
};

/** Hints may write a place inside a list with or without the `[]`. */
const withoutLists = (place: string): string => place.replaceAll('[]', '');

/** The word that a value is: a text, or a code such as 3. */
const wordOf = (value: unknown): string | undefined => {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && WORD.test(text) ? text : undefined;
};

interface Walk {
  readonly enums: ReadonlySet<string>;
  readonly features: Set<string>;
}

const lookAt = (walk: Walk, value: unknown, place: string, depth: number): void => {
  const type = typeOf(value);
  if (type === undefined || walk.features.size >= MOST_FEATURES) return;
  walk.features.add(`field ${place} ${type}`);
  if (isObject(value)) return lookInside(walk, value, place, depth);
  if (Array.isArray(value)) return lookAlong(walk, value, `${place}[]`, depth);
  const word = walk.enums.has(withoutLists(place)) ? wordOf(value) : undefined;
  if (word !== undefined) walk.features.add(`word ${place}=${word}`);
};

const lookInside = (walk: Walk, block: Json, place: string, depth: number): void => {
  if (depth >= DEEPEST) return;
  for (const [key, value] of Object.entries(block)) lookAt(walk, value, placeOf(place, key), depth + 1);
};

const lookAlong = (walk: Walk, list: readonly unknown[], place: string, depth: number): void => {
  if (depth >= DEEPEST) return;
  for (const item of list) lookAt(walk, item, place, depth + 1);
};

const valueAt = (json: Json, place: string): unknown =>
  place.split('.').reduce<unknown>((value, key) => (isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined), json);

const eventOf = (json: Json, places: readonly string[]): string =>
  places.map((place) => valueAt(json, place)).find((text): text is string => typeof text === 'string' && EVENT.test(text)) ?? UNNAMED;

const fieldsOf = ({ contentTypes }: Source, body: Buffer): Json | undefined =>
  jsonObject(body) ?? (contentTypes.includes(FORM) ? formFields(body) : undefined);

/**
 * The shape of a body from this source; undefined where it has none, or where it is a completion, which is of our own
 * making. Never throws. At most 400 features, so that an unusual body fills no table. Holds no value but words of the
 * places in `shape.enums`; a key that may be data (an address, an id) is `*`.
 */
export const fingerprintOf = (source: Source, body: Buffer): Fingerprint | undefined => {
  const json = fieldsOf(source, body);
  if (json === undefined || eventIn(json).completion !== undefined) return undefined;
  const walk: Walk = { enums: new Set(source.shape.enums.map(withoutLists)), features: new Set() };
  lookInside(walk, json, '', 0);
  return { event: eventOf(json, source.shape.event), features: [...walk.features].sort().slice(0, MOST_FEATURES) };
};

/**
 * What the source's own examples show, by event: the names that its reader knows, and the features that surprise nobody.
 * An example of an unreadable body shows what is not known.
 */
export const knownShapes = (source: Source): ReadonlyMap<string, ReadonlySet<string>> => {
  const values = exampleValues({}, new Date(0));
  const known = new Map<string, Set<string>>();
  for (const example of Object.values(source.examples).filter(({ expects }) => expects !== 'unreadable')) {
    const shape = fingerprintOf(source, exampleBytes(example, values));
    if (shape) known.set(shape.event, new Set([...(known.get(shape.event) ?? []), ...shape.features]));
  }
  return known;
};
