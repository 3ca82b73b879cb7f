import { idText, instantOf, normalizeAddress, type Instant } from '#domain';

/** What every word of a person has: who decides, why, and whether it is only looked at. */
interface Spoken {
  readonly by: string;
  readonly note?: string;
  readonly preview?: boolean;
}

/** To give what a product opens. `parent`: a paid sale that carries the gift; `again`: an earlier gift, given anew. */
export interface GiftWord extends Spoken {
  readonly to: string;
  readonly product: string;
  readonly until?: Instant;
  readonly parent?: string;
  readonly again?: string;
}

/** To end a gift now. */
export interface GiftEndWord extends Spoken {
  readonly gift: string;
}

/** To open nothing to somebody. */
export interface BlockWord extends Spoken {
  readonly who: string;
  readonly until?: Instant;
}

/** To lift a block. */
export interface LiftWord extends Spoken {
  readonly who: string;
}

/** A word, or what would have been one: names of fields and what was expected, never what was given. */
export type ReadWord<Word> = { readonly ok: true; readonly word: Word } | { readonly ok: false; readonly wrong: string };

interface Field<Value> {
  readonly expected: string;
  readonly required?: true;
  /** The value as it is meant; undefined when it is none. */
  readonly read: (given: unknown) => Value | undefined;
}

type Shape<Word> = { readonly [Name in keyof Word]-?: Field<NonNullable<Word[Name]>> };

const textOf = (given: unknown, usable: (text: string) => boolean): string | undefined => {
  const text = typeof given === 'string' ? given.trim() : '';
  return usable(text) ? text : undefined;
};

/** An address that is misspelt is refused: taken for a member's id it would stand in the log for ever. */
const person: Field<string> = {
  expected: 'expected an address, or a member id of 1 to 200 characters',
  required: true,
  read: (given) => textOf(given, (text) => (text.includes('@') ? normalizeAddress(text) : idText(text)) !== undefined),
};

const reference = (what: string, usable: (text: string) => boolean = () => true): Field<string> => ({
  expected: `expected ${what}, of 1 to 320 characters without @`,
  read: (given) => textOf(given, (text) => /^[^@\p{Cc}\p{Cs}]{1,320}$/u.test(text) && usable(text)),
});

/** What stands in the log beside the facts, where nothing can be erased. */
const remark = (what: string, most: number): Field<string> => ({
  expected: `expected ${what}, in one line of 1 to ${most} characters without an address`,
  read: (given) => textOf(given, (text) => /^[^\p{Cc}\p{Cs}]+$/u.test(text) && [...text].length <= most && !/[^\s]@[^\s]/u.test(text)),
});

const until: Field<Instant> = {
  expected: 'expected an instant with its zone, such as 2026-12-31T23:59:59-03:00',
  read: (given) => (typeof given === 'string' ? instantOf(given) : undefined),
};

const spoken = {
  by: { ...remark('who decides', 100), required: true },
  note: remark('why', 500),
  preview: { expected: 'expected true or false', read: (given) => (typeof given === 'boolean' ? given : undefined) },
} as const satisfies Shape<Spoken>;

const GIFT: Shape<GiftWord> = {
  to: person,
  product: { ...reference('a product of the catalog'), required: true },
  until,
  parent: reference('a sale that was paid for, and no gift', (sale) => !sale.startsWith('gift/')),
  again: reference('an earlier gift'),
  ...spoken,
};
const GIFT_END: Shape<GiftEndWord> = { gift: { ...reference('a gift'), required: true }, ...spoken };
const BLOCK: Shape<BlockWord> = { who: person, until, ...spoken };
const LIFT: Shape<LiftWord> = { who: person, ...spoken };

const isFields = (given: unknown): given is Readonly<Record<string, unknown>> => typeof given === 'object' && given !== null && !Array.isArray(given);

/** A field that nobody knows is refused: a misspelt `preview` would be no preview, a misspelt `until` no end. */
const readerOf =
  <Word>(shape: Shape<Word>) =>
  (given: unknown): ReadWord<Word> => {
    if (!isFields(given)) return { ok: false, wrong: 'expected a JSON object' };
    const fields = Object.entries<Field<unknown>>(shape);
    const names = fields.map(([name]) => name);
    const read = fields.map(([name, field]) => [name, given[name] === undefined ? undefined : field.read(given[name])] as const);
    const wrong = fields.find(([name, { required }], index) => read[index]?.[1] === undefined && (required || given[name] !== undefined));
    if (wrong) return { ok: false, wrong: `${wrong[0]}: ${wrong[1].expected}` };
    if (Object.keys(given).some((name) => !names.includes(name))) return { ok: false, wrong: `expected nothing but ${names.join(', ')}` };
    return { ok: true, word: Object.fromEntries(read.filter(([, value]) => value !== undefined)) as Word };
  };

/** Each reads a word from what came; never throws. */
export const readGift = readerOf(GIFT);
export const readGiftEnd = readerOf(GIFT_END);
export const readBlock = readerOf(BLOCK);
export const readLift = readerOf(LIFT);
