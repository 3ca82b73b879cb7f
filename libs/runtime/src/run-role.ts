import { InvalidConfig } from './invalid-config.js';
import { refuseEviction } from './redis-check.js';
import { jsonLogger } from './logger.js';
import { maskedSettings } from './masked-settings.js';
import { openRuntime, type Runtime } from './runtime.js';
import { loadSettings } from './settings.js';

/** One clear sentence for a person; never a stack. */
export const explain = (error: unknown): string => {
  if (!(error instanceof Error)) return 'It failed, and gave no reason.';
  if (error instanceof InvalidConfig) return error.message;
  const code = 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') return `A port is in use already: ${error.message}. Choose another with PORT or ADMIN_PORT.`;
  if (code === 'EACCES') return `No permission: ${error.message}.`;
  return error.message;
};

/**
 * Runs one role in this process: reads the settings, opens the runtime, starts, and tells a supervisor (if there is
 * one) where it answers. Anything that prevents this is one clear sentence and exit 1.
 */
export const runRole = async (role: string, start: (runtime: Runtime) => Promise<string>): Promise<void> => {
  try {
    const settings = loadSettings(process.env);
    const { DATABASE_URL, REDIS_URL } = settings.environment;
    if (!DATABASE_URL) throw new InvalidConfig(['DATABASE_URL: is not set; only catraca up brings a database of its own']);
    if (REDIS_URL) await refuseEviction(REDIS_URL);
    const runtime = await openRuntime(settings, { databaseUrl: DATABASE_URL, ...(REDIS_URL && { redisUrl: REDIS_URL }) });
    const url = await start(runtime);
    (await jsonLogger(settings.environment)).log({ message: `${role} is up`, url, settings: maskedSettings(settings) }, role);
    process.send?.({ ready: role, url });
  } catch (error) {
    process.stderr.write(`catraca ${role}: ${explain(error)}\n`);
    process.exit(1);
  }
};
