import type { Queryable } from '#event-store';
import type { Rows } from './projection.js';

/** The table that a replay builds beside the live one. */
export const nextTable = (name: string): string => `${name}_next`;

/** The rows of these keys, as they stand. */
export const loadRows = async (db: Queryable, table: string, keys: readonly string[]): Promise<Rows> => {
  if (keys.length === 0) return new Map();
  const { rows } = await db.query<{ key: string; state: object }>(`select key, state from ${table} where key = any($1)`, [keys]);
  return new Map(rows.map(({ key, state }) => [key, state]));
};

/** Writes rows, old and new alike, in one statement. */
export const saveRows = async (db: Queryable, table: string, rows: Rows): Promise<void> => {
  if (rows.size === 0) return;
  const states = [...rows.values()].map((state) => JSON.stringify(state));
  const text = `insert into ${table} (key, state) select * from unnest($1::text[], $2::jsonb[]) on conflict (key) do update set state = excluded.state`;
  await db.query(text, [[...rows.keys()], states]);
};
