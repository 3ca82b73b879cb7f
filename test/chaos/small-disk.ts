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

/** Takes all the room that is left. */
export const fillDisk = (folder: string): void => {
  const file = openSync(ballast(folder), 'a');
  try {
    for (let size = CHUNK.length; size >= 4096;) {
      try {
        if (writeSync(file, CHUNK, 0, size) < size) size /= 4;
      } catch {
        size /= 4;
      }
    }
  } finally {
    closeSync(file);
  }
};

export const freeDisk = (folder: string): void => rmSync(ballast(folder), { force: true });
