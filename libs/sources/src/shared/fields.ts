import { idText, instantOf, type Instant } from '#domain';
import { Field, placeIssues, readBlock, Reads, type Need, type Shape } from './field.js';
import { isObject } from './json.js';

const LONGEST_TEXT = 2_000;

/** Text as a person wrote it: trimmed, without control characters and broken UTF-16, which a database would refuse. */
const textOf = (value: unknown): string | undefined => {
  if (typeof value !== 'string' || value.length > LONGEST_TEXT) return undefined;
  return value.replace(/[\p{Cc}\p{Cs}]+/gu, ' ').trim() || undefined;
};

/** Epoch milliseconds as a number or as digits, or an ISO text with a zone. */
const timeOf = (value: unknown): Instant | undefined => instantOf(typeof value === 'string' && /^\d{12,13}$/.test(value) ? Number(value) : value);

const wholeOf = (value: unknown): number | undefined => (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined);

const idsOf = (value: unknown): readonly string[] | undefined => {
  if (!Array.isArray(value)) return undefined;
  const ids = value.map(idText).filter((id) => id !== undefined);
  return ids.length === value.length ? [...new Set(ids)] : undefined;
};

export const Id = (need?: Need): PropertyDecorator => Field('an id', idText, need);
export const Text = (need?: Need): PropertyDecorator => Field('a text', textOf, need);
export const Time = (need?: Need): PropertyDecorator => Field('a time', timeOf, need);
export const Whole = (need?: Need): PropertyDecorator => Field('a whole number', wholeOf, need);
/** A whole number, or null where null has a meaning of its own. */
export const WholeOrNull = (): PropertyDecorator => Reads((value) => (value === null ? null : wholeOf(value)));
export const Decimal = (need?: Need): PropertyDecorator => Field('a number', (value) => (Number.isFinite(value) ? value : undefined), need);
export const Flag = (need?: Need): PropertyDecorator => Field('true or false', (value) => (typeof value === 'boolean' ? value : undefined), need);
/** A list of ids without repetition; one that is no id makes the list unreadable. An empty list is a list. */
export const Ids = (need?: Need): PropertyDecorator => Field('a list of ids', idsOf, need);

/** An object of its own shape inside. */
export const Block = (shape: () => Shape<object>, need?: Need): PropertyDecorator =>
  Field('an object', (sent, issues) => readBlock(shape(), sent, issues), need);

/** A list of objects of one shape; what is no object in it is left out. */
export const List = (shape: () => Shape<object>, need?: Need): PropertyDecorator =>
  Field(
    'a list of objects',
    (sent, issues) => {
      if (!Array.isArray(sent)) return undefined;
      return sent.filter(isObject).map((item, index) => {
        const known = issues.length;
        const block = readBlock(shape(), item, issues);
        placeIssues(issues, known, index);
        return block;
      });
    },
    need,
  );
