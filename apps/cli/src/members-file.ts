import { instantOf, type Instant } from '#domain';
import { CsvError, parse, type Parser } from 'csv-parse';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { CommandError, EXIT } from './exit.js';
import { unreadable } from './small-file.js';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** One row of data: the line of the file where it begins, from 1, and its cells, trimmed. */
export interface Row {
  readonly line: number;
  readonly cells: readonly string[];
}

/** A list of members as a CSV file. `rows` reads it anew each time, a piece at a time; nothing is kept. */
export interface MembersFile {
  readonly encoding: Encoding;
  readonly separator: string;
  readonly header: readonly string[];
  /** When the file was last written; undefined where its time cannot be true of a list. */
  readonly modifiedAt: Instant | undefined;
  rows(): AsyncGenerator<Row>;
  /** Whether the file on disk is still the one that was opened. */
  isUnchanged(): Promise<boolean>;
}

/** A row of this many bytes is no row: a quotation mark was left open. */
const LONGEST_ROW = 262_144;
const SEPARATORS = [',', ';', '\t', '|'];
const BYTE_ORDER_MARKS: readonly (readonly [Encoding, readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];
/** How workbooks of Excel begin: a ZIP archive, or the older format. */
const WORKBOOKS = [
  [0x50, 0x4b, 0x03, 0x04],
  [0xd0, 0xcf, 0x11, 0xe0],
];

const wrong = (sentence: string): CommandError => new CommandError(sentence, EXIT.wrongUse);

const hasCode = (error: unknown, code: string): boolean => typeof error === 'object' && error !== null && 'code' in error && error.code === code;

const beginsWith = (bytes: Uint8Array, start: readonly number[]): boolean => start.every((byte, index) => bytes[index] === byte);

/** The text of the file, a piece at a time, its lines ended by `\n` whatever ends them there. Throws at bytes that are no text in this encoding. */
async function* textOf(path: string, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let held = '';
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    const text = held + decoder.decode(chunk, { stream: true });
    held = text.endsWith('\r') ? '\r' : '';
    yield text.slice(0, text.length - held.length).replace(/\r\n?/g, '\n');
  }
  yield (held + decoder.decode()).replace(/\r\n?/g, '\n');
}

const firstBytes = async (path: string): Promise<Uint8Array> => {
  for await (const chunk of createReadStream(path, { end: 3 }) as AsyncIterable<Buffer>) return chunk;
  return new Uint8Array();
};

const firstText = async (path: string, encoding: Encoding): Promise<string> => {
  for await (const text of textOf(path, encoding)) if (text !== '') return text;
  return '';
};

const isUtf8 = async (path: string): Promise<boolean> => {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) decoder.decode(chunk, { stream: true });
    decoder.decode();
    return true;
  } catch (error) {
    if (hasCode(error, 'ERR_ENCODING_INVALID_ENCODED_DATA')) return false;
    throw error;
  }
};

/** By its mark; else UTF-8 where the whole file is so; else what a spreadsheet on Windows writes. */
const encodingOf = async (path: string): Promise<Encoding> => {
  const bytes = await firstBytes(path);
  if (WORKBOOKS.some((start) => beginsWith(bytes, start))) throw wrong(`${path} is a workbook, not a CSV file: save it as CSV, then import that.`);
  const marked = BYTE_ORDER_MARKS.find(([, mark]) => beginsWith(bytes, mark))?.[0];
  return marked ?? ((await isUtf8(path)) ? 'utf-8' : 'windows-1252');
};

/** The separator that the header has most of, outside of quotation marks. */
export const separatorOf = (text: string): string => {
  const header = /^\n*((?:"[^"]*"|[^"\n]+)*)/.exec(text)?.[1]?.replace(/"[^"]*"/g, '') ?? '';
  const counted = SEPARATORS.map((separator) => ({ separator, count: header.split(separator).length }));
  return counted.reduce((most, next) => (next.count > most.count ? next : most)).separator;
};

