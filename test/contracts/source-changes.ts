import fc from 'fast-check';

const nasty: readonly unknown[] = [
  JSON.parse('{"__proto__":{"id":1},"constructor":1,"then":2,"length":-1,"toString":3,"hasOwnProperty":null}'),
  JSON.parse('{"constructor":{"prototype":{"x":1}}}'),
  '\u0000',
  '\ud800',
  'x'.repeat(70_000),
  1e308,
  -0,
  8.64e15 + 1,
  '2026-02-30T00:00:00Z',
];
/** Any JSON value, now and then one that has broken a reader before. */
export const anyJson = fc.oneof({ weight: 3, arbitrary: fc.jsonValue() }, { weight: 1, arbitrary: fc.constantFrom(...nasty) });

/** Where something stands inside a value. */
export type Path = readonly (string | number)[];
/** Every place inside a value, itself included. */
export const pathsOf = (value: unknown, at: Path = []): readonly Path[] =>
  typeof value === 'object' && value !== null
    ? [at, ...Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, [...at, Array.isArray(value) ? Number(key) : key]))]
    : [at];

/** A copy with something else, or nothing, at this place. */
export const changed = (value: unknown, [key, ...rest]: Path, put: unknown): unknown => {
  if (key === undefined) return put;
  if (Array.isArray(value)) return value.map((item: unknown, index) => (index === key ? changed(item, rest, put) : item));
  const fields = Object(value) as Readonly<Record<string, unknown>>;
  return { ...fields, [key]: changed(fields[key], rest, put) };
};
