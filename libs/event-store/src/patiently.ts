import type { Pool, PoolClient, QueryConfig, QueryResult, QueryResultRow } from 'pg';
import type { Statements } from './queryable.js';

interface Answer<Row extends QueryResultRow> {
  readonly done: (result: QueryResult<Row>) => void;
  readonly failed: (error: Error) => void;
}

/** A connection that breaks tells its client as well as whoever waits for a statement; unheard, it would end the process. */
const alsoSaid = (): void => undefined;

/**
 * Statements that may take so many milliseconds each; then the connection is cut, since nobody knows what else would wait behind it.
 * A connection is given up after any error. Throws what the database says, or that it did not answer. What was cut may have been carried out all the same.
 *
 * Not by pg's `query_timeout`, and by callbacks: a promise of pg's, or its timer, keeps all that a statement carried alive until the
 * next full collection of garbage. Of each thousand webhooks those were 2.2 MB, and are 0.1 MB; such a collection holds up the door for 60 to 80 ms.
 */
export const patiently = (pool: Pool, ms: number): Statements => {
  const ask = <Row extends QueryResultRow>(client: PoolClient, statement: QueryConfig, { done, failed }: Answer<Row>): void => {
    let isCut = false;
    client.on('error', alsoSaid);
    const timer = setTimeout(() => {
      isCut = true;
      client.release(true);
      failed(new Error(`the database did not answer within ${ms} ms`));
    }, ms);
    client.query<Row>(statement, (error: Error | null, result) => {
      clearTimeout(timer);
      client.off('error', alsoSaid);
      if (isCut) return;
      // As the pool's own `query` does it: the server may have said its last word with it.
      client.release(error ?? undefined);
      if (error) failed(error);
      else done(result);
    });
  };
  return {
    query: async <Row extends QueryResultRow>(statement: QueryConfig) =>
      new Promise<QueryResult<Row>>((done, failed) =>
        pool.connect((unreachable, client) => {
          if (client) ask(client, statement, { done, failed });
          else failed(unreachable ?? new Error('the pool gave no connection'));
        }),
      ),
  };
};
