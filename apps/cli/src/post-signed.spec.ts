import { describe, expect, test } from '@jest/globals';
import { sources } from '#sources';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { postSigned } from './post-signed.js';

const posting = async (listener: RequestListener, patienceMs: number): Promise<unknown> => {
  const server = createServer(listener);
  await new Promise<void>((ready) => void server.listen(0, '127.0.0.1', () => ready()));
  const { port } = server.address() as AddressInfo;
  const to = { url: `http://127.0.0.1:${port}/webhooks/hotmart`, source: sources.hotmart, secret: 'hottok-of-the-test', patienceMs };
  return postSigned({ body: Buffer.from('{}') }, to).finally(() => {
    server.closeAllConnections();
    server.close();
  });
};

describe('a post', () => {
  test('that nobody answers ends', async () => {
    await expect(posting((request) => void request.resume(), 100)).rejects.toThrow(/^Nobody answers at http.*\(npm start\)$/);
  });

  test('that is refused at length is told shortly, with what to do', async () => {
    const answer: RequestListener = (_, response) => void response.writeHead(400).end(JSON.stringify({ detail: 'x'.repeat(100_000) }));
    await expect(posting(answer, 10_000)).rejects.toThrow(/^The ingress answered 400: .{300} Look into its log, or run: catraca doctor$/);
  });
});
