import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EXIT, type CommandError } from './exit.js';
import { readSmallFile } from './small-file.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'catraca-small-file-'));
  symlinkSync('loop', join(folder, 'loop'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const refusal = (name: string): CommandError => {
  try {
    readSmallFile(join(folder, name));
  } catch (error) {
    return error as CommandError;
  }
  throw new Error(`${name} was read`);
};

describe('a file that somebody names', () => {
  test('is read to its last byte', () => {
    const bytes = Buffer.alloc(200_001, 'é');
    writeFileSync(join(folder, 'whole'), bytes);
    expect(readSmallFile(join(folder, 'whole')).equals(bytes)).toBe(true);
    writeFileSync(join(folder, 'empty'), '');
    expect(readSmallFile(join(folder, 'empty'))).toHaveLength(0);
  });

  test.each([
    ['nowhere', 'There is no file “'],
    ['.', 'is a folder: name a file in it.'],
    ['loop', 'cannot be read: check its path, or name a copy.'],
    ['../../dev/zero', 'is too large: check that it is the right file; 16 MB are more than any command takes.'],
  ])('%s is refused with what to do', (name, sentence) => {
    const { code, message } = refusal(name);
    expect([code, message]).toEqual([EXIT.wrongUse, expect.stringContaining(sentence)]);
  });
});
