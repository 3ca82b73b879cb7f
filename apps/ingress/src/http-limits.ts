import type { FastifyReply } from 'fastify';
import type { Socket } from 'node:net';
import { problem, problemText } from './problem.js';

/** No longer than Node lets the head of a request be: a name that is nobody's is then unknown, however long. */
const LONGEST_NAME = 16 * 1024;
const UNREADABLE = 400;
/** How long a request may take to be said, from its first byte to its last. Node looks every 30 s. */
const SLOWEST_MS = 30_000;
/** How long a sender that was refused may take to hang up; one that never does would keep its connection for ever. */
const LAST_WORD_MS = 1000;

/** What is no HTTP never becomes a request, so the answer is written by hand; a sender that has hung up hears nothing. */
const refuseNoise = (_error: Error, socket: Socket): void => {
  const body = problemText(UNREADABLE);
  const head = `HTTP/1.1 ${UNREADABLE} Bad Request\r\ncontent-type: application/problem+json\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n`;
  if (!socket.writable) return void socket.destroy();
  socket.end(head + body);
  setTimeout(() => socket.destroy(), LAST_WORD_MS).unref();
};

/** What the web server of the ingress lets anybody say, and how it answers what is none. */
export const HTTP_LIMITS = {
  requestTimeout: SLOWEST_MS,
  // Node exchanges the two where the time for the head is the longer one, and that is a minute when nobody says.
  http: { headersTimeout: SLOWEST_MS },
  forceCloseConnections: 'idle',
  routerOptions: { maxParamLength: LONGEST_NAME },
  frameworkErrors: (_error: Error, _request: unknown, reply: FastifyReply): void => problem(reply, UNREADABLE),
  clientErrorHandler: refuseNoise,
} as const;
