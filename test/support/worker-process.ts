import { fork, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configText, SECRETS, type House } from './house.js';

/** The worker as it runs in the field: a process of its own, from the build. */
export interface WorkerProcess {
  /** SIGKILL: no goodbye, nothing put in order. */
  kill(): Promise<void>;
}

const ended = async (child: ChildProcess): Promise<void> => new Promise((done) => void child.once('exit', () => done()));

/** Starts one beside a house that was opened `idle`, and waits until it answers. */
export const startWorkerProcess = async ({ cativa, servers }: House): Promise<WorkerProcess> => {
  const folder = mkdtempSync(join(tmpdir(), 'catraca-worker-'));
  const file = join(folder, 'catraca.yaml');
  writeFileSync(file, configText(cativa.url, 'api'));
  const env = {
    PATH: process.env['PATH'],
    ...SECRETS,
    CATRACA_CONFIG: file,
    DATABASE_URL: servers.databaseUrl,
    ...(servers.redisUrl && { REDIS_URL: servers.redisUrl }),
    LOG_LEVEL: 'error',
  };
  const child = fork(join(process.cwd(), 'dist/apps/worker/src/main.js'), [], { env, stdio: ['ignore', 'ignore', 'ignore', 'ipc'], execArgv: [] });
  await new Promise<void>((ready, failed) => {
    child.once('message', () => ready());
    child.once('exit', (code) => failed(new Error(`the worker ended with ${code} before it was ready`)));
  });
  return {
    kill: async () => {
      const gone = ended(child);
      child.kill('SIGKILL');
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
