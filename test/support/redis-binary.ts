import { execFile } from 'node:child_process';
import { access, constants, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A server's program, and where its shared libraries are when they are not the system's. */
export interface RedisBinary {
  readonly program: string;
  readonly libraries: string | undefined;
}

const NAMES = ['redis-server', 'valkey-server'];
const PACKAGES = ['redis-server', 'redis-tools', 'liblzf1', 'libjemalloc2'];

/** The one on PATH, else Debian's package, unpacked into `folder` and not installed. Throws the reason when neither. */
export async function findRedisBinary(folder: string): Promise<RedisBinary> {
  const directories = (process.env['PATH'] ?? '').split(':').filter((directory) => directory !== '');
  for (const program of directories.flatMap((directory) => NAMES.map((name) => join(directory, name)))) {
    if (await isProgram(program)) return { program, libraries: undefined };
  }
  const unpacked = join(folder, 'debian');
  if (!(await isProgram(programIn(unpacked)))) await unpackDebian(unpacked);
  return { program: programIn(unpacked), libraries: await librariesIn(unpacked) };
}

/** Debian keeps the server's code in redis-check-rdb; the name it is started under makes it a server. */
function programIn(unpacked: string): string {
  return join(unpacked, 'usr', 'bin', 'redis-server');
}

async function librariesIn(unpacked: string): Promise<string> {
  const base = join(unpacked, 'usr', 'lib');
  const found = await readdir(base);
  return [base, ...found.filter((name) => name.includes('linux')).map((name) => join(base, name))].join(':');
}

async function isProgram(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

/** Under its final name only when it is complete and every library is found. */
async function unpackDebian(target: string): Promise<void> {
  const fresh = `${target}.${process.pid}`;
  await mkdir(fresh, { recursive: true });
  try {
    await fetchAndUnpack(PACKAGES, fresh);
    const more = await missingLibraries(fresh);
    if (more.length > 0) await fetchAndUnpack(more, fresh);
    await rm(target, { recursive: true, force: true });
    await rename(fresh, target);
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

async function fetchAndUnpack(packages: string[], folder: string): Promise<void> {
  await download(packages, folder);
  const archives = (await readdir(folder)).filter((name) => name.endsWith('.deb'));
  for (const archive of archives) {
    await run('dpkg-deb', ['-x', archive, '.'], { cwd: folder });
    await rm(join(folder, archive));
  }
}

/** Needs package lists; only root can fetch those. */
async function download(packages: string[], folder: string): Promise<void> {
  // As root, apt hands the work to an account of its own, which may not write here: it is told to stay root.
  const get = ['-qq', '-o', 'APT::Sandbox::User=root', 'download', ...packages];
  try {
    await run('apt-get', get, { cwd: folder, timeout: 60_000 });
  } catch (error) {
    if (process.getuid?.() !== 0 || isMissing(error)) throw error;
    await run('apt-get', ['-qq', 'update'], { timeout: 120_000 });
    await run('apt-get', get, { cwd: folder, timeout: 60_000 });
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

/** Debian's names for libraries are not their file names: these are the ones Redis has been seen to need. */
const PACKAGE_OF = new Map([
  ['libssl.so.3', 'libssl3'],
  ['libcrypto.so.3', 'libssl3'],
  ['libatomic.so.1', 'libatomic1'],
  ['libsystemd.so.0', 'libsystemd0'],
  ['liblua5.1.so.0', 'liblua5.1-0'],
  ['libhiredis.so.0.14', 'libhiredis0.14'],
  ['liblua5.1-cjson.so.0', 'lua-cjson'],
  ['liblua5.1-bitop.so.0', 'lua-bitop'],
  ['libstdc++.so.6', 'libstdc++6'],
]);

async function missingLibraries(unpacked: string): Promise<string[]> {
  const env = { ...process.env, LD_LIBRARY_PATH: await librariesIn(unpacked) };
  const { stdout } = await run('ldd', [programIn(unpacked)], { env });
  const missing = [...stdout.matchAll(/^\s*(\S+) => not found/gm)].map(([, name]) => name ?? '');
  const unknown = missing.filter((name) => !PACKAGE_OF.has(name));
  if (unknown.length > 0) throw new Error(`Debian's redis-server needs libraries that are not here: ${unknown.join(', ')}`);
  return [...new Set(missing.map((name) => PACKAGE_OF.get(name) ?? name))];
}
