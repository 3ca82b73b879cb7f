import { fork, type ChildProcess } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** One process a role; the apps know nothing of each other, so they are started and not imported. */
export type Role = 'ingress' | 'worker' | 'rehearsal';

const entryOf = (role: Role): string => fileURLToPath(new URL(`../../${role}/src/main.js`, import.meta.url));

/** A role that answers. */
export interface RoleProcess {
  readonly role: Role;
  readonly url: string;
  readonly child: ChildProcess;
  /** Resolves when the process has ended, however it ended. */
  readonly ended: Promise<void>;
}

const writeLog = (child: ChildProcess, folder: string, role: Role): void => {
  mkdirSync(folder, { recursive: true });
  const file = createWriteStream(join(folder, `${role}.log`), { flags: 'a' });
  child.stdout?.pipe(file);
  child.stderr?.pipe(file);
};

/** The sentence that a role ends with, out of all that it wrote. */
const lastWords = (role: Role, written: string): string => {
  const sentence = `catraca ${role}: `;
  const at = written.lastIndexOf(sentence);
  return at < 0 ? written.trim() || `The ${role} ended before it was ready.` : written.slice(at + sentence.length).trim();
};

const readyUrl = async (child: ChildProcess): Promise<string> =>
  new Promise((resolve) => {
    child.on('message', (message) => {
      if (typeof message === 'object' && 'ready' in message && 'url' in message) resolve(String(message.url));
    });
  });

/** Starts a role with its words on our own terminal, or in `<logFolder>/<role>.log`. Throws when it ends before it is ready. */
export const startRole = async (role: Role, env: NodeJS.ProcessEnv, logFolder?: string): Promise<RoleProcess> => {
  const folder = role === 'rehearsal' ? undefined : logFolder;
  const child = fork(entryOf(role), [], { env, stdio: ['ignore', folder === undefined ? 'inherit' : 'pipe', 'pipe', 'ipc'] });
  const errors: string[] = [];
  child.stderr?.on('data', (chunk: Buffer) => errors.push(chunk.toString('utf8')));
  if (folder === undefined) child.stderr?.pipe(process.stderr, { end: false });
  else writeLog(child, folder, role);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const url = await Promise.race([readyUrl(child), ended.then(() => undefined)]);
  if (url === undefined) throw new Error(lastWords(role, errors.join('')));
  return { role, url, child, ended };
};

/** Asks it to end in order, and ends it for good when it has not after ten seconds. */
export const stopRole = async ({ child, ended }: RoleProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const patience = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await ended;
  clearTimeout(patience);
};
