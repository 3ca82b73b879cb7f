import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CommandError } from './exit.js';
import { openMembersFile, separatorOf, type MembersFile, type Row } from './members-file.js';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'catraca-members-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;
const written = (content: string | Uint8Array): string => {
  const path = join(folder, `${++files}.csv`);
  writeFileSync(path, content);
  return path;
};

const allOf = async (file: MembersFile): Promise<readonly Row[]> => {
  const rows: Row[] = [];
  for await (const row of file.rows()) rows.push(row);
  return rows;
};

const read = async (content: string | Uint8Array) => {
  const file = await openMembersFile(written(content));
  return { encoding: file.encoding, header: file.header, rows: (await allOf(file)).map(({ line, cells }) => [line, ...cells]) };
};

/** The code and the sentence that a file is refused with, at its opening or while it is read. */
const refusal = async (path: string): Promise<readonly [number, string]> => {
  try {
    await allOf(await openMembersFile(path));
  } catch (error) {
    if (error instanceof CommandError) return [error.code, error.message];
  }
  throw new Error('it was not refused');
};

describe('the encoding', () => {
  const text = 'id;e-mail;nome\n1;ana@example.com;José “Zé” €\n';
  const bigEndian = (): Buffer => Buffer.from(`\ufeff${text}`, 'utf16le').swap16();
  const windows = Buffer.from('id;e-mail;nome\n1;ana@example.com;Jos\xe9 \x93Z\xe9\x94 \x80\n', 'latin1');

  test.each([
    ['UTF-8 with its mark', `\ufeff${text}`, 'utf-8'],
    ['UTF-8 without', text, 'utf-8'],
    ['UTF-16, little end first', Buffer.from(`\ufeff${text}`, 'utf16le'), 'utf-16le'],
    ['UTF-16, big end first', bigEndian(), 'utf-16be'],
    ['what Windows writes', windows, 'windows-1252'],
  ])('%s is found out', async (_, content, encoding) => {
    expect(await read(content)).toEqual({ encoding, header: ['id', 'e-mail', 'nome'], rows: [[2, '1', 'ana@example.com', 'José “Zé” €']] });
  });

  test('of a long file is that of its last byte, too', async () => {
    const long = Buffer.concat([Buffer.from(`id,email,name\n${'1,a@example.com,x\n'.repeat(10_000)}2,b@example.com,Jos`), Buffer.from([0xe9, 0x0a])]);
    const { encoding, rows } = await read(long);
    expect([encoding, rows.length, rows.at(-1)]).toEqual(['windows-1252', 10_001, [10_002, '2', 'b@example.com', 'José']]);
  });

  test('of letters that fall between two reads does not matter', async () => {
    const { rows } = await read(`id,email\n${'é'.repeat(65_530)},x\n1,ç\r\n`.replaceAll('\n', '\r\n'));
    expect(rows.at(-1)).toEqual([3, '1', 'ç']);
  });

  test('that is not what the file begins with is refused', async () => {
    const [code, sentence] = await refusal(written(Buffer.concat([Buffer.from('\ufeffid,email\n1,a\n'), Buffer.from([0xe9, 0x0a])])));
    expect(code).toBe(1);
    expect(sentence).toContain('the encoding is not the one');
  });
});

describe('rows', () => {
  test.each([',', ';', '\t', '|'])('are separated by what the header has most of: %j', (separator) => {
    expect(separatorOf(`id${separator}"na,m;e|\t,;|\t"${separator}email\n1,,,;;;|||`)).toBe(separator);
  });

  test('keep their line numbers over quoted newlines and empty lines, whatever ends a line', async () => {
    const unix = 'id,email\n\n1,"a\nb\nc"\n\n2,d\n,\n3,"e ""f"""\n4,g "h" i\n\n,,\n\n';
    const rows = [
      [3, '1', 'a\nb\nc'],
      [7, '2', 'd'],
      [9, '3', 'e "f"'],
      [10, '4', 'g "h" i'],
    ];
    for (const end of ['\n', '\r\n', '\r']) expect((await read(unix.replaceAll('\n', end))).rows).toEqual(rows);
  });

  test('of another length are left to whoever reads them', async () => {
    expect((await read('id,email\n1\n2,b,c')).rows).toEqual([
      [2, '1'],
      [3, '2', 'b', 'c'],
    ]);
  });

  test('of another length take no longer to read', async () => {
    const spanOf = async (row: string): Promise<number> => {
      const file = await openMembersFile(written(`id,email,name\n${row.repeat(10_000)}`));
      const began = performance.now();
      await allOf(file);
      return performance.now() - began;
    };
    const spans: { usual: number; other: number }[] = [];
    for (let round = 0; round < 4; round += 1) spans.push({ usual: await spanOf('1,a,b\n'), other: await spanOf('1,a,b,c\n') });
    const least = (of: 'usual' | 'other'): number => Math.min(...spans.map((span) => span[of]));
    expect(least('other') / least('usual')).toBeLessThan(3);
  });

  test('can be read again, and a change of the file is noticed', async () => {
    const path = written('id,email\n1,a\n');
    const file = await openMembersFile(path);
    expect(await allOf(file)).toEqual(await allOf(file));
    expect(await file.isUnchanged()).toBe(true);
    appendFileSync(path, '2,b\n');
    expect(await file.isUnchanged()).toBe(false);
  });
});

describe('what is no list', () => {
  test.each([
    ['nothing', '', 2, 'is empty'],
    ['empty lines', '\n\n', 2, 'is empty'],
    ['a workbook', 'PK\x03\x04…', 2, 'save it as CSV'],
    ['no text', 'id,email\n\0\0\0', 2, 'is no text'],
    ['a quotation mark left open', 'id,email\n1,a\n2,"Ana\n3,c\n', 1, 'after line 2: a quotation mark opens'],
    ['one left open in a long file', `id,email\n1,a\n2,"Ana\n${'3,c\n'.repeat(100_000)}`, 1, 'after line 2: a quotation mark opens'],
  ])('%s is refused with a sentence', async (_, content, code, words) => {
    const [exit, sentence] = await refusal(written(content));
    expect([exit, sentence]).toEqual([code, expect.stringContaining(words)]);
    expect(sentence).not.toContain('Ana');
  });

  test('a folder, and a file that is not there', async () => {
    expect(await refusal(folder)).toEqual([2, `${folder} is a folder: name the CSV file in it.`]);
    expect(await refusal(join(folder, 'nowhere.csv'))).toEqual([2, expect.stringContaining('There is no file')]);
  });
});
