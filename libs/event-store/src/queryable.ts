import { hash } from 'node:crypto';
import type { Pool, PoolClient, QueryConfig, QueryResult, QueryResultRow } from 'pg';

/** A pool, or one client inside a transaction. */
export type Queryable = Pool | PoolClient;

/** What runs one statement after the other, wherever: a pool, a client, or either of them with a limit. */
export interface Statements {
  query<Row extends QueryResultRow>(statement: QueryConfig): Promise<Pick<QueryResult<Row>, 'rows'>>;
}

/** A statement that each connection plans once: its text is its name. */
export const prepared = (text: string): { name: string; text: string } => ({ name: hash('sha1', text), text });

/** Runs `work` in a transaction that never commits: what would be so, if it were done. */
export const supposing = async <Result>(pool: Pool, work: (client: PoolClient) => Promise<Result>): Promise<Result> => {
  const client = await pool.connect();
  try {
    await client.query('begin');
    return await work(client);
  } finally {
    await client.query('rollback').then(
      () => client.release(),
      () => client.release(true),
    );
  }
};

/** Runs `work` in one transaction: commits what it returns, rolls back what it throws. */
export const inTransaction = async <Result>(pool: Pool, work: (client: PoolClient) => Promise<Result>): Promise<Result> => {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    client.release();
    return result;
  } catch (error) {
    // A client that cannot roll back is of no more use to anybody.
    await client.query('rollback').then(
      () => client.release(),
      () => client.release(true),
    );
    throw error;
  }
};
