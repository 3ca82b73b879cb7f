import { closeSync, openSync, readSync } from 'node:fs';
import { CommandError, EXIT } from './exit.js';

/** More than any catalog or webhook; a device would never end. */
const LONGEST = 16 * 1024 * 1024;
const PIECE = 65_536;

const forbidden = (file: string): string => `“${file}” may not be read by this account: give it the right to, or name a copy.`;

const SENTENCES: Readonly<Record<string, (file: string) => string>> = {
  ENOENT: (file) => `There is no file “${file}”: check its path.`,
  EISDIR: (file) => `“${file}” is a folder: name a file in it.`,
  EACCES: forbidden,
  EPERM: forbidden,
};

/** Why a file that a person named cannot be read, as a sentence with something to do. */
export const unreadable = (file: string, error: unknown): CommandError => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const sentence = SENTENCES[code]?.(file) ?? `“${file}” cannot be read: check its path, or name a copy.`;
  return new CommandError(sentence, EXIT.wrongUse);
};

const piecesOf = (file: string, handle: number): Buffer => {
  const pieces: Buffer[] = [];
  for (let length = 0; length <= LONGEST;) {
    const piece = Buffer.alloc(PIECE);
    const read = readSync(handle, piece);
    if (read === 0) return Buffer.concat(pieces);
    pieces.push(piece.subarray(0, read));
    length += read;
  }
  throw new CommandError(
    `“${file}” is too large: check that it is the right file; ${LONGEST / 1024 / 1024} MB are more than any command takes.`,
    EXIT.wrongUse,
  );
};

/** All that stands in a file that a person named; throws a `CommandError` where that is nothing, or has no end. */
export const readSmallFile = (file: string): Buffer => {
  let handle: number | undefined;
  try {
    handle = openSync(file, 'r');
    return piecesOf(file, handle);
  } catch (error) {
    throw error instanceof CommandError ? error : unreadable(file, error);
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
};
