import { normalizeAddress } from '#domain';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CommandError } from '../../apps/cli/src/exit.js';
import { memberIn, survey } from '../../apps/cli/src/members-check.js';
import { chooseColumns } from '../../apps/cli/src/members-columns.js';
import { openMembersFile, type MembersFile } from '../../apps/cli/src/members-file.js';
import { bufferOf } from './bytes.js';
import { Fault } from './engine.js';
import { bytesOfTable, type ListFile, type Table } from './lists.js';
import { expectSentence, inTime } from './sentence.js';

/** Every text in a file that could be somebody's address, however the file is written. */
const addressesIn = (bytes: Buffer): readonly string[] => {
  const texts = (['utf8', 'latin1', 'utf16le'] as const).map((encoding) => bytes.subarray(0, 100_000).toString(encoding));
  return texts.flatMap((text) => text.split(/[\s,;|:<>()"'“”]+/).filter((word) => normalizeAddress(word) !== undefined));
};

const expectDiscreetSentence = (sentence: string, bytes: Buffer): void => {
  expectSentence(sentence);
  const shown = addressesIn(bytes).find((address) => sentence.includes(address));
  if (shown !== undefined) throw new Fault(`${shown} is shown: ${sentence}`);
};

/** Reads it as the command does, and gives what it would say, sentence by sentence. */
const sentencesOf = async (path: string, named: ListFile['named']): Promise<readonly string[]> => {
  const file = await openMembersFile(path);
  const chosen = chooseColumns(file.header, named);
  if ('problem' in chosen) return [chosen.problem];
  const { rows, wrong, problems, found } = await survey(file, chosen.columns);
  if (wrong.size > rows || problems.length > found || (found === 0) !== (wrong.size === 0)) throw new Fault('the survey does not add up');
  for await (const row of file.rows()) {
    const read = memberIn(row, chosen.columns, file.header.length);
    if ('problems' in read && !wrong.has(row.line)) throw new Fault(`line ${row.line} is wrong, and the survey did not say so`);
  }
  return problems;
};

const tryFile = async (path: string, bytes: Buffer, named: ListFile['named']): Promise<void> => {
  try {
    (await sentencesOf(path, named)).forEach((sentence) => expectDiscreetSentence(sentence, bytes));
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    if (error.code !== 1 && error.code !== 2) throw new Fault(`exit ${error.code}: ${error.message}`);
    expectDiscreetSentence(error.message.replaceAll(path, 'the file'), bytes);
  }
};

const cellsOf = async (file: MembersFile): Promise<readonly (readonly string[])[]> => {
  const rows: (readonly string[])[] = [];
  for await (const { cells } of file.rows()) rows.push(cells);
  return rows;
};

/** A list that is well written is read to the letter. */
const tryTable = async (path: string, { rows }: Table): Promise<void> => {
  const file = await openMembersFile(path);
  const read = await cellsOf(file);
  if (JSON.stringify(read) !== JSON.stringify(rows)) throw new Fault(`written ${JSON.stringify(rows)}, read ${JSON.stringify(read)}`);
};

/** What must hold for any file: it is read, or refused with a sentence; in time; and it shows nobody's address. */
export const tryList = async (input: ListFile | Table): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'catraca-fuzz-'));
  const path = join(folder, 'list.csv');
  const bytes = input.kind === 'table' ? bytesOfTable(input) : bufferOf(input.bytes);
  writeFileSync(path, bytes);
  try {
    await inTime(async () => (input.kind === 'table' ? tryTable(path, input) : tryFile(path, bytes, input.named)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
