import { isObject, type Json } from './json.js';

/**
 * What a field is to us. `optional`: unreadable counts as missing, since no detail may park a sale. `decides`: may be
 * missing, but if it is there and cannot be read we would decide wrongly. `required`: nothing can be said without it.
 * null, an empty text and a missing field are alike.
 */
export type Need = 'optional' | 'decides' | 'required';

export type Shape<Value> = new () => Value;

/** Issues name places and expectations, never values: those may be personal. */
export type Issues = string[];

/** Reads what was sent under one name; undefined counts as missing. The places of its issues begin below that name. */
export type FieldReader = (sent: unknown, issues: Issues) => unknown;

/** Names the place of the issues behind the first `known`. Made only when there is one: with places made for every field, walking them was 23 % of a reading, and is 14 %. */
export const placeIssues = (issues: Issues, known: number, name: string | number): void => {
  for (let index = known; index < issues.length; index += 1) {
    const issue = issues[index] ?? '';
    issues[index] = issue.startsWith(':') ? `${name}${issue}` : `${name}.${issue}`;
  }
};

/** The fields of each shape, in the order in which they are declared. */
const shapes = new WeakMap<object, Map<string, FieldReader>>();

/** Declares a field with a reader of its own. */
export const Reads =
  (read: FieldReader): PropertyDecorator =>
  ({ constructor }, key) => {
    const fields = shapes.get(constructor) ?? new Map<string, FieldReader>();
    shapes.set(constructor, fields.set(String(key), read));
  };

const isBlank = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'string' && value.trim() === '') || (Array.isArray(value) && value.length === 0);

/** Declares a field whose reader knows what it can read and gives undefined for the rest; `need` says what that means. */
export const Field = (expected: string, read: FieldReader, need: Need = 'optional'): PropertyDecorator =>
  Reads((sent, issues) => {
    const value = read(sent, issues);
    const isMissed = value === undefined && need !== 'optional' && (need === 'required' || !isBlank(sent));
    if (isMissed) issues.push(`: expected ${expected}`);
    return value;
  });

/** Reads the declared fields of a shape; what was not declared is never looked at. */
const readFields = <Value extends object>(shape: Shape<Value>, json: Json, issues: Issues): Value => {
  const fields: Record<string, unknown> = {};
  for (const [name, reader] of shapes.get(shape) ?? []) {
    const known = issues.length;
    const read = reader(Object.hasOwn(json, name) ? json[name] : undefined, issues);
    if (read !== undefined) fields[name] = read;
    if (issues.length > known) placeIssues(issues, known, name);
  }
  return Object.assign(new shape(), fields);
};

/** An object of a shape, or undefined where none was sent. */
export const readBlock = <Value extends object>(shape: Shape<Value>, sent: unknown, issues: Issues = []): Value | undefined =>
  isObject(sent) ? readFields(shape, sent, issues) : undefined;