/** What went wrong while the file was read, as a sentence; never with what stands in the file. */
const failure = (path: string, error: unknown, lastLine: number): CommandError => {
  if (error instanceof CsvError) {
    const open = error.code === 'CSV_QUOTE_NOT_CLOSED' || error.code === 'CSV_MAX_RECORD_SIZE';
    const what = open ? 'a quotation mark opens and is never closed' : 'this is no CSV';
    return new CommandError(`${path}, after line ${lastLine}: ${what}. Nothing can be read behind it; mend the file.`);
  }
  if (hasCode(error, 'ERR_ENCODING_INVALID_ENCODED_DATA')) {
    return new CommandError(`${path}, after line ${lastLine}: the encoding is not the one that the file begins with. Export it again, as UTF-8.`);
  }
  return error instanceof CommandError ? error : unreadable(path, error);
};

interface Format {
  readonly encoding: Encoding;
  readonly separator: string;
}

/** Every record that says something, the header too. */
async function* recordsOf(path: string, { encoding, separator }: Format): AsyncGenerator<Row> {
  const options = { delimiter: separator, record_delimiter: '\n', info: true, max_record_size: LONGEST_ROW };
  const relaxed = { relax_column_count: true, relax_quotes: true, skip_empty_lines: true };
  // The parser makes an error of every row that is not as wide as the first, wanted or not, and that takes five times as long as reading.
  const isFirst = (record: string[]): string[] => {
    Object.assign(parser.info, { records: 0 });
    return record;
  };
  const parser: Parser = parse({ ...options, ...relaxed, on_record: isFirst });
  // Whoever stops reading destroys the parser, and with it the file; errors come out of the parser.
  const records = pipeline(textOf(path, encoding), parser, () => undefined);
  let lastLine = 0;
  try {
    for await (const { info, record } of records as AsyncIterable<{ info: { lines: number }; record: readonly string[] }>) {
      lastLine = info.lines;
      const inside = record.reduce((count, cell) => count + cell.split('\n').length - 1, 0);
      const cells = record.map((cell) => cell.trim());
      if (cells.some((cell) => cell !== '')) yield { line: lastLine - inside, cells };
    }
  } catch (error) {
    throw failure(path, error, lastLine);
  }
}

/** All rows but the first, which is the header. */
async function* rowsOf(path: string, format: Format): AsyncGenerator<Row> {
  let isHeader = true;
  for await (const row of recordsOf(path, format)) {
    if (!isHeader) yield row;
    isHeader = false;
  }
}

const headerOf = async (path: string, format: Format): Promise<readonly string[]> => {
  for await (const { cells } of recordsOf(path, format)) return cells;
  throw wrong(`${path} is empty. Export it again: a list has a first line that names its columns, and a line for each member.`);
};

const statOf = async (path: string) => {
  const found = await stat(path).catch((error: unknown) => {
    throw unreadable(path, error);
  });
  if (found.isDirectory()) throw wrong(`${path} is a folder: name the CSV file in it.`);
  if (!found.isFile()) throw wrong(`${path} is no file on disk. It is read twice, so a pipe will not do: save it first.`);
  return found;
};

/** Finds out how a list is written and what its columns are called. Throws a `CommandError` where it is no list of rows. */
export const openMembersFile = async (path: string): Promise<MembersFile> => {
  const opened = await statOf(path);
  try {
    const encoding = await encodingOf(path);
    const start = await firstText(path, encoding);
    if (start.includes('\0')) throw wrong(`${path} is no text. Export it as CSV, in UTF-8.`);
    const format = { encoding, separator: separatorOf(start) };
    return {
      ...format,
      header: await headerOf(path, format),
      modifiedAt: instantOf(Math.floor(opened.mtimeMs)),
      rows: () => rowsOf(path, format),
      isUnchanged: async () => {
        const now = await statOf(path);
        return now.mtimeMs === opened.mtimeMs && now.size === opened.size;
      },
    };
  } catch (error) {
    throw failure(path, error, 0);
  }
};
