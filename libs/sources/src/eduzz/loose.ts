import { Expose, Transform, Type } from 'class-transformer';
import { idText } from '#domain';
import { Id } from '../shared/fields.js';

/* Fields that Eduzz writes in more than one way. None of them decides: what cannot be read counts as missing. */

class Opaque {}

const Loose =
  (type: () => new () => object, read: (value: unknown) => unknown): PropertyDecorator =>
  (target, key) =>
    [Expose(), Type(type), Transform(({ value }: { value: unknown }) => read(value))].forEach((decorate) => decorate(target, key));

class PhoneParts {
  @Id() readonly countryCode?: string;
  @Id() readonly areaCode?: string;
  @Id() readonly number?: string;
}

const phoneText = (value: unknown): string | undefined => {
  if (!(value instanceof PhoneParts)) return idText(value);
  const { countryCode = '', areaCode = '', number } = value;
  return number && `${countryCode}${areaCode}${number}`;
};

/** A phone as one text, or in parts. */
export const Phone = (): PropertyDecorator => Loose(() => PhoneParts, phoneText);

class WithId {
  @Id() readonly id?: string;
}

/** An id by itself, or an object that has one. */
export const IdOrBlock = (): PropertyDecorator =>
  Loose(
    () => WithId,
    (value) => (value instanceof WithId ? value.id : idText(value)),
  );

/** One id or a list of them, as a list without repetition. */
export const IdOrIds = (): PropertyDecorator =>
  Loose(
    () => Opaque,
    (value) => {
      const ids = (Array.isArray(value) ? value : [value]).map(idText).filter((id) => id !== undefined);
      return ids.length === 0 ? undefined : [...new Set(ids)];
    },
  );

/** A sum as a number, or as the text that a form has for it. */
export const Sum = (): PropertyDecorator =>
  Loose(
    () => Opaque,
    (value) => {
      if (typeof value === 'string') return /^\d{1,12}(\.\d{1,6})?$/.test(value) ? Number(value) : undefined;
      return Number.isFinite(value) ? value : undefined;
    },
  );
