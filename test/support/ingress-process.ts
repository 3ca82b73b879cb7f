import { execFileSync, fork, type ChildProcess } from 'node:child_process';
import { Agent, request } from 'node:http';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import type { Prepared } from './purchases.js';
import type { Answer } from './door.js';

/** What an ingress is told: where its database is, the text of its configuration, and the secrets that this names. */
export interface IngressTold {
  readonly databaseUrl: string;
  readonly config: string;
  readonly secrets: Readonly<Record<string, string>>;
  readonly port?: number;
}

/** Memory that is really taken, in megabytes: at this moment, and the most that it ever was. */
export interface Memory {
  readonly now: number;
  readonly most: number;
}

/** The ingress as it runs in the field: a process of its own, from the build. */
export interface IngressProcess {
  readonly url: string;
  /** Undefined while it lives; how it ended. */
  readonly ended: () => string | undefined;
  readonly memory: () => Memory;
  /** The end of what it wrote to its log. */
  readonly said: () => string;
  stop(): Promise<void>;
}

const KEPT_OF_THE_LOG = 200_000;
const PATIENCE_MS = 15_000;

const linesOf = (stream: Readable | null, keep: (text: string) => void): void => {
  stream?.setEncoding('utf8').on('data', keep);
};

const megabytes = (kilobytes: string | undefined): number => Math.round(Number(kilobytes) / 1024);

/** Linux knows the most by itself; elsewhere it is the most that was seen when somebody asked. */
const memoryOf = (pid: number): (() => Memory) => {
  let most = 0;
  return () => {
    const file = `/proc/${pid}/status`;
    if (!existsSync(file)) {
      const now = megabytes(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' }).trim());
      most = Math.max(most, now);
      return { now, most };
    }
    const status = readFileSync(file, 'utf8');
    return { now: megabytes(/VmRSS:\s+(\d+)/.exec(status)?.[1]), most: megabytes(/VmHWM:\s+(\d+)/.exec(status)?.[1]) };
  };
};

const urlOf = async (child: ChildProcess, said: () => string): Promise<string> =>
  new Promise((ready, failed) => {
    child.once('message', (message) => ready((message as { url: string }).url));
    child.once('exit', (code) => failed(new Error(`the ingress ended with ${code} before it was ready: ${said()}`)));
  });

const stop = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((done) => child.once('exit', done));
  child.kill('SIGTERM');
  const patience = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
  await gone;
  clearTimeout(patience);
};

/** Starts one on a database that is there, and waits until it answers. */
export const startIngressProcess = async ({ databaseUrl, config, secrets, port = 0 }: IngressTold): Promise<IngressProcess> => {
  const folder = mkdtempSync(join(tmpdir(), 'catraca-ingress-'));
  const file = join(folder, 'catraca.yaml');
  writeFileSync(file, config);
  const env = { PATH: process.env['PATH'], ...secrets, CATRACA_CONFIG: file, DATABASE_URL: databaseUrl };
  const child = fork(join(process.cwd(), 'dist/apps/ingress/src/main.js'), [], {
    env: { ...env, HOST: '127.0.0.1', PORT: String(port), LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    execArgv: [],
  });
  let log = '';
  const keep = (text: string): void => void (log = (log + text).slice(-KEPT_OF_THE_LOG));
  linesOf(child.stdout, keep);
  linesOf(child.stderr, keep);
  const url = await urlOf(child, () => log);
  return {
    url,
    ended: () => (child.exitCode === null && child.signalCode === null ? undefined : `${child.exitCode ?? child.signalCode}`),
    memory: memoryOf(child.pid ?? 0),
    said: () => log,
    stop: async () => {
      await stop(child);
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

/** A webhook and what came back. */
export interface Sent {
  readonly purchase: Prepared;
  readonly answer: Answer;
}

/** `tail`: bytes that go behind every body, the same ones, so that large bodies cost the sender nothing. */
export interface OpenLoop {
  readonly rate: number;
  readonly tail?: Buffer;
}

const PACE_MS = 5;

const post = async (agent: Agent, url: URL, purchase: Prepared, tail?: Buffer): Promise<Sent> =>
  new Promise((answered, failed) => {
    const headers = { ...purchase.headers, 'content-length': String(purchase.body.length + (tail?.length ?? 0)) };
    const call = request(url, { agent, method: 'POST', headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => answered({ purchase, answer: { status: response.statusCode ?? 0, headers: response.headers, text } }));
      response.on('error', failed);
    });
    call.on('error', failed);
    call.write(purchase.body);
    call.end(tail);
  });

/** Sends at a rate, whatever becomes of those before. `heard`: the answers so far; `all` rejects when one gets none. */
export const sendAll = (url: string, purchases: readonly Prepared[], { rate, tail }: OpenLoop) => {
  const agent = new Agent({ keepAlive: true });
  const heard: Sent[] = [];
  const send = async (purchase: Prepared): Promise<unknown> => post(agent, new URL(url), purchase, tail).then((sent) => heard.push(sent));
  const run = async (): Promise<readonly Sent[]> => {
    const begun = Date.now();
    const sending: Promise<unknown>[] = [];
    while (sending.length < purchases.length) {
      const due = Math.ceil(((Date.now() - begun) * rate) / 1000) + 1;
      sending.push(...purchases.slice(sending.length, due).map(send));
      await pause(PACE_MS);
    }
    await Promise.all(sending).catch((error: unknown) => {
      throw new Error(`only ${heard.length} of ${purchases.length} were answered`, { cause: error });
    });
    return heard;
  };
  return { heard, all: run().finally(() => agent.destroy()) };
};
