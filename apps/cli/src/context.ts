import {
  connectOrm,
  DatabaseAway,
  explain,
  InvalidConfig,
  loadSettings,
  openRuntime,
  poolOf,
  startEmbeddedPostgres,
  stopEmbeddedPostgres,
  type EmbeddedPostgres,
  type Runtime,
  type Servers,
  type Settings,
} from '#runtime';
import { CommandError, EXIT } from './exit.js';

const stopUnlessUsed = async ({ url, superuserUrl, stop }: EmbeddedPostgres): Promise<void> => {
  const orm = await connectOrm(superuserUrl, 1);
  const text = 'select from pg_stat_activity where datname = $1';
  const others = await (await poolOf(orm)).query(text, [new URL(url).pathname.slice(1)]).finally(async () => orm.close(true));
  if ((others.rowCount ?? 0) === 0) await stop();
};

/**
 * The servers to use, with a database of our own when none is named. An `owner` (`catraca up`) ends that database with
 * itself, even one that a killed run left; a `guest` only when it started it and nobody else has come since.
 */
export const openServers = async (
  settings: Pick<Settings, 'environment' | 'dataFolder'>,
  role: 'owner' | 'guest' = 'guest',
): Promise<Servers & { stop: () => Promise<void> }> => {
  const { DATABASE_URL, REDIS_URL } = settings.environment;
  const redis = REDIS_URL ? { redisUrl: REDIS_URL } : {};
  if (DATABASE_URL) return { databaseUrl: DATABASE_URL, ...redis, stop: async () => Promise.resolve() };
  const embedded = await startEmbeddedPostgres(settings.dataFolder);
  const leave = async (): Promise<void> => (embedded.startedHere ? stopUnlessUsed(embedded) : undefined);
  return { databaseUrl: embedded.url, ...redis, stop: role === 'owner' ? async () => stopEmbeddedPostgres(settings.dataFolder) : leave };
};

/** Runs a command on the servers of the settings, and ends what was started for it, whatever happens. */
export const withServers = async <Result>(work: (servers: Servers, settings: Settings) => Promise<Result>): Promise<Result> => {
  const settings = loadSettings(process.env);
  const servers = await openServers(settings).catch((error: unknown) => {
    throw new CommandError(`There is no database: ${explain(error)}`, EXIT.noDatabase);
  });
  return work(servers, settings).finally(servers.stop);
};

/** Runs a command on an open runtime and closes it again, whatever happens. */
export const withRuntime = async <Result>(work: (runtime: Runtime) => Promise<Result>): Promise<Result> =>
  withServers(async (servers, settings) => {
    const runtime = await openRuntime(settings, servers, 4);
    return work(runtime).finally(async () => runtime.close());
  });

const LOST = ['ECONNREFUSED', 'ECONNRESET', '57P01', '57P03'];

/** The exit code and the sentence for what went wrong. */
export const failureOf = (error: unknown): { code: number; sentence: string } => {
  if (error instanceof CommandError) return { code: error.code, sentence: error.message };
  if (error instanceof InvalidConfig) return { code: EXIT.no, sentence: error.message };
  const lost = error instanceof DatabaseAway || (error instanceof Error && 'code' in error && LOST.includes(String(error.code)));
  return { code: lost ? EXIT.noDatabase : EXIT.no, sentence: explain(error) };
};
