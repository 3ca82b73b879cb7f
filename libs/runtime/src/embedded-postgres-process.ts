import { execFile } from 'node:child_process';
import { chown, mkdir, readFile, readlink, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Home } from './embedded-postgres-home.js';
import { settingsFor } from './embedded-postgres-settings.js';

/** A server that is up, by its own account in postmaster.pid. */
export interface Running {
  readonly pid: number;
  readonly port: number;
  readonly ready: boolean;
}

const LOG = 'server.log';
const LARGE_LOG = 8 * 1024 * 1024;

/** Make a new, empty database cluster; under its final name only when it is complete. */
export async function createCluster(home: Home, password: string): Promise<void> {
  const fresh = `${home.data}.new`;
  const passwordFile = `${home.data}.password`;
  await rm(fresh, { recursive: true, force: true });
  await mkdir(dirname(home.data), { recursive: true });
  await mkdir(fresh, { mode: 0o700 });
  await writeFile(passwordFile, password, { mode: 0o600 });
  await own(home, [fresh, passwordFile]);
  const result = await run(
    home,
    'initdb',
    [
      `--pgdata=${fresh}`,
      '--username=postgres',
      '--auth=scram-sha-256',
      `--pwfile=${passwordFile}`,
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--no-instructions',
    ],
    '/',
  );
  await rm(passwordFile, { force: true });
  if (!result.ok) {
    await rm(fresh, { recursive: true, force: true });
    throw new Error(`The embedded PostgreSQL could not make its data folder ${home.data}: ${lastSaying(result.output)}`);
  }
  await rename(fresh, home.data);
}

export async function hasCluster(home: Home): Promise<boolean> {
  return (await stat(join(home.data, 'PG_VERSION')).catch(() => undefined)) !== undefined;
}

/** Start the server and wait until it answers; returns its port, which is `wanted` when that is free. */
export async function startServer(home: Home, wanted: number | undefined): Promise<number> {
  await keepLogSmall(home);
  for (let attempt = 1; ; attempt++) {
    const port = await freePort(attempt === 1 ? wanted : undefined);
    const before = (await readLog(home)).length;
    const options = [`-p ${port}`, ...settingsFor().map((setting) => `-c ${setting}`)].join(' ');
    // Paths go by PGDATA and a relative log name: pg_ctl hands its arguments to a shell.
    const result = await run(home, 'pg_ctl', ['start', '--wait', '--timeout=120', '--silent', `--log=${LOG}`, '-o', options], home.data);
    if (result.ok) return port;
    const log = (await readLog(home)).slice(before);
    if (attempt >= 20 || !isPassing(log)) {
      throw new Error(`The embedded PostgreSQL could not start in ${home.data}: ${lastSaying(log || result.output)}`);
    }
    await pause(250);
  }
}

/** Another took the port meanwhile, or the last children of a killed server have not left yet. */
function isPassing(log: string): boolean {
  return /Address already in use|pre-existing shared memory block/.test(log);
}

export async function stopServer(home: Home): Promise<void> {
  const result = await run(home, 'pg_ctl', ['stop', '--mode=fast', '--wait', '--timeout=60', '--silent'], home.data);
  if (!result.ok && (await findServer(home)) !== undefined) {
    throw new Error(`The embedded PostgreSQL in ${home.data} did not stop: ${lastSaying(result.output)}`);
  }
}

/**
 * The server that runs on this data, if any. A pid file is believed only when that process works in this very
 * folder: after a restart of the machine its number may belong to anyone.
 */
export async function findServer(home: Home): Promise<Running | undefined> {
  const file = join(home.data, 'postmaster.pid');
  const text = await readFile(file, 'utf8').catch(() => '');
  const [pid, , , port, , , , status] = text.split('\n');
  if (!pid || !/^\d+$/.test(pid)) return undefined;
  const worksIn = await readlink(`/proc/${pid}/cwd`).catch(() => undefined);
  if (worksIn === (await realpath(home.data))) return { pid: Number(pid), port: Number(port), ready: status?.trim() === 'ready' };
  if (isAlive(Number(pid))) await rm(file, { force: true }); // PostgreSQL itself sees through a dead number only
  return undefined;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

interface Result {
  readonly ok: boolean;
  readonly output: string;
}

function run(home: Home, program: string, args: string[], cwd: string): Promise<Result> {
  const env = { PATH: process.env['PATH'] ?? '/usr/bin:/bin', PGDATA: home.data, LC_ALL: 'C', TZ: 'UTC' };
  return new Promise((resolve) => {
    execFile(join(home.binaries, 'bin', program), args, { ...home.account, cwd, env }, (error, stdout, stderr) => {
      const output = `${stdout}\n${stderr}`.trim();
      resolve({ ok: error === null, output: output === '' && error !== null ? error.message : output });
    });
  });
}

async function own(home: Home, paths: string[]): Promise<void> {
  if (home.account === undefined) return;
  for (const path of paths) await chown(path, home.account.uid, home.account.gid);
}

/** The line that says what went wrong: the system's own reason, else the last complaint, else the last line. */
function lastSaying(output: string): string {
  const lines = output
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const reason = lines.find((line) => /No space left|Permission denied|Read-only file system|quota exceeded/.test(line));
  const complaint = lines.findLast((line) => /\b(FATAL|PANIC|ERROR|error|could not|cannot)\b/.test(line));
  return reason ?? complaint ?? lines.at(-1) ?? 'it gave no reason.';
}

function readLog(home: Home): Promise<string> {
  return readFile(join(home.data, LOG), 'utf8').catch(() => '');
}

async function keepLogSmall(home: Home): Promise<void> {
  const log = join(home.data, LOG);
  const size = (await stat(log).catch(() => undefined))?.size ?? 0;
  if (size > LARGE_LOG) await rename(log, `${log}.1`);
}

async function freePort(wanted: number | undefined): Promise<number> {
  if (wanted !== undefined && (await listenOnce(wanted)) !== undefined) return wanted;
  const port = await listenOnce(0);
  if (port === undefined) throw new Error('The embedded PostgreSQL found no free port on 127.0.0.1.');
  return port;
}

function listenOnce(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' ? address?.port : undefined));
    });
  });
}
