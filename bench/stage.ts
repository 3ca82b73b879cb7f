import { migrateAll, startEmbeddedPostgres } from '#runtime';
import { fork, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, createWriteStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

type Role = 'ingress' | 'worker';

/** What a measurement stands on: a database of its own and the real roles, each a process of its own. */
export interface Stage {
  readonly databaseUrl: string;
  readonly secret: string;
  /** Starts a role and gives the address it answers on. */
  start(role: Role, nodeOptions?: readonly string[]): Promise<string>;
  /** Ends what was started, the last one first, and removes the data. */
  close(): Promise<void>;
}

const CHANNELS = `
cativa: { badges: none }
channels: { hotmart: { source: hotmart, secrets: ["\${HOTMART_HOTTOK}"] } }
`;
const PATIENCE_MS = 15_000;

const entryOf = (role: Role): string => fileURLToPath(new URL(`../apps/${role}/src/main.js`, import.meta.url));

const isReady = (message: unknown): message is { ready: Role; url: string } =>
  typeof message === 'object' && message !== null && 'ready' in message && 'url' in message;

const urlOf = async (role: Role, child: ChildProcess, log: string): Promise<string> => {
  const url = await Promise.race([
    new Promise<string>((resolve) => child.on('message', (message) => isReady(message) && resolve(message.url))),
    new Promise<undefined>((resolve) => child.once('exit', () => resolve(undefined))),
  ]);
  if (url === undefined) throw new Error(`The ${role} ended before it was ready; its words are in ${log}.`);
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

/** Sets up an embedded PostgreSQL with its shipped durability, migrated, in a temporary folder. */
export const openStage = async (): Promise<Stage> => {
  const folder = mkdtempSync(join(tmpdir(), 'catraca-bench-'));
  // As root the server runs under another account, which must reach its data here: elsewhere they would stay behind.
  chmodSync(folder, 0o755);
  const config = join(folder, 'catraca.yaml');
  writeFileSync(config, CHANNELS);
  const postgres = await startEmbeddedPostgres(folder);
  const secret = randomBytes(20).toString('hex');
  const children: ChildProcess[] = [];
  const env = {
    ...process.env,
    DATABASE_URL: postgres.url,
    REDIS_URL: '',
    CATRACA_CONFIG: config,
    CATRACA_DATA: folder,
    HOTMART_HOTTOK: secret,
    HOST: '127.0.0.1',
    PORT: '0',
    ADMIN_PASSWORD_HASH: '',
    LOG_LEVEL: 'warn',
  };
  await migrateAll({ databaseUrl: postgres.url });
  return {
    databaseUrl: postgres.url,
    secret,
    start: async (role, nodeOptions = []) => {
      const log = join(folder, `${role}.log`);
      const child = fork(entryOf(role), [], { env, execArgv: [...nodeOptions], stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
      const file = createWriteStream(log, { flags: 'a' });
      child.stdout?.pipe(file, { end: false });
      child.stderr?.pipe(file, { end: false });
      children.push(child);
      return urlOf(role, child, log);
    },
    close: async () => {
      for (const child of children.reverse()) await stop(child);
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
