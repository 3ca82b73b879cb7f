import type { LoggerService, LogLevel } from '@nestjs/common';
import type { Environment } from './environment.js';

const LEVELS: readonly LogLevel[] = ['fatal', 'error', 'warn', 'log', 'debug'];

/** What Nest says of its own wiring at each start: a page that tells an operator nothing. */
const WIRING: readonly unknown[] = ['NestFactory', 'InstanceLoader', 'RoutesResolver', 'RouterExplorer', 'NestApplication'];

/** One JSON object a line, for machines; never a body, a full address or a secret. Nest loads with the first one. */
export const jsonLogger = async ({ LOG_LEVEL }: Pick<Environment, 'LOG_LEVEL'>): Promise<LoggerService> => {
  const { ConsoleLogger } = await import('@nestjs/common');
  class JsonLogger extends ConsoleLogger {
    override log(message: unknown, ...rest: unknown[]): void {
      if (!WIRING.includes(rest.at(-1))) super.log(message, ...rest);
    }
  }
  return new JsonLogger({ json: true, colors: false, logLevels: LEVELS.slice(0, LEVELS.indexOf(LOG_LEVEL) + 1) });
};
