import type { Pool } from 'pg';

/** Everything that people, boards and logs may see: each as one column `text` with a name for its row. */
const IN_THE_OPEN = `
  select 'events ' || global_position as place, stream || ' ' || data::text || ' ' || metadata::text as text from events
  union all select 'deliveries ' || id, headers::text || ' ' || query::text || ' ' || notes::text from deliveries
  union all select 'contradictions ' || event_id, data::text from contradictions`;

const TABLES = `select table_name as name from information_schema.columns
  where table_schema = current_schema() and column_name = 'state' and data_type = 'jsonb' and table_name not like '%\\_next' order by 1`;

/** An address as people write one; ids of deliveries, sales and messages hold no "@". */
const ADDRESS = `[^\\s"@/]+@[^\\s"@/]+\\.[a-z]{2,}`;

const MOST = 50;

/** The places in the open where an address stands, or one of these texts. */
export const leaksIn = async (pool: Pool, texts: readonly string[]): Promise<readonly string[]> => {
  const tables = (await pool.query<{ name: string }>(TABLES)).rows;
  const rows = tables.map(({ name }) => `union all select '${name} ' || key, key || ' ' || state::text from ${name}`).join('\n');
  const text = `select place from (${IN_THE_OPEN} ${rows}) open where text ~* $1 or exists (select from unnest($2::text[]) told where position(told in text) > 0) limit ${MOST}`;
  return (await pool.query<{ place: string }>(text, [ADDRESS, texts])).rows.map(({ place }) => place);
};
