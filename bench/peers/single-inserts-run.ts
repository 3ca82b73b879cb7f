import pg from 'pg';
import { answerWith } from '../stage/child.js';
import { closedLoop } from './closed-loop.js';
import { purchaseBodies } from './purchases.js';
import { connectionTo, INSERT } from './webhooks-table.js';
import type { SingleInserts } from './single-inserts.js';

const connect = async (databaseUrl: string): Promise<pg.Client> => {
  const client = new pg.Client(connectionTo(databaseUrl));
  await client.connect();
  return client;
};

answerWith(async ({ databaseUrl, clients, seconds }: SingleInserts) => {
  const bodyOf = purchaseBodies();
  const connections = await Promise.all(Array.from({ length: clients }, async () => connect(databaseUrl)));
  return closedLoop({ clients, seconds }, async (number, client) =>
    connections[client]?.query({ name: 'insert', text: INSERT, values: [bodyOf(number)] }),
  );
});
