import { ConsoleLogger, type LogLevel } from '@nestjs/common';
import type { Environment } from './environment.js';

const LEVELS: readonly LogLevel[] = ['fatal', 'error', 'warn', 'log', 'debug'];

/** One JSON object a line, for machines; never a body, a full address or a secret. */
export const jsonLogger = ({ LOG_LEVEL }: Pick<Environment, 'LOG_LEVEL'>): ConsoleLogger =>
  new ConsoleLogger({ json: true, colors: false, logLevels: LEVELS.slice(0, LEVELS.indexOf(LOG_LEVEL) + 1) });
