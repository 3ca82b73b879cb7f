import { byText } from '#domain';
import type { Queryable } from '#event-store';
import type { Rows } from './projection.js';

/** The table that a replay builds beside the live one. */
export const nextTable = (name: string): string => `${name}_next`;

/** The rows of these keys, as they stand. */
export const loadRows = async (db: Queryable, table: string, keys: readonly string[]): Promise<Rows> => {
  if (keys.length === 0) return new Map();
  const query = { name: `load-${table}`, text: `select key, state from ${table} where key = any($1)` };
  const { rows } = await db.query<{ key: string; state: object }>({ ...query, values: [keys] });
  return new Map(rows.map(({ key, state }) => [key, state]));
};

const MOST_AT_ONCE = 5000;

const insertInto = (table: string): string =>
  `insert into ${table} (key, state) select key, state from jsonb_to_recordset($1::jsonb) as (key text, state jsonb)`;

/** One statement for every 5,000 rows, in order of key: an index takes neighbours for less. */
const writeRows = async (db: Queryable, rows: Rows, query: { name: string; text: string }): Promise<void> => {
  const all = [...rows].map(([key, state]) => ({ key, state })).sort((one, other) => byText(one.key, other.key));
  for (let from = 0; from < all.length; from += MOST_AT_ONCE) {
    await db.query({ ...query, values: [JSON.stringify(all.slice(from, from + MOST_AT_ONCE))] });
  }
};

/** Writes rows, old and new alike. */
export const saveRows = async (db: Queryable, table: string, rows: Rows): Promise<void> =>
  writeRows(db, rows, { name: `save-${table}`, text: `${insertInto(table)} on conflict (key) do update set state = excluded.state` });

/** Writes rows of which the table has none. */
export const appendRows = async (db: Queryable, table: string, rows: Rows): Promise<void> =>
  writeRows(db, rows, { name: `append-${table}`, text: insertInto(table) });
