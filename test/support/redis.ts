import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createConnection, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findRedisBinary, type RedisBinary } from './redis-binary.js';
import { until } from './until.js';

/** A Redis for tests. */
export interface TestRedis {
  readonly url: string;
  stop(): Promise<void>;
}

/** `REDIS_URL`, else a private server that keeps nothing; or why there is none. `dataFolder` holds the unpacked program. */
export async function startTestRedis(dataFolder: string): Promise<TestRedis | { missing: string }> {
  const given = process.env['REDIS_URL'];
  if (given !== undefined && given !== '') return { url: given, stop: () => Promise.resolve() };
  try {
    return await startPrivately(await findRedisBinary(dataFolder));
  } catch (error) {
    return { missing: firstLine(error) };
  }
}

function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const lines = message.split('\n').filter((line) => line.trim() !== '');
  return lines.find((line) => line.startsWith('E:')) ?? lines[0] ?? 'no reason given';
}

async function startPrivately(binary: RedisBinary): Promise<TestRedis> {
  const folder = await mkdtemp(join(tmpdir(), 'catraca-redis-'));
  const port = await freePort();
  const settings = [
    '--port',
    String(port),
    '--bind',
    '127.0.0.1',
    '--dir',
    folder,
    '--save',
    '',
    '--appendonly',
    'no',
    '--maxmemory-policy',
    'noeviction',
    '--loglevel',
    'warning',
  ];
  const env = binary.libraries === undefined ? process.env : { ...process.env, LD_LIBRARY_PATH: binary.libraries };
  const server = spawn(binary.program, settings, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  process.once('exit', () => server.kill()); // a run that breaks off never comes to its tear-down
  const stop = async (): Promise<void> => {
    await ended(server);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await answers(server, port);
    return { url: `redis://127.0.0.1:${port}`, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function answers(server: ChildProcess, port: number): Promise<void> {
  let said = '';
  let gone = false;
  const hear = (chunk: Buffer): void => void (said = `${said}${chunk.toString()}`.slice(-500));
  server.stdout?.on('data', hear);
  server.stderr?.on('data', hear);
  server.once('error', (error) => ((gone = true), (said = error.message)));
  server.once('exit', () => (gone = true));
  await until(() => gone || pong(port), { deadlineMs: 10_000, what: 'redis-server to answer' });
  if (gone) throw new Error(`redis-server ended at once: ${said.trim()}`);
}

function pong(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(port, '127.0.0.1', () => socket.write('PING\r\n'));
    const done = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('data', (data) => done(data.toString().startsWith('+PONG')));
    socket.once('error', () => done(false));
  });
}

function ended(server: ChildProcess): Promise<void> {
  if (server.pid === undefined || server.exitCode !== null || server.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    server.once('exit', () => resolve());
    server.kill('SIGTERM');
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (typeof address === 'object' && address !== null ? resolve(address.port) : reject(new Error('no free port'))));
    });
  });
}
