import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import type { Pool } from 'pg';

/** Linux counts a process's time in hundredths of a second. */
const TICK_MS = 10;
const PARENT = 1;
/** Its own time as user and in the system, and that of children that have ended. */
const OWN = [11, 12];
const ENDED = [13, 14];

/** The fields of a process after its name, which may hold spaces. */
const statOf = (pid: number): readonly string[] =>
  readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');

const childrenOf = (pid: number): readonly number[] => {
  const children = execFileSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' });
  return children
    .split('\n')
    .map(Number)
    .filter((child) => child > 0);
};

const timeOf = (pid: number, fields: readonly number[]): number => {
  const stat = statOf(pid);
  return fields.reduce((sum, field) => sum + Number(stat[field]), 0) * TICK_MS;
};

/** Milliseconds of processor time that a process has used so far. */
export const cpuOf = (pid: number): number => timeOf(pid, OWN);

/** Those that have ended since they were listed count with those that have ended. */
const cpuOfChild = (pid: number): number => (existsSync(`/proc/${pid}/stat`) ? cpuOf(pid) : 0);

/** The same of a process and all its children, those that have ended with them. */
export const cpuOfFamily = (pid: number): number => {
  const running = childrenOf(pid).reduce((sum, child) => sum + cpuOfChild(child), 0);
  return cpuOf(pid) + timeOf(pid, ENDED) + running;
};

/** Megabytes that a process holds in memory now. */
export const memoryOf = (pid: number): number => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;

/** The process of the database server: the parent of whoever serves this connection. */
export const postgresPid = async (pool: Pool): Promise<number> => {
  const { rows } = await pool.query<{ pid: number }>('select pg_backend_pid() as pid');
  return Number(statOf(rows[0]?.pid ?? 0)[PARENT]);
};
