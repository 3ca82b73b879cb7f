import { Ajv, type ErrorObject } from 'ajv';
import { parseDocument } from 'yaml';

const ajv = new Ajv({ allErrors: true, allowUnionTypes: true });

const pathOf = (error: ErrorObject): string => {
  const path = error.instancePath.replace(/^\//, '').replaceAll('~1', '/').replaceAll('/', '.');
  const { missingProperty, additionalProperty } = error.params as { missingProperty?: string; additionalProperty?: string };
  return [path, error.propertyName ?? missingProperty ?? additionalProperty].filter(Boolean).join('.') || '(the whole file)';
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

/** Parses YAML and checks it against a JSON Schema; problems name the place, never a value. `raw`: what stands there all the same. */
export const checkedYaml = <Shape>(text: string, schema: object): { value: Shape } | { problems: readonly string[]; raw?: unknown } => {
  const document = parseDocument(text, { prettyErrors: true, uniqueKeys: true, maxAliasCount: 100 } as Parameters<typeof parseDocument>[1]);
  if (document.errors.length > 0)
    return { problems: document.errors.map(({ message }) => message.split('\n')[0]?.replace(/:$/, '') ?? 'is no YAML') };
  const value: unknown = document.toJS({ maxAliasCount: 100 });
  const valid = ajv.compile<Shape>(schema);
  if (valid(value)) return { value };
  const errors = (valid.errors ?? []).filter(({ keyword }) => keyword !== 'propertyNames' && keyword !== 'if');
  return { problems: [...new Set(errors.map(problemOf))], raw: value };
};
