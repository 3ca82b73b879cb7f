import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What is asked for, beside this file: the build copies it along. */
const ASKED = fileURLToPath(new URL('./packages/', import.meta.url));
const FILES = ['package.json', 'package-lock.json'];
/** Out of sight of compiler, linter and build, which read every folder of the sources; this file runs as dist/bench/peers/install.js. */
const FOLDER = fileURLToPath(new URL('../../../.catraca/peers/', import.meta.url));
const STAMP = join(FOLDER, 'node_modules', '.catraca-stamp');
const ARGUMENTS = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];

const fingerprint = (): string => {
  const digest = createHash('sha256');
  for (const file of FILES) digest.update(readFileSync(join(ASKED, file)));
  return digest.digest('hex');
};

const stamp = (): string | undefined => {
  try {
    return readFileSync(STAMP, 'utf8');
  } catch {
    return undefined;
  }
};

/** The npm that started us, else the one on the path. */
const npm = (): readonly [string, ...string[]] => {
  const script = process.env['npm_execpath'];
  return script?.endsWith('npm-cli.js') ? [process.execPath, script] : ['npm'];
};

const reasonIn = (output: string): string => {
  const lines = output.split('\n').map((line) => line.replace(/^npm (error|ERR!)\s*/, '').trim());
  return lines.find((line) => line !== '' && !/^(code |errno |syscall |A complete log)/.test(line)) ?? 'nothing';
};

const runNpm = async (): Promise<void> => {
  const [program, ...before] = npm();
  await new Promise<void>((resolve, reject) => {
    execFile(program, [...before, ...ARGUMENTS], { cwd: FOLDER }, (error, stdout, stderr) => {
      if (error)
        reject(new Error(`The peers of the benchmark could not be installed; npm ci said: ${reasonIn(`${stderr}\n${stdout}\n${error.message}`)}`));
      else resolve();
    });
  });
};

/** Installs what the benchmark measures against, beside the product and never part of it; silent when it is there and as the lock says. */
export const installPeers = async (): Promise<void> => {
  const wanted = fingerprint();
  if (stamp() === wanted) return;
  mkdirSync(FOLDER, { recursive: true });
  for (const file of FILES) copyFileSync(join(ASKED, file), join(FOLDER, file));
  await runNpm();
  writeFileSync(STAMP, wanted);
};

/** A package of the peers. What it is, the caller says: its types are installed no more than itself. */
export const loadPeer = (name: string): unknown => createRequire(join(FOLDER, 'package.json'))(name);
