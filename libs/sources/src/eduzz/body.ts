import { formFields } from '../shared/form.js';
import { isObject, jsonObject, type Json } from '../shared/json.js';

/**
 * Three ways in which Eduzz tells a sale: `event`, the current webhook; `legacy`, the flat `trans_*` fields before it;
 * `delivery`, the custom delivery that is set up at a product.
 */
export type Generation = 'event' | 'legacy' | 'delivery';

const LEGACY_TYPES: readonly unknown[] = ['invoice', 'contract', 'abandonment'];
const DELIVERY_TYPES: readonly unknown[] = ['create', 'remove'];

/** JSON and forms come on the same channel; the bytes say which it is, so that a kept body reads as the one that arrived. */
export const fieldsOf = (body: Buffer): Json | undefined =>
  /^\s*[[{"]/.test(body.subarray(0, 64).toString('latin1')) ? jsonObject(body) : formFields(body);

/** An object inside, in JSON as such, in a form as `name[field]`. */
export const blockIn = (json: Json, name: string): Json | undefined => {
  const block = json[name];
  if (isObject(block)) return block;
  const inner = Object.entries(json).filter(([key]) => key.startsWith(`${name}[`) && key.endsWith(']'));
  return inner.length === 0 ? undefined : Object.fromEntries(inner.map(([key, value]) => [key.slice(name.length + 1, -1), value]));
};

/** The fields of a custom delivery: inside `fields` in JSON, as `fields[name]` in a form, and in some forms beside `type`. */
export const deliveredIn = (json: Json): Json | undefined => blockIn(json, 'fields') ?? (Object.hasOwn(json, 'edz_fat_cod') ? json : undefined);

/** Which of the three a body is; undefined: none that we know. */
export const generationOf = (json: Json): Generation | undefined => {
  const { event, type } = json;
  if (typeof event === 'string' && event.trim() !== '') return 'event';
  if (DELIVERY_TYPES.includes(type) || deliveredIn(json) !== undefined) return 'delivery';
  return LEGACY_TYPES.includes(type) || Object.hasOwn(json, 'trans_cod') ? 'legacy' : undefined;
};
