import { afterEach, beforeEach, expect, test } from '@jest/globals';
import Fastify, { type FastifyInstance } from 'fastify';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { endInTime } from './end-in-time.js';

const GOODBYE_MS = 50;
const NEVER_MS = 3_600_000;
const WHOLE = 'POST / HTTP/1.1\r\nhost: x\r\ncontent-type: text/plain\r\ncontent-length: 1\r\n\r\nx';

let fastify: FastifyInstance;
/** Resolves when a request is worked on, with how to be done with it. */
let atWork: Promise<() => void>;
/** Resolves when the server has begun to end. */
let ending: Promise<void>;
let calls: Socket[];

const open = async (goodbyeMs: number): Promise<void> => {
  fastify = Fastify({ forceCloseConnections: 'idle' });
  endInTime(fastify, goodbyeMs);
  ending = new Promise((begun) => {
    fastify.addHook('preClose', (done) => {
      begun();
      done();
    });
  });
  atWork = new Promise((begun) => {
    fastify.post('/', async () => {
      await new Promise<void>((done) => begun(done));
      return 'kept';
    });
  });
  await fastify.listen({ host: '127.0.0.1', port: 0 });
};
beforeEach(() => {
  calls = [];
});
afterEach(async () => {
  calls.forEach((call) => call.destroy());
  await fastify.close();
});

const call = (text: string): { closed: Promise<unknown>; heard: () => string } => {
  const address = fastify.server.address();
  const socket = connect(typeof address === 'object' && address ? address.port : 0, '127.0.0.1').setEncoding('utf8');
  calls.push(socket);
  let heard = '';
  socket.on('data', (more: string) => (heard += more)).on('error', () => undefined);
  socket.write(text);
  return { closed: once(socket, 'close'), heard: () => heard };
};
/** Answers on a connection of its own, after all that was said before on others has arrived. */
const arrived = async (): Promise<void> => {
  const { closed } = call('GET /nobody HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n');
  await closed;
};

test('a sender that says no more is cut off, and the server ends', async () => {
  await open(GOODBYE_MS);
  const stalled = call(WHOLE.slice(0, -1));
  await arrived();
  await Promise.all([fastify.close(), stalled.closed]);
  expect(stalled.heard()).toBe('');
});

test('a sender that has said all is answered, however long that takes, and others are cut off only then', async () => {
  await open(GOODBYE_MS);
  const [patient, stalled] = [call(WHOLE), call(WHOLE.slice(0, -1))];
  const answer = await atWork;
  await arrived();
  const closed = fastify.close();
  await new Promise((later) => setTimeout(later, 2 * GOODBYE_MS));
  expect(patient.heard()).toBe('');
  answer();
  await Promise.all([closed, patient.closed, stalled.closed]);
  expect(patient.heard()).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*kept$/);
});

test('an answer that is given meanwhile is the last on its connection, so that the server ends with it', async () => {
  await open(NEVER_MS);
  const patient = call(WHOLE);
  const answer = await atWork;
  const closed = fastify.close();
  await ending;
  answer();
  await Promise.all([closed, patient.closed]);
  expect(patient.heard()).toMatch(/\r\nconnection: close\r\n[^]*kept$/i);
});
