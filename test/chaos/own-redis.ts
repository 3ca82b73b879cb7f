import { Redis } from 'ioredis';
import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { findRedisBinary } from '../support/redis-binary.js';
import { unusedPort } from '../support/role-processes.js';
import { until } from '../support/until.js';
import type { Endings } from './endings.js';

/** A Redis of one's own that keeps nothing on disk: started again, it is empty. */
export interface OwnRedis {
  readonly url: string;
  start(): Promise<void>;
  kill(): Promise<void>;
  flush(): Promise<void>;
  /** Stands still without an answer. */
  freeze(): void;
  thaw(): void;
}

const settingsFor = (port: number, folder: string): readonly string[] => [
  ...['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--appendonly', 'no'],
  ...['--maxmemory-policy', 'noeviction', '--loglevel', 'warning'],
];

const asked = async <Result>(url: string, ask: (client: Redis) => Promise<Result>): Promise<Result> => {
  const client = new Redis(url, { maxRetriesPerRequest: 0, retryStrategy: () => null });
  client.on('error', () => undefined);
  return ask(client).finally(() => client.disconnect());
};

const isOver = (server: ChildProcess): boolean => server.exitCode !== null || server.signalCode !== null;

export const startOwnRedis = async (folder: string, ends: Endings): Promise<OwnRedis> => {
  const { program, libraries } = await findRedisBinary(join(process.cwd(), '.catraca', 'redis'));
  const env = libraries === undefined ? process.env : { ...process.env, LD_LIBRARY_PATH: libraries };
  const port = await unusedPort();
  const url = `redis://127.0.0.1:${port}`;
  let server: ChildProcess | undefined;
  const kill = async (): Promise<void> => {
    if (server === undefined || isOver(server)) return;
    const ended = new Promise((resolve) => server?.once('exit', resolve));
    server.kill('SIGKILL');
    await ended;
  };
  const start = async (): Promise<void> => {
    server = spawn(program, settingsFor(port, folder), { env, stdio: 'ignore' });
    server.on('error', () => undefined);
    await until(async () => (await asked(url, async (client) => client.ping())) === 'PONG', {
      deadlineMs: 30_000,
      what: `Redis to answer at port ${port}`,
    });
  };
  ends.add(kill);
  await start();
  const tell = (signal: NodeJS.Signals) => (): void => void server?.kill(signal);
  return {
    url,
    start,
    kill,
    freeze: tell('SIGSTOP'),
    thaw: tell('SIGCONT'),
    flush: async () => void (await asked(url, async (client) => client.flushall())),
  };
};
