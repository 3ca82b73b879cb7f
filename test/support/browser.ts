import { execFile } from 'node:child_process';
import { access, constants, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { chromium, type Browser } from 'playwright-core';
import { lockFolder } from '../../libs/runtime/src/folder-lock.js';

const run = promisify(execFile);

/** A browser's program, and what it needs to find its own parts when they are not the system's. */
interface BrowserBinary {
  readonly program: string;
  readonly env: Readonly<Record<string, string>>;
}

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
/** A page without a font is a page without words. */
const PACKAGES = ['chromium', 'fonts-liberation', 'fontconfig-config'];
const FETCH_MS = 240_000;
/** How long a first start may take: the program may have to be fetched. */
export const FIRST_START_MS = 2 * FETCH_MS;

const FLAGS = [
  ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage'],
];

const isProgram = async (path: string): Promise<boolean> =>
  access(path, constants.X_OK).then(
    () => true,
    () => false,
  );

/** The shell script under usr/bin only knows the system's own folders. */
const programIn = (unpacked: string): string => join(unpacked, 'usr', 'lib', 'chromium', 'chromium');

const unpackedBinary = async (unpacked: string): Promise<BrowserBinary> => {
  const base = join(unpacked, 'usr', 'lib');
  const machine = (await readdir(base)).filter((name) => name.includes('linux')).map((name) => join(base, name));
  const deeper = machine.flatMap((folder) => ['nss', 'pulseaudio', 'blas', 'lapack'].map((name) => join(folder, name)));
  const env = {
    LD_LIBRARY_PATH: [base, ...machine, ...deeper].join(':'),
    FONTCONFIG_SYSROOT: unpacked,
  };
  return { program: programIn(unpacked), env };
};

/** Asks for what this machine lacks and for nothing else; installs nothing. Needs package lists; only root can fetch those. */
const fetchPackages = async (folder: string): Promise<void> => {
  const archives = join(folder, 'archives');
  await mkdir(join(archives, 'partial'), { recursive: true });
  const own = ['APT::Sandbox::User=root', `Dir::Cache::archives=${archives}`, 'Debug::NoLocking=1'].flatMap((option) => ['-o', option]);
  const get = ['-qq', '-y', ...own, '--download-only', '--no-install-recommends', '--reinstall', 'install', ...PACKAGES];
  try {
    await run('apt-get', get, { timeout: FETCH_MS });
  } catch (error) {
    if (process.getuid?.() !== 0 || (error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    await run('apt-get', ['-qq', 'update'], { timeout: FETCH_MS });
    await run('apt-get', get, { timeout: FETCH_MS });
  }
  for (const archive of (await readdir(archives)).filter((name) => name.endsWith('.deb'))) {
    await run('dpkg-deb', ['-x', join(archives, archive), folder]);
  }
  await rm(archives, { recursive: true, force: true });
};

/** Under its final name only when it is complete and says which version it is. */
const unpackDebian = async (target: string): Promise<void> => {
  const fresh = `${target}.new`;
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { recursive: true });
  try {
    await fetchPackages(fresh);
    const { program, env } = await unpackedBinary(fresh);
    await run(program, ['--version'], { env: { ...process.env, ...env }, timeout: 30_000 });
    await rename(fresh, target);
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
};

/** Files run side by side, and the first of them fetches the program for all. */
const unpackOnce = async (folder: string): Promise<string> => {
  const unpacked = join(folder, 'debian');
  if (await isProgram(programIn(unpacked))) return unpacked;
  await mkdir(folder, { recursive: true });
  const release = await lockFolder(join(folder, 'lock'), FIRST_START_MS);
  try {
    if (!(await isProgram(programIn(unpacked)))) await unpackDebian(unpacked);
    return unpacked;
  } finally {
    await release?.();
  }
};

/** The one on PATH, else Debian's package, unpacked into `folder` and not installed. Throws the reason when neither. */
export const findBrowser = async (folder: string): Promise<BrowserBinary> => {
  const directories = (process.env['PATH'] ?? '').split(':').filter((directory) => directory !== '');
  for (const program of directories.flatMap((directory) => NAMES.map((name) => join(directory, name)))) {
    if (await isProgram(program)) return { program, env: {} };
  }
  return unpackedBinary(await unpackOnce(folder));
};

/** A Chromium without a window. */
export const openBrowser = async (): Promise<Browser> => {
  const { program, env } = await findBrowser(resolve('.catraca', 'chromium'));
  const inherited = Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined));
  return chromium.launch({ executablePath: program, args: FLAGS, env: { ...inherited, ...env } });
};
