import type { Runtime } from '#runtime';
import { jsonLogger } from '#runtime';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply } from 'fastify';
import { AppModule } from './app.module.js';
import { endInTime } from './end-in-time.js';
import { HTTP_LIMITS } from './http-limits.js';
import { problem } from './problem.js';
import { ProblemFilter } from './problem.filter.js';
import { keepBytes } from './read-body.js';
import { shedLoad } from './shed-load.js';

/** Connections that the system keeps until we take them. Of a burst of more than Node's 511 it would reset some: no answer, and no 503 either. */
const MOST_AT_THE_DOOR = 4096;

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
  const adapter = new FastifyAdapter({ ...HTTP_LIMITS, trustProxy: runtime.settings.trustProxy ?? false });
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
