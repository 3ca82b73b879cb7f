import { timingSafeEqual } from 'node:crypto';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import pg from 'pg';
import { answerWith } from '../stage/child.js';
import { loadPeer } from './install.js';
import { connectionTo, INSERT } from './webhooks-table.js';

/** As much of Express as this handler uses. */
interface Express {
  (): App;
  json(): unknown;
}
interface App {
  use(middleware: unknown): void;
  post(path: string, handle: (request: Request, response: Response) => Promise<unknown>): void;
  listen(port: number, host: string): Server;
}
interface Request {
  readonly body: unknown;
  get(header: string): string | undefined;
}
interface Response {
  sendStatus(status: number): unknown;
}

const CONNECTIONS = 16;

const same = (token: string, secret: Buffer): boolean => {
  const bytes = Buffer.from(token);
  return bytes.length === secret.length && timingSafeEqual(bytes, secret);
};

/* The handler most people write: look at the token, keep the body in one INSERT, answer. */
answerWith(async ({ databaseUrl, secret }: { databaseUrl: string; secret: string }) => {
  const express = loadPeer('express') as Express;
  const pool = new pg.Pool({ ...connectionTo(databaseUrl), max: CONNECTIONS });
  const expected = Buffer.from(secret);
  const app = express();
  app.use(express.json());
  app.post('/webhooks/hotmart', async (request, response) => {
    if (!same(request.get('x-hotmart-hottok') ?? '', expected)) return response.sendStatus(401);
    await pool.query(INSERT, [request.body]);
    return response.sendStatus(200);
  });
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
});
