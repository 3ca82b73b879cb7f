import type { Queryable } from '#event-store';
import type { PoolClient } from 'pg';
import type { TablesBeside } from './bulk-fold.js';
import type { Projection } from './projection.js';
import { appendRows, loadRows, nextTable, saveRows } from './row-store.js';

/** Makes the tables, without their indexes: to build one over all rows costs a third of what it costs to keep it while they come. */
export const createBeside = async (client: PoolClient, projections: readonly Projection[]): Promise<void> => {
  for (const { name } of projections) {
    await client.query(`drop table if exists ${nextTable(name)}`);
    await client.query(`create table ${nextTable(name)} (like ${name} including all excluding indexes)`);
  }
};

export const dropBeside = async (client: PoolClient, projections: readonly Projection[]): Promise<void> => {
  for (const { name } of projections) await client.query(`drop table if exists ${nextTable(name)}`);
};

/** Puts the tables beside in the place of the live ones, in the transaction that already runs. */
export const swapTables = async (client: PoolClient, projections: readonly Projection[]): Promise<void> => {
  for (const { name } of projections) {
    await client.query(`drop table ${name}`);
    await client.query(`alter table ${nextTable(name)} rename to ${name}`);
  }
};

const HAS_KEY = 'select exists (select from pg_index where indrelid = $1::regclass and indisprimary) as has';

const addKey = async (client: Queryable, name: string): Promise<void> => {
  const { rows } = await client.query<{ has: boolean }>(HAS_KEY, [nextTable(name)]);
  if (rows[0]?.has !== true) await client.query(`alter table ${nextTable(name)} add primary key (key)`);
};

/** What follows the table's name in the definition of an index: method, columns, condition. */
const OTHER_INDEXES = `select substring(pg_get_indexdef(indexrelid) from ' USING .*$') as definition from pg_index
  where indrelid = $1::regclass and not indisprimary`;

/** Gives the tables beside every index that the live ones have, and the planner its figures. */
export const indexBeside = async (client: PoolClient, projections: readonly Projection[]): Promise<void> => {
  for (const { name } of projections) {
    await addKey(client, name);
    const { rows } = await client.query<{ definition: string }>(OTHER_INDEXES, [name]);
    for (const { definition } of rows) await client.query(`create index on ${nextTable(name)}${definition}`);
    await client.query(`analyze ${nextTable(name)}`);
  }
};

/** `reads`: who reads rows while `client` writes them; the client itself where nothing may be done at once. */
export const tablesBeside = (client: PoolClient, reads: Queryable, projections: readonly Projection[]): TablesBeside => ({
  load: async (name, keys) => loadRows(reads, nextTable(name), keys),
  append: async (name, rows) => appendRows(client, nextTable(name), rows),
  save: async (name, rows) => saveRows(client, nextTable(name), rows),
  openForUpdates: async () => {
    for (const { name } of projections) await addKey(client, name);
  },
});
