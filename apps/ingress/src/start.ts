import type { Runtime } from '#runtime';
import { jsonLogger } from '#runtime';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply } from 'fastify';
import type { Socket } from 'node:net';
import { AppModule } from './app.module.js';
import { endInTime } from './end-in-time.js';
import { problem, problemText } from './problem.js';
import { ProblemFilter } from './problem.filter.js';
import { keepBytes } from './read-body.js';
import { shedLoad } from './shed-load.js';

/** No longer than Node lets the head of a request be: a name that is nobody's is then unknown, however long. */
const LONGEST_NAME = 16 * 1024;
const UNREADABLE = 400;
/** Connections that the system keeps until we take them. Of a burst of more than Node's 511 it would reset some: no answer, and no 503 either. */
const MOST_AT_THE_DOOR = 4096;

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

const WALLS = {
  requestTimeout: 30_000,
  forceCloseConnections: 'idle',
  routerOptions: { maxParamLength: LONGEST_NAME },
  frameworkErrors: (_error: Error, _request: unknown, reply: FastifyReply): void => problem(reply, UNREADABLE),
  clientErrorHandler: refuseNoise,
} as const;

/** A hook's address answers GET and POST; other methods hear so. */
const refuseOtherMethods = (app: NestFastifyApplication): void => {
  const handler = (_request: unknown, reply: FastifyReply): void => problem(reply.header('allow', 'GET, HEAD, POST'), 405);
  app
    .getHttpAdapter()
    .getInstance()
    .route({ method: ['PUT', 'PATCH', 'DELETE', 'OPTIONS'], url: '/webhooks/:channel', handler });
};

/** Starts the ingress and gives the address it answers on. */
export const startIngress = async (
  runtime: Runtime,
  listen: { host: string; port: number },
): Promise<{ app: NestFastifyApplication; url: string }> => {
  const adapter = new FastifyAdapter({ ...WALLS, trustProxy: runtime.settings.trustProxy ?? false });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.over(runtime), adapter, {
    bodyParser: false,
    logger: await jsonLogger(runtime.settings.environment),
    abortOnError: false,
  });
  const fastify = app.getHttpAdapter().getInstance();
  keepBytes(fastify, shedLoad(fastify));
  refuseOtherMethods(app);
  endInTime(fastify);
  app.useGlobalFilters(new ProblemFilter());
  await app.listen({ ...listen, backlog: MOST_AT_THE_DOOR });
  const address = app.getHttpServer().address();
  const port = typeof address === 'object' && address !== null ? address.port : listen.port;
  return { app, url: `http://127.0.0.1:${port}` };
};
