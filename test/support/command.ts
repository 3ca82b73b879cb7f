import { fork, spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Answered, Asked } from './command-host.js';
import { configText, SECRETS, type House } from './house.js';

/** How a command ended, and what it said to whom. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

interface More {
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
}

/** The command line as a person runs it: the build, in a folder of its own, with no terminal. */
export interface CommandLine {
  readonly folder: string;
  /** One command in a process of its own, from its start to its end: 1 s of work. */
  run(args: readonly string[], more?: More): Promise<Ended>;
  /** The same entry point in a process that runs one command after another: for what is not about processes. */
  quick(args: readonly string[], env?: More['env']): Promise<Ended>;
  /** Runs it (`quick`) and reads the one JSON document on stdout; throws when it failed. */
  json(args: readonly string[]): Promise<unknown>;
  /** Writes a file beside the configuration and gives its path. */
  write(name: string, text: string): string;
  close(): void;
}

const MAIN = join(process.cwd(), 'dist/apps/cli/src/main.js');

const ended = async (args: readonly string[], options: { env: NodeJS.ProcessEnv; cwd: string; input?: string }): Promise<Ended> =>
  new Promise((done, failed) => {
    const child = spawn(process.execPath, [MAIN, ...args], { env: options.env, cwd: options.cwd });
    const [out, err]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    child.once('error', failed);
    child.once('close', (code) => done({ code, out: Buffer.concat(out).toString('utf8'), err: Buffer.concat(err).toString('utf8') }));
    child.stdin.end(options.input ?? '');
  });

let host: ChildProcess | undefined;
let line: Promise<unknown> = Promise.resolve();
let asking = false;

const startHost = (): ChildProcess => {
  const child = fork(join(process.cwd(), 'dist/test/support/command-host.js'), [], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], execArgv: [] });
  child.once('exit', () => (host = undefined));
  child.unref();
  return child;
};

const answerOf = async (child: ChildProcess, asked: Asked): Promise<Answered> =>
  new Promise((answered, failed) => {
    const gone = (code: number | null): void => failed(new Error(`catraca ${asked.args.join(' ')} ended its process with ${code}`));
    child.once('exit', gone);
    child.once('message', (answer: Answered) => {
      child.off('exit', gone);
      answered(answer);
    });
    child.send(asked);
  });

/** Nobody waits for the host to end, but for its answers. */
const ask = async (asked: Asked): Promise<Answered> => {
  const child = (host ??= startHost());
  child.channel?.ref();
  asking = true;
  return answerOf(child, asked).finally(() => {
    asking = false;
    child.channel?.unref();
  });
};

/** One command after another, in a process that loads the command line once for all suites of this one, and ends with it. */
const runInHost = async (asked: Asked): Promise<Answered> => {
  const answer = line.then(async () => ask(asked));
  line = answer.catch(() => undefined);
  return answer;
};

/** What a command line must know of an installation. */
type Place = Pick<House, 'servers' | 'url'> & { readonly cativa: Pick<House['cativa'], 'url'> };

/** A command line on the database and the secrets of a house. */
export const commandLine = ({ cativa, servers, url }: Place, badges = 'api'): CommandLine => {
  const folder = mkdtempSync(join(tmpdir(), 'catraca-cli-'));
  const write = (name: string, text: string): string => {
    const file = join(folder, name);
    writeFileSync(file, text);
    return file;
  };
  const base = {
    PATH: process.env['PATH'],
    ...SECRETS,
    CATRACA_CONFIG: write('catraca.yaml', configText(cativa.url, badges)),
    CATRACA_DATA: folder,
    DATABASE_URL: servers.databaseUrl,
    ...(servers.redisUrl && { REDIS_URL: servers.redisUrl }),
    PORT: new URL(url).port,
  };
  const run: CommandLine['run'] = async (args, { env, input } = {}) =>
    ended(args, { env: { ...base, ...env }, cwd: folder, ...(input !== undefined && { input }) });
  const quick: CommandLine['quick'] = async (args, env) => runInHost({ args, env: { ...base, ...env }, cwd: folder });
  return {
    folder,
    run,
    quick,
    write,
    json: async (args) => {
      const { code, out, err } = await quick(args);
      if (code !== 0) throw new Error(`catraca ${args.join(' ')} ended with ${code}: ${err}`);
      return JSON.parse(out) as unknown;
    },
    close: () => {
      if (asking) host?.kill(); // a command that hangs does not hold up the next suite
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
