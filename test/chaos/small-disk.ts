import { execFile } from 'node:child_process';
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Endings } from './endings.js';

const run = promisify(execFile);
const CHUNK = Buffer.alloc(256 * 1024);

/** Puts a file system of so many megabytes, held in memory, over an empty folder. Needs root. */
export const mountSmallDisk = async (folder: string, megabytes: number, ends: Endings): Promise<void> => {
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0755`, 'tmpfs', folder]);
  } catch (error) {
    throw new Error('a full disk cannot be had here: mounting a tmpfs needs root', { cause: error });
  }
  ends.add(async () => void (await run('umount', ['--lazy', folder])));
};

const ballast = (folder: string): string => join(folder, 'ballast');

/** Writes a piece if there is room for all of it. */
const writes = (file: number, size: number): boolean => {
  try {
    return writeSync(file, CHUNK, 0, size) === size;
  } catch {
    return false;
  }
};

/** Takes all the room that is left, in smaller and smaller pieces. */
export const fillDisk = (folder: string): void => {
  const file = openSync(ballast(folder), 'a');
  for (let size = CHUNK.length; size >= 4096; size /= 4) while (writes(file, size));
  closeSync(file);
};

export const freeDisk = (folder: string): void => rmSync(ballast(folder), { force: true });
