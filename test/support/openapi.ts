import { expect } from '@jest/globals';

interface Schema {
  readonly $ref?: string;
  readonly allOf?: readonly Schema[];
  readonly type?: string;
  readonly nullable?: boolean;
  readonly enum?: readonly unknown[];
  readonly description?: string;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema;
  readonly required?: readonly string[];
}

type Content = Readonly<Record<string, { readonly schema: Schema }>>;

interface Operation {
  readonly summary?: string;
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content?: Content }>>;
}

/** As much of an OpenAPI document as the tests read. */
export interface OpenApi {
  readonly openapi: string;
  readonly info: Readonly<Record<string, unknown>>;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>>; readonly securitySchemes: Readonly<Record<string, unknown>> };
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
}

const PREFIX = '#/components/schemas/';

/** Follows references; one that leads nowhere fails the test. */
const followed = (document: OpenApi, schema: Schema): Schema => {
  const [only] = schema.allOf ?? [];
  if (only) return { ...schema, ...followed(document, only) };
  if (schema.$ref === undefined) return schema;
  const found = document.components.schemas[schema.$ref.slice(PREFIX.length)];
  if (!schema.$ref.startsWith(PREFIX) || !found) throw new Error(`${schema.$ref} leads nowhere`);
  return found;
};

const referencesIn = (part: unknown): readonly string[] => {
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([name, value]) => (name === '$ref' ? [String(value)] : referencesIn(value)));
};

/** Says what it is, names who may ask, and leads nowhere that is not there; every field has words of its own. */
export const expectWhole = (document: OpenApi): void => {
  expect(document.openapi).toMatch(/^3\.\d\.\d$/);
  expect(document.info).toMatchObject({ title: expect.any(String), version: expect.any(String) });
  expect(document.security.flatMap(Object.keys)).toEqual(Object.keys(document.components.securitySchemes));
  referencesIn(document).forEach(($ref) => followed(document, { $ref }));
  for (const [name, { properties = {} }] of Object.entries(document.components.schemas)) {
    for (const [field, { description }] of Object.entries(properties)) expect([name, field, description]).toEqual([name, field, expect.any(String)]);
  }
  for (const operation of Object.values(document.paths).flatMap((path) => Object.values(path))) {
    expect(operation.summary).toEqual(expect.any(String));
    Object.values(operation.responses).forEach(({ description }) => expect(description).not.toBe(''));
    const errors = Object.entries(operation.responses).filter(([status]) => status !== '200');
    expect(errors.map(([status]) => status)).toContain('401');
    errors.forEach(([, { content }]) => expect(Object.keys(content ?? {})).toEqual(['application/problem+json']));
  }
};

const kindOf = (value: unknown): string => {
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
};

const strayScalar = ({ type, enum: words }: Schema, value: unknown, place: string): readonly string[] => {
  if (type !== kindOf(value)) return [`${place} is ${kindOf(value)}, not ${type ?? 'named'}`];
  return words && !words.includes(value) ? [`${place} is none of ${words.join(', ')}`] : [];
};

const strayFields = (document: OpenApi, schema: Schema, value: object, place: string): readonly string[] => {
  const missing = (schema.required ?? []).filter((field) => !(field in value)).map((field) => `${place}.${field} is missing`);
  const schemaOf = (field: string): Schema => schema.properties?.[field] ?? schema.additionalProperties ?? {};
  const parts = Object.entries(value).flatMap(([field, part]) => strayIn(document, schemaOf(field), part, `${place}.${field}`));
  return [...missing, ...parts];
};

/** Every place where a value is not what its schema says; a field that the schema does not name is one. */
function strayIn(document: OpenApi, written: Schema, value: unknown, place: string): readonly string[] {
  const schema = followed(document, written);
  if (value === null) return written.nullable || schema.nullable ? [] : [`${place} is null`];
  if (Array.isArray(value)) return value.flatMap((item, index) => strayIn(document, schema.items ?? {}, item, `${place}[${index}]`));
  return typeof value === 'object' ? strayFields(document, schema, value, place) : strayScalar(schema, value, place);
}

/** An answer has the fields that its operation names, of the kinds that it names, and no others. */
export const expectDocumented = (document: OpenApi, operation: Operation | undefined, answer: unknown): void => {
  const schema = operation?.responses['200']?.content?.['application/json']?.schema;
  expect(strayIn(document, schema ?? {}, answer, 'answer')).toEqual([]);
};
