import { migrateAll, startEmbeddedPostgres, stopEmbeddedPostgres } from '#runtime';
import { execFile } from 'node:child_process';
import { appendFileSync, chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { unusedPort } from '../support/role-processes.js';
import type { Endings } from './endings.js';
import { allGone, familyOf, signalAll } from './processes.js';

const run = promisify(execFile);

/** A PostgreSQL of one's own, to which anything may be done. It answers at the same address after each start. */
export interface OwnPostgres {
  readonly url: string;
  readonly folder: string;
  isUp(): boolean;
  start(): Promise<void>;
  /** A fast stop, as a restart by an operator begins. */
  stop(): Promise<void>;
  /** SIGKILL for the server and all its children, as when the machine fails. */
  kill(): Promise<void>;
  /** Stands still without an answer, as when the disk or the machine does. */
  freeze(): void;
  thaw(): void;
  asSuperuser<Result>(work: (client: pg.Client) => Promise<Result>): Promise<Result>;
}

/** In its own folder under the system's temporary one, which the account of a server started by root must reach. */
export const openFolder = (name: string, ends: Endings): string => {
  const folder = mkdtempSync(join(tmpdir(), `catraca-chaos-${name}-`));
  chmodSync(folder, 0o755);
  ends.add(async () => Promise.resolve(rmSync(folder, { recursive: true, force: true })));
  return folder;
};

/** A migrated cluster that is never started again: each stage begins with a copy, which takes a tenth of the time of making one. */
export const makeTemplate = async (ends: Endings): Promise<string> => {
  const folder = openFolder('template', ends);
  ends.add(async () => stopEmbeddedPostgres(folder));
  const { url, stop } = await startEmbeddedPostgres(folder);
  await migrateAll({ databaseUrl: url });
  await stop();
  return folder;
};

const copyCluster = async (template: string, folder: string, settings: readonly string[]): Promise<void> => {
  await run('cp', ['-a', join(template, 'postgres'), join(folder, 'postgres')]);
  const state: unknown = JSON.parse(readFileSync(join(template, 'postgres.json'), 'utf8'));
  writeFileSync(join(folder, 'postgres.json'), JSON.stringify({ ...Object(state), port: await unusedPort() }), { mode: 0o600 });
  appendFileSync(join(folder, 'postgres', 'postgresql.conf'), settings.map((line) => `${line}\n`).join(''));
};

const withClient = async <Result>(url: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> => {
  const client = new pg.Client({ connectionString: url, application_name: 'chaos' });
  client.on('error', () => undefined);
  await client.connect();
  return work(client).finally(async () => client.end());
};

/** Starts a copy of the template in `folder`. `settings`: lines for `postgresql.conf`. */
export const startOwnPostgres = async (template: string, folder: string, ends: Endings, settings: readonly string[] = []): Promise<OwnPostgres> => {
  await copyCluster(template, folder, settings);
  const pidFile = join(folder, 'postgres', 'postmaster.pid');
  const postmaster = (): number => Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
  const family = (): readonly number[] => familyOf(postmaster());
  const isUp = (): boolean => {
    try {
      return family().length > 1;
    } catch {
      return false;
    }
  };
  const thaw = (): void => signalAll(family(), 'SIGCONT');
  ends.add(async () => {
    if (isUp()) thaw();
    await stopEmbeddedPostgres(folder);
  });
  const { url, superuserUrl } = await startEmbeddedPostgres(folder);
  return {
    url,
    folder,
    isUp,
    start: async () => {
      const again = await startEmbeddedPostgres(folder);
      if (again.url !== url) throw new Error('PostgreSQL did not come back at its address: another process has its port');
    },
    stop: async () => stopEmbeddedPostgres(folder),
    kill: async () => {
      const pids = family();
      signalAll(pids, 'SIGKILL');
      await allGone(pids);
    },
    freeze: () => signalAll(family(), 'SIGSTOP'),
    thaw,
    asSuperuser: async (work) => withClient(superuserUrl, work),
  };
};
