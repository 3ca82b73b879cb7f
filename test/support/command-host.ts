import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** One command to run, and how it ended. */
export interface Asked {
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
}
export interface Answered {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

const MAIN = pathToFileURL(join(process.cwd(), 'dist/apps/cli/src/main.js')).href;
const own = { out: process.stdout.write, err: process.stderr.write };

const keepIn =
  (pages: string[]) =>
  (text: string | Uint8Array): boolean => {
    pages.push(typeof text === 'string' ? text : Buffer.from(text).toString('utf8'));
    return true;
  };

let runs = 0;

/** The entry point itself runs, once for each command; what it imports is loaded already. */
const run = async ({ args, env, cwd }: Asked): Promise<Answered> => {
  const [out, err]: [string[], string[]] = [[], []];
  process.env = env;
  process.chdir(cwd);
  process.argv = [process.execPath, MAIN, ...args];
  process.exitCode = 0;
  [process.stdout.write, process.stderr.write] = [keepIn(out), keepIn(err)];
  try {
    await import(`${MAIN}?run=${++runs}`);
  } finally {
    [process.stdout.write, process.stderr.write] = [own.out, own.err];
    process.stdout.removeAllListeners('error');
  }
  return { code: Number(process.exitCode), out: out.join(''), err: err.join('') };
};

let line: Promise<unknown> = Promise.resolve();
process.on('message', (asked: Asked) => {
  line = line.then(async () => process.send?.(await run(asked)));
});
