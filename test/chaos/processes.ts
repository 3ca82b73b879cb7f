import { readdirSync, readFileSync } from 'node:fs';
import { until } from '../support/until.js';

/** The parent of a process, or nothing when there is no such process or only its name is left. */
const parentOf = (pid: number): number | undefined => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return state === 'Z' ? undefined : Number(parent);
  } catch {
    return undefined;
  }
};

/** A process and its children, the parent first. */
export const familyOf = (pid: number): readonly number[] => {
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return [pid, ...all.map(Number).filter((other) => parentOf(other) === pid)];
};

/** Sends a signal to each that is still there. */
export const signalAll = (pids: readonly number[], signal: NodeJS.Signals): void => {
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch {
      // It has ended by itself.
    }
  }
};

/** Resolves when none of them runs any more. */
export const allGone = async (pids: readonly number[]): Promise<void> => {
  await until(() => pids.every((pid) => parentOf(pid) === undefined), { deadlineMs: 30_000, what: `the processes ${pids.join(', ')} to end` });
};
