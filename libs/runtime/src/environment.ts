import 'reflect-metadata';
import { plainToInstance, Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, Matches, Max, Min, validateSync } from 'class-validator';

const PORT = 'must be a port number from 0 to 65535';

/** The environment variables that Catraca reads, beside the secrets that the configuration file names. */
export class Environment {
  @IsOptional()
  @Matches(/^postgres(ql)?:\/\//, { message: 'must begin with postgres:// or postgresql://' })
  DATABASE_URL?: string;

  @IsOptional()
  @Matches(/^rediss?:\/\//, { message: 'must begin with redis:// or rediss://' })
  REDIS_URL?: string;

  @Type(() => Number)
  @IsInt({ message: PORT })
  @Min(0, { message: PORT })
  @Max(65535, { message: PORT })
  PORT = 3000;

  @Type(() => Number)
  @IsInt({ message: PORT })
  @Min(0, { message: PORT })
  @Max(65535, { message: PORT })
  ADMIN_PORT = 3001;

  @IsString()
  HOST = '0.0.0.0';

  /** The back office answers on loopback unless told otherwise. */
  @IsString()
  ADMIN_HOST = '127.0.0.1';

  @IsOptional()
  @Matches(/^scrypt\$/, { message: 'must be a hash made by: catraca doctor --hash' })
  ADMIN_PASSWORD_HASH?: string;

  @IsOptional()
  @IsString()
  CATRACA_CONFIG?: string;

  @IsString()
  CATRACA_DATA = '.catraca';

  @IsIn(['error', 'warn', 'log', 'debug'], { message: 'must be one of: error, warn, log, debug' })
  LOG_LEVEL: 'error' | 'warn' | 'log' | 'debug' = 'log';
}

const OURS = ['CATRACA_CONFIG', 'CATRACA_DATA'];

/** Reads and checks the variables; an empty one counts as absent, and an unknown CATRACA_* name is a typo, not a default. */
export const readEnvironment = (env: NodeJS.ProcessEnv): { environment: Environment; problems: readonly string[] } => {
  const known = Object.keys(Object.assign(new Environment(), { DATABASE_URL: '', REDIS_URL: '', ADMIN_PASSWORD_HASH: '', CATRACA_CONFIG: '' }));
  const given = Object.fromEntries(known.flatMap((name) => (env[name] ? [[name, env[name]]] : [])));
  const environment = plainToInstance(Environment, given, { exposeDefaultValues: true });
  const wrong = validateSync(environment).map(({ property, constraints }) => `${property}: ${Object.values(constraints ?? {})[0] ?? 'is not valid'}`);
  const unknown = Object.keys(env)
    .filter((name) => name.startsWith('CATRACA_') && !OURS.includes(name) && !name.startsWith('CATRACA_TEST_'))
    .map((name) => `${name}: is no variable of Catraca (known: ${OURS.join(', ')})`);
  return { environment, problems: [...wrong, ...unknown] };
};
