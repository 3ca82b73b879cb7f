import pg from 'pg';
import { freshDatabase } from '../../support/database.js';
import type { Scenario } from '../scenario.js';

/** All that a schema is made of, as one text each: columns, indexes, constraints, functions, triggers, and the migrations on record. */
const SCHEMA = `
  with ours as (select oid, nspname from pg_namespace where nspname !~ '^(pg_|information_schema)' and nspname <> 'catraca_queue' or $1 and nspname = 'catraca_queue')
  select format('column %s.%s.%s %s %s', nspname, relname, attname, format_type(atttypid, atttypmod), attnotnull) as line
    from pg_attribute join pg_class c on c.oid = attrelid join ours on ours.oid = relnamespace where attnum > 0 and not attisdropped and relkind in ('r', 'v', 'S')
  union all select format('index %s', pg_get_indexdef(indexrelid)) from pg_index join pg_class c on c.oid = indexrelid join ours on ours.oid = relnamespace
  union all select format('constraint %s %s %s', conrelid::regclass, conname, pg_get_constraintdef(k.oid)) from pg_constraint k join ours on ours.oid = connamespace
  union all select format('function %s', pg_get_functiondef(p.oid)) from pg_proc p join ours on ours.oid = pronamespace where prokind = 'f'
  union all select format('trigger %s', pg_get_triggerdef(t.oid)) from pg_trigger t join pg_class c on c.oid = tgrelid join ours on ours.oid = relnamespace
    where not tgisinternal
  order by line`;

const schemaOf = async (db: pg.Pool | pg.Client, withQueue: boolean): Promise<readonly string[]> => {
  const { rows } = await db.query<{ line: string }>(SCHEMA, [withQueue]);
  const ran = await db.query<{ line: string }>(`select format('migration %s', name) as line from migrations order by name`);
  return [...rows, ...ran.rows].map(({ line }) => line);
};

/** What it must come to: the schema of a database that was brought up without any trouble. */
const wanted = async (withQueue: boolean): Promise<readonly string[]> => {
  const { url, drop } = await freshDatabase();
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const schema = await schemaOf(client, withQueue).finally(async () => client.end());
  await drop();
  return schema;
};

/** An empty database is brought up; whatever a first try left, the second comes to the same schema, to the letter. */
export const migrate: Scenario = {
  name: 'migrate',
  roles: [],
  bare: true,
  lives: 1,
  steps: [{ name: 'migrate', watched: ['command'], act: async ({ run }) => run(['migrate']), holds: () => true }],
  breaches: async ({ house }) => {
    const withQueue = house.redisUrl === undefined;
    const [is, shall] = [await schemaOf(house.pool, withQueue), await wanted(withQueue)];
    const [missing, odd] = [shall.filter((line) => !is.includes(line)), is.filter((line) => !shall.includes(line))];
    return [...missing.map((line) => `missing: ${line.slice(0, 120)}`), ...odd.map((line) => `too much: ${line.slice(0, 120)}`)];
  },
};
