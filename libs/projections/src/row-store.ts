import { byText } from '#domain';
import { prepared, type Queryable } from '#event-store';
import type { Rows } from './projection.js';

/** The table that a replay builds beside the live one. */
export const nextTable = (name: string): string => `${name}_next`;

const selectFrom = (table: string, parameter: number): string =>
  `select '${table}' as "table", key, state from ${table} where key = any($${parameter})`;

/** The rows of these keys, as they stand, by table; one statement for all tables. */
export const loadFrom = async (db: Queryable, keys: ReadonlyMap<string, readonly string[]>): Promise<ReadonlyMap<string, Rows>> => {
  const asked = [...keys].filter(([, some]) => some.length > 0);
  const found = new Map([...keys.keys()].map((table): [string, Rows] => [table, new Map<string, object>()]));
  if (asked.length === 0) return found;
  const text = asked.map(([table], index) => selectFrom(table, index + 1)).join(' union all ');
  const { rows } = await db.query<{ table: string; key: string; state: object }>({ ...prepared(text), values: asked.map(([, some]) => some) });
  for (const { table, key, state } of rows) found.get(table)?.set(key, state);
  return found;
};

/** In order of key: an index takes neighbours for less. */
const inOrder = (rows: Rows): readonly { key: string; state: object }[] =>
  [...rows].map(([key, state]) => ({ key, state })).sort((one, other) => byText(one.key, other.key));

const insertInto = (table: string, parameter = 1): string =>
  `insert into ${table} (key, state) select key, state from jsonb_to_recordset($${parameter}::jsonb) as (key text, state jsonb)`;

const UPDATES = ' on conflict (key) do update set state = excluded.state';

/** Writes rows, old and new alike, by table; one statement for all tables. */
export const saveInto = async (db: Queryable, rows: ReadonlyMap<string, Rows>): Promise<void> => {
  const written = [...rows].filter(([, some]) => some.size > 0);
  if (written.length === 0) return;
  const inserts = written.map(([table], index) => `into_${table} as (${insertInto(table, index + 1)}${UPDATES})`);
  await db.query({ ...prepared(`with ${inserts.join(', ')} select`), values: written.map(([, some]) => JSON.stringify(inOrder(some))) });
};

/** The rows of one table. */
export const loadRows = async (db: Queryable, table: string, keys: readonly string[]): Promise<Rows> =>
  (await loadFrom(db, new Map([[table, keys]]))).get(table) ?? new Map<string, object>();

const MOST_AT_ONCE = 5000;

/** One statement for every 5,000 rows. */
const writeRows = async (db: Queryable, rows: Rows, text: string): Promise<void> => {
  const all = inOrder(rows);
  for (let from = 0; from < all.length; from += MOST_AT_ONCE) {
    await db.query({ ...prepared(text), values: [JSON.stringify(all.slice(from, from + MOST_AT_ONCE))] });
  }
};

/** Writes rows of one table, old and new alike. */
export const saveRows = async (db: Queryable, table: string, rows: Rows): Promise<void> => writeRows(db, rows, `${insertInto(table)}${UPDATES}`);

/** Writes rows of which the table has none. */
export const appendRows = async (db: Queryable, table: string, rows: Rows): Promise<void> => writeRows(db, rows, insertInto(table));
