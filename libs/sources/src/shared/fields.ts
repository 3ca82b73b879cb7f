import 'reflect-metadata';
import { Expose, Transform, Type } from 'class-transformer';
import { ValidateBy, ValidateNested } from 'class-validator';
import { idText, instantOf } from '#domain';

/**
 * What a field is to us. `optional`: unreadable counts as missing, since no detail may park a sale. `decides`: may be
 * missing, but if it is there and cannot be read we would decide wrongly. `required`: nothing can be said without it.
 * null, an empty text and a missing field are alike.
 */
export type Need = 'optional' | 'decides' | 'required';

/** Stands where something was sent that we cannot read; it never passes validation. */
const UNREAD = Object.freeze({});

/** What an object becomes where a plain value was wanted; it has no fields, so nothing inside is walked. */
class Opaque {}

type Reader = (value: unknown) => unknown;

const together =
  (...decorators: readonly PropertyDecorator[]): PropertyDecorator =>
  (target, key) =>
    decorators.forEach((decorate) => decorate(target, key));

const isBlank = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'string' && value.trim() === '') || (Array.isArray(value) && value.length === 0);

const Readable = (expected: string, need: Need): PropertyDecorator =>
  ValidateBy({
    name: 'readable',
    validator: {
      validate: (value) => value !== UNREAD && (value !== undefined || need !== 'required'),
      defaultMessage: () => `expected ${expected}`,
    },
  });

const Reads = (read: Reader, need: Need): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) => read(value) ?? (isBlank(value) || need === 'optional' ? undefined : UNREAD));

const Field = (expected: string, read: Reader, need: Need = 'optional'): PropertyDecorator =>
  together(
    Expose(),
    Type(() => Opaque),
    Reads(read, need),
    Readable(expected, need),
  );

const LONGEST_TEXT = 2_000;

/** Text as a person wrote it: trimmed, without control characters and broken UTF-16, which a database would refuse. */
const textOf: Reader = (value) => {
  if (typeof value !== 'string' || value.length > LONGEST_TEXT) return undefined;
  return value.replace(/[\p{Cc}\p{Cs}]+/gu, ' ').trim() || undefined;
};

/** Epoch milliseconds as a number or as digits, or an ISO text with a zone. */
const timeOf: Reader = (value) => instantOf(typeof value === 'string' && /^\d{12,13}$/.test(value) ? Number(value) : value);

const wholeOf: Reader = (value) => (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined);

const idsOf: Reader = (value) => {
  if (!Array.isArray(value)) return undefined;
  const ids = value.map(idText);
  return ids.includes(undefined) ? undefined : [...new Set(ids)];
};

export const Id = (need?: Need): PropertyDecorator => Field('an id', idText, need);
export const Text = (need?: Need): PropertyDecorator => Field('a text', textOf, need);
export const Time = (need?: Need): PropertyDecorator => Field('a time', timeOf, need);
export const Whole = (need?: Need): PropertyDecorator => Field('a whole number', wholeOf, need);
/** A whole number, or null where null has a meaning of its own. */
export const WholeOrNull = (): PropertyDecorator =>
  together(
    Expose(),
    Type(() => Opaque),
    Transform(({ value }: { value: unknown }) => (value === null ? null : wholeOf(value))),
  );
export const Decimal = (need?: Need): PropertyDecorator => Field('a number', (value) => (Number.isFinite(value) ? value : undefined), need);
export const Flag = (need?: Need): PropertyDecorator => Field('true or false', (value) => (typeof value === 'boolean' ? value : undefined), need);
/** A list of ids without repetition; one that is no id makes the list unreadable. An empty list is a list. */
export const Ids = (need?: Need): PropertyDecorator => Field('a list of ids', idsOf, need);

/** An object of its own shape inside. */
export const Block = (type: () => new () => object, need: Need = 'optional'): PropertyDecorator =>
  together(
    Expose(),
    Type(type),
    Reads((value) => (value instanceof type() ? value : undefined), need),
    Readable('an object', need),
    ValidateNested(),
  );

/** A list of objects of one shape; what is no object in it is left out. */
export const List = (type: () => new () => object, need: Need = 'optional'): PropertyDecorator =>
  together(
    Expose(),
    Type(type),
    Reads((value) => (Array.isArray(value) ? value.filter((item) => item instanceof type()) : undefined), need),
    Readable('a list of objects', need),
    ValidateNested({ each: true }),
  );
