import { migrateAll, startEmbeddedPostgres } from '#runtime';
import { fork, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, createWriteStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

type Role = 'ingress' | 'worker';

/** A role that runs. */
export interface Running {
  readonly port: number;
  readonly pid: number;
}

/** What a measurement stands on: a database of its own and the real roles, each a process of its own. */
export interface Stage {
  readonly databaseUrl: string;
  readonly superuserUrl: string;
  readonly secret: string;
  start(role: Role, nodeOptions?: readonly string[]): Promise<Running>;
  stop(running: Running): Promise<void>;
  /** Ends what was started, the last one first, and removes the data. */
  close(): Promise<void>;
}

/** Where badges are given: nowhere, or at a Cativa. */
export interface Cativa {
  readonly url: string;
  readonly key: string;
}

/** How badges are asked for there. */
export const ENDPOINTS = { assign: 'POST /social/v1/badges/{badgeId}/users/{userId}', remove: 'DELETE /social/v1/badges/{badgeId}/users/{userId}' };

const badgesAt = (cativa: Cativa | undefined): string =>
  cativa
    ? `{ badges: api, api: { baseUrl: "${cativa.url}", key: "\${CATIVA_KEY}",
      assign: "${ENDPOINTS.assign}", remove: "${ENDPOINTS.remove}" } }`
    : '{ badges: none }';

const configText = (cativa: Cativa | undefined): string => `
cativa: ${badgesAt(cativa)}
channels: { hotmart: { source: hotmart, secrets: ["\${HOTMART_HOTTOK}"] } }
`;
const PATIENCE_MS = 15_000;

const entryOf = (role: Role): string => fileURLToPath(new URL(`../../apps/${role}/src/main.js`, import.meta.url));

const isReady = (message: unknown): message is { ready: Role; url: string } =>
  typeof message === 'object' && message !== null && 'ready' in message && 'url' in message;

const urlOf = async (role: Role, child: ChildProcess, log: string): Promise<string> => {
  const url = await Promise.race([
    new Promise<string>((resolve) => child.on('message', (message) => isReady(message) && resolve(message.url))),
    new Promise<undefined>((resolve) => child.once('exit', () => resolve(undefined))),
  ]);
  if (url === undefined) throw new Error(`The ${role} ended before it was ready: ${readFileSync(log, 'utf8').trim()}`);
  return url;
};

const stop = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const patience = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
  await ended;
  clearTimeout(patience);
};

/** Starts a role with its words in a file. */
const startRole = async (role: Role, { folder, env, nodeOptions }: { folder: string; env: NodeJS.ProcessEnv; nodeOptions: readonly string[] }) => {
  const log = join(folder, `${role}.log`);
  const child = fork(entryOf(role), [], { env, execArgv: [...nodeOptions], stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  const file = createWriteStream(log, { flags: 'a' });
  child.stdout?.pipe(file, { end: false });
  child.stderr?.pipe(file, { end: false });
  return { child, url: urlOf(role, child, log) };
};

const environment = (databaseUrl: string, folder: string, secret: string): NodeJS.ProcessEnv => ({
  ...process.env,
  DATABASE_URL: databaseUrl,
  REDIS_URL: '',
  CATRACA_CONFIG: join(folder, 'catraca.yaml'),
  CATRACA_DATA: folder,
  HOTMART_HOTTOK: secret,
  HOST: '127.0.0.1',
  PORT: '0',
  ADMIN_PORT: '0',
  ADMIN_PASSWORD_HASH: '',
  LOG_LEVEL: 'warn',
});

/** Sets up an embedded PostgreSQL with its shipped durability, migrated, in a temporary folder. */
export const openStage = async ({ cativa }: { cativa?: Cativa } = {}): Promise<Stage> => {
  const folder = mkdtempSync(join(tmpdir(), 'catraca-bench-'));
  // As root the server runs under another account, which must reach its data here: elsewhere they would stay behind.
  chmodSync(folder, 0o755);
  writeFileSync(join(folder, 'catraca.yaml'), configText(cativa));
  const postgres = await startEmbeddedPostgres(folder);
  const secret = randomBytes(20).toString('hex');
  const children = new Map<number, ChildProcess>();
  const env = { ...environment(postgres.url, folder, secret), ...(cativa && { CATIVA_KEY: cativa.key }) };
  await migrateAll({ databaseUrl: postgres.url });
  return {
    databaseUrl: postgres.url,
    superuserUrl: postgres.superuserUrl,
    secret,
    start: async (role, nodeOptions = []) => {
      const { child, url } = await startRole(role, { folder, env, nodeOptions });
      const pid = child.pid ?? 0;
      children.set(pid, child);
      const answersAt = await url;
      return { pid, port: answersAt === '' ? 0 : Number(new URL(answersAt).port) };
    },
    stop: async ({ pid }) => {
      const child = children.get(pid);
      children.delete(pid);
      if (child) await stop(child);
    },
    close: async () => {
      for (const child of [...children.values()].reverse()) await stop(child);
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
