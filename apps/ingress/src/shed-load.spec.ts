import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import Fastify, { type FastifyInstance } from 'fastify';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { keepBytes } from './read-body.js';
import { shedLoad } from './shed-load.js';

const MEGABYTE = 1024 * 1024;

let fastify: FastifyInstance;
/** Requests that are being worked on, and how to be done with each. */
let atWork: (() => void)[];
let calls: Socket[];

beforeEach(async () => {
  [atWork, calls] = [[], []];
  fastify = Fastify();
  keepBytes(fastify, shedLoad(fastify, { mostAtWork: 2, mostBytes: 2 * MEGABYTE }));
  fastify.get('/health/live', () => 'live');
  fastify.post('/', async ({ body }, reply) => {
    await new Promise<void>((done) => atWork.push(done));
    return reply.send(Buffer.isBuffer(body) ? body.length : 0);
  });
  await fastify.listen({ host: '127.0.0.1', port: 0 });
});
afterEach(async () => {
  calls.forEach((call) => call.destroy());
  await fastify.close();
});

const call = (): Socket => {
  const address = fastify.server.address();
  const socket = connect(typeof address === 'object' && address ? address.port : 0, '127.0.0.1').setEncoding('utf8');
  socket.on('error', () => undefined);
  calls.push(socket);
  return socket;
};
const head = (length: number | 'chunked'): string =>
  `POST / HTTP/1.1\r\nhost: x\r\n${length === 'chunked' ? 'transfer-encoding: chunked' : `content-length: ${length}`}\r\n\r\n`;
const chunk = (size: number): string => `${size.toString(16)}\r\n${'x'.repeat(size)}\r\n`;

/** The next that this connection hears: a status and what came with it. */
const hears = async (socket: Socket): Promise<string> => String((await once(socket, 'data'))[0]);
const says = async (text: string): Promise<string> => {
  const socket = call();
  socket.write(text);
  return hears(socket);
};
/** Waits until so many are worked on. */
const working = async (count: number): Promise<void> => {
  while (atWork.length < count) await new Promise((next) => setImmediate(next));
};
const connectionsLeft = async (wanted: number): Promise<void> => {
  const left = async (): Promise<number> => new Promise((told) => fastify.server.getConnections((_, count) => told(count)));
  while ((await left()) > wanted) await new Promise((next) => setImmediate(next));
};
const begin = (text: string): Socket => {
  const socket = call();
  socket.write(text);
  return socket;
};
const LATER = /^HTTP\/1\.1 503 [^]*retry-after: 5[^]*"too much at once"/i;

describe('number', () => {
  beforeEach(async () => {
    [begin(head(0)), begin(head(1) + 'x')].forEach(() => undefined);
    await working(2);
  });

  test('one more than can be worked on hears 503 before its body is read, on a connection that stays good', async () => {
    const socket = begin(head(10));
    expect(await hears(socket)).toMatch(LATER);
    socket.write('0123456789GET /health/live HTTP/1.1\r\nhost: x\r\n\r\n');
    expect(await hears(socket)).toMatch(/^HTTP\/1\.1 200 OK[^]*live$/);
  });

  test('there is room again when one is done', async () => {
    atWork[0]?.();
    await hears(calls[0] as Socket);
    begin(head(0));
    await working(3);
  });

  test('a sender that hangs up makes no room: what it sent is still being worked on', async () => {
    calls[0]?.destroy();
    await connectionsLeft(1);
    expect(await says(head(0))).toMatch(LATER);
    atWork[0]?.();
    await new Promise((next) => setImmediate(next));
    begin(head(0));
    await working(3);
  });
});

describe('bytes', () => {
  const hold = async (count: number): Promise<void> => {
    begin(head(count) + 'x'.repeat(count));
    await working(atWork.length + 1);
  };

  test('a body that would not fit beside those that are here hears 503 before it is read', async () => {
    await hold(MEGABYTE);
    expect(await says(head(MEGABYTE + 1))).toMatch(LATER);
    begin(head(MEGABYTE) + 'x'.repeat(MEGABYTE));
    await working(2);
  });

  test('a body that says nothing of its length is counted as it comes, and refused where it is too much', async () => {
    await hold(MEGABYTE);
    const senders = [900_000, 200_000].map((size) => begin(head('chunked') + chunk(size)));
    const refused = await Promise.race(senders.map(async (socket) => ({ socket, heard: await hears(socket) })));
    expect(refused.heard).toMatch(LATER);
    refused.socket.write('0\r\n\r\nGET /health/live HTTP/1.1\r\nhost: x\r\n\r\n');
    expect(await hears(refused.socket)).toMatch(/^HTTP\/1\.1 200 OK[^]*live$/);
  });

  test('those that declare much and send nothing keep nobody out', async () => {
    Array.from({ length: 20 }, () => begin(head(MEGABYTE)));
    begin(head(1000) + 'x'.repeat(1000));
    await working(1);
  });

  test('a body that breaks off makes room again', async () => {
    for (let n = 0; n < 20; n += 1) {
      const socket = begin(head(MEGABYTE) + 'x'.repeat(900_000));
      await new Promise((next) => socket.write('x', next));
      socket.destroy();
    }
    await connectionsLeft(0);
    await hold(MEGABYTE);
    await hold(MEGABYTE);
  });

  test('a body longer than any webhook is 413, declared or not, and leaves nothing behind', async () => {
    expect(await says(head(MEGABYTE + 1))).toMatch(/^HTTP\/1\.1 413 /);
    expect(await says(head('chunked') + chunk(MEGABYTE) + chunk(1))).toMatch(/^HTTP\/1\.1 413 /);
    await connectionsLeft(0);
    await hold(MEGABYTE);
    await hold(MEGABYTE);
  });
});
