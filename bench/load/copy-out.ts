import pg from 'pg';

/** Rows a second of a COPY to the client that throws away what it hears: the most that a reader of the log could reach. */
export const copyOutRate = async (databaseUrl: string, select: string): Promise<{ rows: number; perSecond: number }> => {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const began = performance.now();
    const rows = await new Promise<number>((resolve, reject) => {
      let heard = 0;
      const copy = {
        submit: (connection: pg.Connection) => connection.query(`copy (${select}) to stdout`),
        handleCopyData: () => void (heard += 1),
        handleCommandComplete: () => undefined,
        handleReadyForQuery: () => resolve(heard),
        handleError: reject,
      };
      client.query(copy);
    });
    return { rows, perSecond: (rows * 1000) / (performance.now() - began) };
  } finally {
    await client.end();
  }
};
