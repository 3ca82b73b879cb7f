import { Ajv } from 'ajv';

const LEVELS = ['error', 'warn', 'log', 'debug'] as const;

/** The environment variables that Catraca reads, beside the secrets that the configuration file names. */
export interface Environment {
  readonly DATABASE_URL?: string;
  readonly REDIS_URL?: string;
  readonly PORT: number;
  readonly ADMIN_PORT: number;
  readonly HOST: string;
  /** The back office answers on loopback unless told otherwise. */
  readonly ADMIN_HOST: string;
  readonly ADMIN_PASSWORD_HASH?: string;
  readonly CATRACA_CONFIG?: string;
  readonly CATRACA_DATA: string;
  readonly LOG_LEVEL: (typeof LEVELS)[number];
}

/** A JSON Schema, and what to say of a value that is not so; any text is right where nothing is said. */
interface Variable {
  readonly schema: object;
  readonly must?: string;
}

const port = (standard: number): Variable => ({
  schema: { type: 'integer', minimum: 0, maximum: 65_535, default: standard },
  must: 'must be a port number from 0 to 65535',
});

const VARIABLES: Readonly<Record<keyof Environment, Variable>> = {
  DATABASE_URL: { schema: { type: 'string', pattern: '^postgres(ql)?://' }, must: 'must begin with postgres:// or postgresql://' },
  REDIS_URL: { schema: { type: 'string', pattern: '^rediss?://' }, must: 'must begin with redis:// or rediss://' },
  PORT: port(3000),
  ADMIN_PORT: port(3001),
  HOST: { schema: { type: 'string', default: '0.0.0.0' } },
  ADMIN_HOST: { schema: { type: 'string', default: '127.0.0.1' } },
  ADMIN_PASSWORD_HASH: { schema: { type: 'string', pattern: '^scrypt\\$' }, must: 'must be a hash made by: catraca doctor --hash' },
  CATRACA_CONFIG: { schema: { type: 'string' } },
  CATRACA_DATA: { schema: { type: 'string', default: '.catraca' } },
  LOG_LEVEL: { schema: { enum: LEVELS, default: 'log' }, must: `must be one of: ${LEVELS.join(', ')}` },
};

const isVariable = (name: string): name is keyof Environment => Object.hasOwn(VARIABLES, name);

const OURS = Object.keys(VARIABLES).filter((name) => name.startsWith('CATRACA_'));

const check = new Ajv({ allErrors: true, coerceTypes: true, useDefaults: true }).compile<Environment>({
  type: 'object',
  properties: Object.fromEntries(Object.entries(VARIABLES).map(([name, { schema }]) => [name, schema])),
});

const problemOf = (name: string): string => `${name}: ${(isVariable(name) && VARIABLES[name].must) || 'is not valid'}`;

/**
 * Reads and checks the variables; an empty one counts as absent, and an unknown CATRACA_* name is a typo, not a default. With problems,
 * `environment` is not to be used.
 */
export const readEnvironment = (env: NodeJS.ProcessEnv): { environment: Environment; problems: readonly string[] } => {
  const given: object = Object.fromEntries(Object.entries(env).filter(([name, value]) => isVariable(name) && value));
  const wrong = check(given) ? [] : (check.errors ?? []).map(({ instancePath }) => problemOf(instancePath.slice(1)));
  const unknown = Object.keys(env)
    .filter((name) => name.startsWith('CATRACA_') && !isVariable(name) && !name.startsWith('CATRACA_TEST_'))
    .map((name) => `${name}: is no variable of Catraca (known: ${OURS.join(', ')})`);
  return { environment: given as Environment, problems: [...wrong, ...unknown] };
};
