import { Ajv, type ErrorObject } from 'ajv';
import { isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, type Document, type YAMLMap } from 'yaml';

const ajv = new Ajv({ allErrors: true, allowUnionTypes: true });

/** A name as it may be shown: it is the writer's, and goes into one line. */
export const shownName = (name: string): string => (name.length > 80 ? `${name.slice(0, 80)}…` : name).replace(/[\p{Cc}\p{Cs}\u2028\u2029]+/gu, ' ');

const pathOf = (error: ErrorObject): string => {
  const path = error.instancePath
    .replace(/^\//, '')
    .split('/')
    .map((name) => shownName(name.replaceAll('~1', '/').replaceAll('~0', '~')));
  const { missingProperty, additionalProperty } = error.params as { missingProperty?: string; additionalProperty?: string };
  const name = error.propertyName ?? missingProperty ?? additionalProperty;
  return [...path, ...(name === undefined ? [] : [shownName(name)])].filter(Boolean).join('.') || '(the whole file)';
};

const WORDS: Readonly<Record<string, (error: ErrorObject) => string>> = {
  required: () => 'is missing',
  additionalProperties: () => 'is no known setting',
  enum: ({ params }) => `must be one of: ${(params as { allowedValues: unknown[] }).allowedValues.join(', ')}`,
  pattern: ({ params }) =>
    (params as { pattern: string }).pattern.startsWith('^\\$')
      ? 'must be ${NAME_OF_A_VARIABLE}, never the secret itself'
      : `must look like ${(params as { pattern: string }).pattern}`,
};

const problemOf = (error: ErrorObject): string => `${pathOf(error)}: ${WORDS[error.keyword]?.(error) ?? error.message ?? 'is not valid'}`;

/** Nobody mends more at once, and a text that is no YAML at all has one at every word. */
const MOST_SHOWN = 20;

/** More than any configuration or catalog; the time that reading takes grows with it. */
const LONGEST_TEXT = 1_000_000;
/** Deeper than any of ours; aliases can make a value without a bottom. */
const DEEPEST = 64;

interface Fault {
  readonly at: number;
  readonly what: string;
}

/** Keys that stand twice in a map, which the parser would find by comparing each with each, and keys that are no words. */
const faultyKeysOf = ({ items, range }: YAMLMap): readonly Fault[] => {
  const seen = new Set<unknown>();
  return items.flatMap(({ key }): readonly Fault[] => {
    const at = (isNode(key) ? key.range : range)?.[0] ?? 0;
    if (!isScalar(key)) return [{ at, what: 'Map keys must be words' }];
    if (seen.has(key.value)) return [{ at, what: 'Map keys must be unique' }];
    seen.add(key.value);
    return [];
  });
};

/**
 * The faulty keys of all maps. It never looks into a key: the parser writes one out anew at every level of it, and its own way
 * of visiting keeps the path to every node, so that 6 kB of nested keys take 150 MB.
 */
const faultyKeys = (node: unknown, depth = 0): readonly Fault[] => {
  if (depth > DEEPEST) throw new RangeError('nested too deeply');
  if (isSeq(node)) return node.items.flatMap((item) => faultyKeys(item, depth + 1));
  if (!isMap(node)) return [];
  return [...faultyKeysOf(node), ...node.items.flatMap(({ value }) => faultyKeys(value, depth + 1))];
};

/** Without what stands there, which may be a secret. */
const faultsIn = ({ errors, contents }: Document): readonly Fault[] => {
  if (errors.length === 0) return faultyKeys(contents);
  if (errors.some(({ code }) => code === 'RESOURCE_EXHAUSTION')) throw new RangeError('nested too deeply');
  return errors.map(({ message, pos }) => ({ at: pos[0], what: shownName(message.replace(/(?<=\w):\s[^]*$|\s\\[^]*$|\n[^]*$/, '')) }));
};

const complaints = (faults: readonly Fault[], lines: LineCounter): readonly string[] => [
  ...faults.slice(0, MOST_SHOWN).map(({ at, what }) => {
    const { line, col } = lines.linePos(at);
    return `line ${line}, column ${col}: ${what}`;
  }),
  ...(faults.length > MOST_SHOWN ? [`and ${faults.length - MOST_SHOWN} more`] : []),
];

/** What is written well and has no end, no anchor, or no bottom. */
const unfit = (error: unknown): string => {
  if (error instanceof RangeError) return 'the file is nested too deeply';
  return error instanceof ReferenceError && error.message.startsWith('Excessive')
    ? 'aliases in the file stand for more than can be read'
    : 'an alias in the file has no anchor before it';
};

const isTooDeep = (value: unknown, depth = 0): boolean => {
  if (typeof value !== 'object' || value === null) return false;
  return depth > DEEPEST || Object.values(value).some((inner) => isTooDeep(inner, depth + 1));
};

/** A text that is no YAML is an error at every word: with the stack of each, 200 kB take 250 MB and four times as long. */
const withoutStacks = <Result>(work: () => Result): Result => {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return work();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
};

const valueIn = (text: string): { value: unknown } | { problems: readonly string[] } => {
  if (text.length > LONGEST_TEXT) return { problems: ['the file is too large: it may have a million characters'] };
  const lines = new LineCounter();
  try {
    const document = withoutStacks(() => parseDocument(text, { prettyErrors: false, lineCounter: lines, uniqueKeys: false, logLevel: 'error' }));
    const faults = faultsIn(document);
    if (faults.length > 0) return { problems: complaints(faults, lines) };
    const value: unknown = document.toJS({ maxAliasCount: 100 });
    return isTooDeep(value) ? { problems: ['the file is nested too deeply'] } : { value };
  } catch (error) {
    return { problems: [unfit(error)] };
  }
};

/** Parses YAML and checks it against a JSON Schema; problems name the place, never a value. `raw`: what stands there all the same. */
export const checkedYaml = <Shape>(text: string, schema: object): { value: Shape } | { problems: readonly string[]; raw?: unknown } => {
  const read = valueIn(text);
  if ('problems' in read) return read;
  const { value } = read;
  const valid = ajv.compile<Shape>(schema);
  if (valid(value)) return { value };
  const errors = (valid.errors ?? []).filter(({ keyword }) => keyword !== 'propertyNames' && keyword !== 'if');
  return { problems: [...new Set(errors.map(problemOf))], raw: value };
};
