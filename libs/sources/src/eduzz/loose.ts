import { idText } from '#domain';
import { readBlock, Reads } from '../shared/field.js';
import { Id } from '../shared/fields.js';
import { isObject } from '../shared/json.js';

/* Fields that Eduzz writes in more than one way. None of them decides: what cannot be read counts as missing. */

class PhoneParts {
  @Id() readonly countryCode?: string;
  @Id() readonly areaCode?: string;
  @Id() readonly number?: string;
}

const phoneText = (value: unknown): string | undefined => {
  const parts = readBlock(PhoneParts, value);
  if (parts === undefined) return idText(value);
  const { countryCode = '', areaCode = '', number } = parts;
  return number && `${countryCode}${areaCode}${number}`;
};

/** A phone as one text, or in parts. */
export const Phone = (): PropertyDecorator => Reads(phoneText);

/** An id by itself, or an object that has one. */
export const IdOrBlock = (): PropertyDecorator => Reads((value) => idText(isObject(value) ? value['id'] : value));

/** One id or a list of them, as a list without repetition. */
export const IdOrIds = (): PropertyDecorator =>
  Reads((value) => {
    const ids = (Array.isArray(value) ? value : [value]).map(idText).filter((id) => id !== undefined);
    return ids.length === 0 ? undefined : [...new Set(ids)];
  });

/** A sum as a number, or as the text that a form has for it. */
export const Sum = (): PropertyDecorator =>
  Reads((value) => {
    if (typeof value === 'string') return /^\d{1,12}(\.\d{1,6})?$/.test(value) ? Number(value) : undefined;
    return Number.isFinite(value) ? value : undefined;
  });
