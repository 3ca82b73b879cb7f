import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Pool } from 'pg';

/** Linux counts a process's time in hundredths of a second. */
const TICK_MS = 10;
const [PARENT, USER, SYSTEM] = [1, 11, 12];

/** The fields of a process after its name, which may hold spaces. */
const statOf = (pid: number): readonly string[] => readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ');

/** Milliseconds of processor time that a process has used so far. */
export const cpuOf = (pid: number): number => {
  const stat = statOf(pid);
  return (Number(stat[USER]) + Number(stat[SYSTEM])) * TICK_MS;
};

/** Megabytes that a process holds in memory now. */
export const memoryOf = (pid: number): number => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;

/** The process of the database server: the parent of whoever serves this connection. */
export const postgresPid = async (pool: Pool): Promise<number> => {
  const { rows } = await pool.query<{ pid: number }>('select pg_backend_pid() as pid');
  return Number(statOf(rows[0]?.pid ?? 0)[PARENT]);
};

/** A process and its children. */
export const familyOf = (pid: number): readonly number[] => {
  const children = execFileSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' });
  return [pid, ...children.split('\n').map(Number).filter((child) => child > 0)];
};
