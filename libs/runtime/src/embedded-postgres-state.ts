import { randomBytes } from 'node:crypto';
import { chown, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What must be known again at the next start; kept in `postgres.json`, readable by its owner only. */
export interface State {
  readonly superuserPassword: string;
  readonly password: string;
  /** The port of last time: it is taken again when it is free, so that a noted URL stays true. */
  readonly port: number | undefined;
  /** Set when the data had to be put outside the folder. */
  readonly data: string | undefined;
}

const FILE = 'postgres.json';

/** What is known from last time, or new passwords when this is the first time. */
export async function readState(folder: string): Promise<State> {
  const file = join(folder, FILE);
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return { superuserPassword: secret(), password: secret(), port: undefined, data: undefined };
  const state = parse(text);
  if (state === undefined) throw new Error(`${file} cannot be read: it should hold the passwords of the embedded PostgreSQL.`);
  return state;
}

/** Whole or not at all, and owned by whoever owns the folder. */
export async function writeState(folder: string, state: State): Promise<void> {
  const file = join(folder, FILE);
  const unfinished = `${file}.${process.pid}`;
  await writeFile(unfinished, `${JSON.stringify(state, undefined, 2)}\n`, { mode: 0o600 });
  if (process.getuid?.() === 0) {
    const { uid, gid } = await stat(folder);
    await chown(unfinished, uid, gid);
  }
  await rename(unfinished, file);
}

function secret(): string {
  return randomBytes(24).toString('hex');
}

function parse(text: string): State | undefined {
  const fields = fieldsOf(text);
  const superuserPassword = fields.get('superuserPassword');
  const password = fields.get('password');
  if (typeof superuserPassword !== 'string' || typeof password !== 'string') return undefined;
  const port = fields.get('port');
  const data = fields.get('data');
  return {
    superuserPassword,
    password,
    port: typeof port === 'number' ? port : undefined,
    data: typeof data === 'string' ? data : undefined,
  };
}

function fieldsOf(text: string): Map<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return new Map(typeof value === 'object' && value !== null ? Object.entries(value) : []);
  } catch {
    return new Map();
  }
}
