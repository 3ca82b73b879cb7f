import { fork, spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * An installation as it runs in the field: ingress, worker and command line from the build, each a process of its own, on a given
 * database, queue and outside. `openInstallation` starts nothing; `close` ends all that was started.
 */
export type Role = 'ingress' | 'worker';

/** Where an installation lives, and what it was told. */
export interface Place {
  readonly databaseUrl: string;
  /** Left out: the queue lives in the database. */
  readonly redisUrl?: string;
  /** The text of `catraca.yaml`. */
  readonly config: string;
  /** The variables that the text names, and any other. */
  readonly env: Readonly<Record<string, string>>;
  /** Where the ingress answers, also after a restart; a free port when left out. */
  readonly port?: number;
}

/** What one start is given beyond the place. `execArgv`: options of Node itself, such as `--import`. */
export interface Launch {
  readonly env?: Readonly<Record<string, string>>;
  readonly execArgv?: readonly string[];
}

/** How a process ended: by itself with a code, or by a signal. */
export interface HowEnded {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

interface Running {
  readonly pid: number;
  /** Resolves when it has ended, however it ended. */
  readonly ended: Promise<HowEnded>;
  /** All that it has written so far. */
  out(): string;
  err(): string;
  /** SIGKILL: no goodbye, nothing put in order. */
  kill(): Promise<HowEnded>;
  /** SIGTERM, and SIGKILL when it has not ended after ten seconds. */
  stop(): Promise<HowEnded>;
}

/** A role that answers. The worker's address is empty while its back office is shut. */
export interface RoleProcess extends Running {
  readonly role: Role;
  readonly url: string;
  /** Sends a word over the channel that `fork` opens. A role itself listens to nothing; a preloaded module may. */
  tell(message: Readonly<Record<string, unknown>>): void;
  /** The same, and gives the answer. */
  ask(message: Readonly<Record<string, unknown>>): Promise<unknown>;
  /** The same, where no answer is awaited. */
  tell(message: Readonly<Record<string, unknown>>): void;
}

/** A command under way. */
export type CommandProcess = Running;

export interface Installation {
  /** Holds the configuration; processes run in it. */
  readonly folder: string;
  /** Where the ingress answers, once it is started. */
  readonly url: string;
  /** Resolves when the role answers; throws what it said when it ends before. */
  start(role: Role, launch?: Launch): Promise<RoleProcess>;
  /** Begins `catraca …args`, without a terminal. */
  command(args: readonly string[], launch?: Launch): CommandProcess;
  /** Writes a file beside the configuration and gives its path. */
  write(name: string, text: string): string;
  /** Ends what still runs, the last first, and removes the folder. */
  close(): Promise<void>;
}

const PATIENCE_MS = 10_000;
const ENTRIES = { ingress: 'dist/apps/ingress/src/main.js', worker: 'dist/apps/worker/src/main.js', cli: 'dist/apps/cli/src/main.js' } as const;

const entry = (of: keyof typeof ENTRIES): string => join(process.cwd(), ENTRIES[of]);

const canListen = async (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer().once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });

/** Below the ports that systems give to outgoing connections (32768 and up on Linux): nobody takes it while a role is away. */
const [LOWEST, HIGHEST] = [12_000, 32_000];

/** A port of the loopback address that nobody has just now. */
export const unusedPort = async (): Promise<number> => {
  for (;;) {
    const port = LOWEST + Math.floor(Math.random() * (HIGHEST - LOWEST));
    if (await canListen(port)) return port;
  }
};

const running = (child: ChildProcess): Running => {
  const [out, err]: [string[], string[]] = [[], []];
  child.stdout?.setEncoding('utf8').on('data', (text: string) => out.push(text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => err.push(text));
  const ended = new Promise<HowEnded>((done) => child.once('close', (code, signal) => done({ code, signal })));
  const isOver = (): boolean => child.exitCode !== null || child.signalCode !== null;
  const end = async (signal: 'SIGTERM' | 'SIGKILL'): Promise<HowEnded> => {
    if (!isOver()) child.kill(signal);
    const patience = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
    return ended.finally(() => clearTimeout(patience));
  };
  return {
    pid: child.pid ?? 0,
    ended,
    out: () => out.join(''),
    err: () => err.join(''),
    kill: async () => end('SIGKILL'),
    stop: async () => end('SIGTERM'),
  };
};

const readyUrl = async (child: ChildProcess): Promise<string> =>
  new Promise((resolve) => {
    child.on('message', (message) => {
      if (typeof message === 'object' && 'ready' in message && 'url' in message) resolve(String(message.url));
    });
  });

const startRole = async (role: Role, env: NodeJS.ProcessEnv, options: { cwd: string; execArgv: string[] }): Promise<RoleProcess> => {
  const child = fork(entry(role), [], { env, ...options, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  const process = running(child);
  const url = await Promise.race([readyUrl(child), process.ended.then(() => undefined)]);
  if (url === undefined) throw new Error(`the ${role} ended before it was ready: ${process.err().trim() || process.out().trim()}`);
  const ask = async (message: Readonly<Record<string, unknown>>): Promise<unknown> =>
    new Promise((answered, failed) => {
      child.once('message', answered);
      void process.ended.then(() => failed(new Error(`the ${role} ended before it answered`)));
      // The channel closes a moment before the end is known, and only then does whoever keeps it up have the next one.
      child.send(message, () => undefined);
    });
  return { ...process, role, url, ask, tell: (message) => void child.send(message, () => undefined) };
};

const environmentOf = ({ databaseUrl, redisUrl, env }: Place, config: string, port: number): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'],
  LOG_LEVEL: 'warn',
  HOST: '127.0.0.1',
  PORT: String(port),
  ADMIN_PORT: '0',
  ...env,
  CATRACA_CONFIG: config,
  DATABASE_URL: databaseUrl,
  ...(redisUrl && { REDIS_URL: redisUrl }),
});

/** Prepares a folder with the configuration. */
export const openInstallation = async (place: Place): Promise<Installation> => {
  const folder = mkdtempSync(join(tmpdir(), 'catraca-field-'));
  const write = (name: string, text: string): string => {
    const file = join(folder, name);
    writeFileSync(file, text);
    return file;
  };
  const port = place.port ?? (await unusedPort());
  const base = { ...environmentOf(place, write('catraca.yaml', place.config), port), CATRACA_DATA: folder };
  const started: Running[] = [];
  const kept = <Process extends Running>(process: Process): Process => {
    started.push(process);
    return process;
  };
  return {
    folder,
    url: `http://127.0.0.1:${port}`,
    start: async (role, { env, execArgv = [] } = {}) => kept(await startRole(role, { ...base, ...env }, { cwd: folder, execArgv: [...execArgv] })),
    command: (args, { env, execArgv = [] } = {}) =>
      kept(
        running(
          spawn(process.execPath, [...execArgv, entry('cli'), ...args], { env: { ...base, ...env }, cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] }),
        ),
      ),
    write,
    close: async () => {
      for (const process of started.reverse()) await process.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
