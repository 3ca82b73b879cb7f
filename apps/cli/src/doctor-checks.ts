import { connectOrm, explain, mailerOf, pendingMigrations, poolOf, redisFacts, type Settings } from '#runtime';
import { openServers } from './context.js';

/** One thing looked at: what was found, and what to do when it is not right (or could be better). */
export interface Check {
  readonly what: string;
  readonly ok: boolean;
  readonly found: string;
  readonly advice?: string;
}

const LEAST_POSTGRES = 15;
const MOST_SKEW_SECONDS = 5;

const clockCheck = (database: Date): Check => {
  const skew = Math.abs(Date.now() - database.getTime()) / 1000;
  const ok = skew <= MOST_SKEW_SECONDS;
  return {
    what: 'clock',
    ok,
    found: `${skew.toFixed(1)} s apart from the database`,
    ...(!ok && { advice: 'Set the clock of this machine (NTP): signed times are judged by it.' }),
  };
};

const versionCheck = (version: string): Check => {
  const ok = Number.parseInt(version, 10) >= LEAST_POSTGRES;
  return { what: 'database', ok, found: `PostgreSQL ${version}`, ...(!ok && { advice: `Catraca needs PostgreSQL ${LEAST_POSTGRES} or newer.` }) };
};

const durabilityCheck = (durable: string): Check => {
  const ok = durable === 'on/on';
  return {
    what: 'durability',
    ok,
    found: `synchronous_commit/fsync ${durable}`,
    ...(!ok && { advice: 'Switch both on: a 200 promises that the webhook is on disk.' }),
  };
};

const schemaCheck = (pending: readonly string[]): Check =>
  pending.length === 0
    ? { what: 'schema', ok: true, found: 'up to date' }
    : { what: 'schema', ok: false, found: `missing: ${pending.join(', ')}`, advice: 'Run: catraca migrate' };

/** Can it be reached, is it new enough, is its schema, does it keep what it says it keeps. */
export const databaseChecks = async (settings: Settings): Promise<readonly Check[]> => {
  try {
    const servers = await openServers(settings);
    const orm = await connectOrm(servers.databaseUrl, 2);
    try {
      const pool = await poolOf(orm);
      const { rows } = await pool.query<{ version: string; durable: string; now: string }>(
        `select current_setting('server_version') as version, current_setting('synchronous_commit') || '/' || current_setting('fsync') as durable, now()::text as now`,
      );
      const [server] = rows;
      if (!server) throw new Error('the database did not answer');
      const { version, durable, now } = server;
      return [versionCheck(version), durabilityCheck(durable), schemaCheck(await pendingMigrations(orm)), clockCheck(new Date(now))];
    } finally {
      await orm.close(true);
      await servers.stop();
    }
  } catch (error) {
    return [{ what: 'database', ok: false, found: explain(error) }];
  }
};

/** Which server holds the wake-ups, and whether it may lose them. */
export const queueCheck = async ({ environment: { REDIS_URL } }: Settings): Promise<Check> => {
  if (!REDIS_URL) return { what: 'queue', ok: true, found: 'in PostgreSQL (set REDIS_URL to use Redis)' };
  try {
    const { version, policy, persistent } = await redisFacts(REDIS_URL);
    const ok = policy === 'noeviction';
    const advice = ok
      ? persistent
        ? undefined
        : 'It keeps nothing on disk: after a restart, wake-ups come back by the sweep, within a minute.'
      : 'Run: redis-cli config set maxmemory-policy noeviction';
    return { what: 'queue', ok, found: `Redis ${version}, ${policy}, ${persistent ? 'persistent' : 'not persistent'}`, ...(advice && { advice }) };
  } catch (error) {
    return { what: 'queue', ok: false, found: explain(error) };
  }
};

/** Whether Cativa takes our key; asked by the one call that its docs name for this, `GET /social/v1/auth/me`. */
export const cativaCheck = async ({ cativa }: Settings): Promise<Check> => {
  if (cativa.badges !== 'api' || !cativa.api) return { what: 'Cativa', ok: true, found: `badges: ${cativa.badges} (no calls are made)` };
  const url = `${cativa.api.baseUrl.replace(/\/$/, '')}/social/v1/auth/me`;
  try {
    const { status } = await fetch(url, { headers: { authorization: `Bearer ${cativa.api.key}` }, signal: AbortSignal.timeout(10_000) });
    if (status === 401 || status === 403)
      return {
        what: 'Cativa',
        ok: false,
        found: `refuses the key (${status})`,
        advice: 'Make a new key in the Console (Developers, API Keys) and set it.',
      };
    return { what: 'Cativa', ok: status < 500, found: `answers ${status}` };
  } catch (error) {
    return {
      what: 'Cativa',
      ok: false,
      found: `does not answer (${explain(error)})`,
      advice: 'Check cativa.api.baseUrl and the way out of this machine.',
    };
  }
};

/** The back office opens only behind a password. */
export const passwordCheck = ({ environment: { ADMIN_PASSWORD_HASH } }: Settings): Check =>
  ADMIN_PASSWORD_HASH
    ? { what: 'back office', ok: true, found: 'behind a password' }
    : { what: 'back office', ok: true, found: 'shut', advice: 'To open it, set ADMIN_PASSWORD_HASH (make one: catraca doctor --hash).' };

/** Whether the mail server answers, and whether buyers who are no members are written to. */
export const mailCheck = async (settings: Settings): Promise<Check> => {
  const { mail, cativa } = settings;
  if (!mail)
    return {
      what: 'mail',
      ok: true,
      found: 'none: nobody is invited',
      advice: 'Give mail.from and mail.smtp, so that buyers without an account are asked in.',
    };
  const mailer = mailerOf(settings);
  try {
    const trouble = await mailer.check();
    if (trouble !== undefined) return { what: 'mail', ok: false, found: trouble, advice: 'Look at mail.smtp: smtps://user:password@host:465' };
    if (mail.invite !== false && cativa.signupUrl !== undefined)
      return { what: 'mail', ok: true, found: 'the mail server answers; buyers without an account are invited' };
    const advice = cativa.signupUrl === undefined ? { advice: 'Give cativa.signupUrl: without it nobody is invited.' } : {};
    return { what: 'mail', ok: true, found: 'the mail server answers; nobody is invited', ...advice };
  } finally {
    mailer.close();
  }
};
