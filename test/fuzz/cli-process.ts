import { fork, spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { Answered, Asked } from '../support/command-host.js';
import { Fault } from './engine.js';

/** How a command ended. */
export type Ended = Answered;

/** Longer than any command takes on a busy machine. */
const PATIENCE_MS = 60_000;
const TOO_MUCH = 20_000_000;

const MAIN = join(process.cwd(), 'dist/apps/cli/src/main.js');
const HOST = join(process.cwd(), 'dist/test/support/command-host.js');

/** A process of its own, from its start to its end, with this on stdin. */
export const runAlone = async ({ args, env, cwd }: Asked, input: Buffer): Promise<Ended> =>
  new Promise((done, failed) => {
    const child = spawn(process.execPath, [MAIN, ...args], { env, cwd });
    const [out, err]: [Buffer[], Buffer[]] = [[], []];
    let size = 0;
    const end = (because: string): void => {
      child.kill('SIGKILL');
      failed(new Fault(because));
    };
    const keepIn =
      (pages: Buffer[]) =>
      (chunk: Buffer): void => {
        pages.push(chunk);
        size += chunk.length;
        if (size > TOO_MUCH) end(`it says ${size} bytes`);
      };
    child.stdout.on('data', keepIn(out));
    child.stderr.on('data', keepIn(err));
    const patience = setTimeout(() => end(`it has not ended after ${PATIENCE_MS} ms`), PATIENCE_MS);
    child.once('error', failed);
    child.once('close', (code, signal) => {
      clearTimeout(patience);
      if (code === null) return failed(new Fault(`it ended with ${signal}`));
      return done({ code, out: Buffer.concat(out).toString('utf8'), err: Buffer.concat(err).toString('utf8') });
    });
    // Whoever does not read stdin has closed it by then.
    child.stdin.on('error', () => undefined).end(input);
  });

/** A process that runs one command after another, so that the program is loaded once. Nothing comes on its stdin. */
export interface Host {
  run(asked: Asked): Promise<Ended>;
  close(): void;
}

const startHost = (): ChildProcess => fork(HOST, [], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], execArgv: [] });

/** It is replaced when a command ended it, or did not end. */
export const openHost = (): Host => {
  let child: ChildProcess | undefined;
  const close = (): void => {
    child?.kill('SIGKILL');
    child = undefined;
  };
  const answerOf = async (host: ChildProcess, asked: Asked): Promise<Ended> =>
    new Promise((answered, failed) => {
      const end = (because: string): void => {
        clearTimeout(patience);
        host.off('exit', gone);
        close();
        failed(new Fault(because));
      };
      const gone = (code: number | null, signal: string | null): void => end(`it ended its process with ${code ?? signal}`);
      const patience = setTimeout(() => end(`it has not ended after ${PATIENCE_MS} ms`), PATIENCE_MS);
      host.once('exit', gone);
      host.once('message', (answer: Ended) => {
        clearTimeout(patience);
        host.off('exit', gone);
        answered(answer);
      });
      host.send(asked);
    });
  return { run: async (asked) => answerOf((child ??= startHost()), asked), close };
};
