import pg from 'pg';

/** One row a webhook, its body as it came: what the naive handler and the single inserts write. */
export const TABLE = 'naive_webhooks';
export const INSERT = `insert into ${TABLE} (body, received_at) values ($1, now())`;

/** What is in the table: `distinct` counts the events that the bodies name, so that a row written twice shows. */
export interface Kept {
  readonly rows: number;
  readonly distinct: number;
}

/** Every acknowledged row is on disk, whatever the server's own default. */
export const connectionTo = (databaseUrl: string) => ({ connectionString: databaseUrl, options: '-c synchronous_commit=on' });

export const withClient = async <Result>(databaseUrl: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> => {
  const client = new pg.Client(connectionTo(databaseUrl));
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};

/** Makes the table anew, empty. */
export const makeTable = async (databaseUrl: string): Promise<void> =>
  withClient(databaseUrl, async (client) => {
    await client.query(`drop table if exists ${TABLE}`);
    await client.query(
      `create table ${TABLE} (id bigint generated always as identity primary key, body jsonb not null, received_at timestamptz not null)`,
    );
  });

export const countKept = async (databaseUrl: string): Promise<Kept> =>
  withClient(databaseUrl, async (client) => {
    const text = `select count(*)::int as rows, count(distinct body->>'id')::int as distinct from ${TABLE}`;
    const { rows } = await client.query<Kept>(text);
    return rows[0] ?? { rows: 0, distinct: 0 };
  });
