import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';

/** Let go of the lock. */
export type Release = () => Promise<void>;

/**
 * Take a lock that lives as a folder, so that it holds between processes. The lock of a process that is gone is
 * taken over; `undefined` when a living process still holds it at the deadline.
 */
export async function lockFolder(path: string, deadlineMs: number): Promise<Release | undefined> {
  const deadline = Date.now() + deadlineMs;
  for (;;) {
    if (await take(path)) return () => rm(path, { recursive: true, force: true });
    if (await isAbandoned(path)) await clear(path);
    else if (Date.now() >= deadline) return undefined;
    else await pause(50);
  }
}

async function take(path: string): Promise<boolean> {
  try {
    await mkdir(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
  await writeFile(`${path}/holder`, `${process.pid} ${await birthOf(process.pid)}`);
  return true;
}

/** A holder's name is its pid and its birth: pids are used again after a restart of the machine. */
async function isAbandoned(path: string): Promise<boolean> {
  const holder = await holderOf(path);
  if (holder !== undefined) return (await birthOf(Number(holder.pid))) !== holder.birth;
  await pause(1_000); // made a moment ago and not signed yet, or its maker died between the two steps
  return (await holderOf(path)) === undefined;
}

async function holderOf(path: string): Promise<{ pid: string; birth: string } | undefined> {
  const text = await readFile(`${path}/holder`, 'utf8').catch(() => '');
  const [pid, birth] = text.split(' ');
  return pid !== undefined && birth !== undefined ? { pid, birth } : undefined;
}

/** When a process was born, in the kernel's ticks since boot; empty when there is no such process. */
async function birthOf(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}

/** Two waiters may see the same abandoned lock: only the one whose rename succeeds removes it. */
async function clear(path: string): Promise<void> {
  const aside = `${path}.${process.pid}.${Date.now()}`;
  const moved = await rename(path, aside).then(
    () => true,
    () => false,
  );
  if (moved) await rm(aside, { recursive: true, force: true });
}
