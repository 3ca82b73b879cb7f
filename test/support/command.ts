import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configText, SECRETS, type House } from './house.js';

/** How a command ended, and what it said to whom. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** The command line as a person runs it: the build, in a process and a folder of its own, with no terminal. */
export interface CommandLine {
  readonly folder: string;
  run(args: readonly string[], more?: { readonly env?: Readonly<Record<string, string>>; readonly input?: string }): Promise<Ended>;
  /** Runs it and reads the one JSON document on stdout; throws when it failed. */
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
  return {
    folder,
    run,
    write,
    json: async (args) => {
      const { code, out, err } = await run(args);
      if (code !== 0) throw new Error(`catraca ${args.join(' ')} ended with ${code}: ${err}`);
      return JSON.parse(out) as unknown;
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
};
