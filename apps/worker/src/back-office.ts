import { QUEUE_NAMES, type Runtime } from '#runtime';
import { getQueueToken } from '@nestjs/bullmq';
import type { NestApplicationOptions } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Queue } from 'bullmq';
import type { FastifyReply } from 'fastify';
import { mountApiDocs } from './api/api-docs.js';
import { ApiModule } from './api/api.module.js';
import { AppModule } from './app.module.js';
import { mountBoard } from './board.js';
import { lock } from './login.js';
import { problem } from './problem.js';
import { ProblemFilter } from './problem.filter.js';
import type { Worker, WorkerOptions } from './worker.js';

/** Long enough for any name of a sale, however it is encoded: what is nobody's is then unknown, not too long. */
const LONGEST_NAME = 4096;

/** How the server answers what never becomes a request. */
const WALLS = {
  forceCloseConnections: true,
  routerOptions: { maxParamLength: LONGEST_NAME },
  frameworkErrors: (_error: Error, _request: unknown, reply: FastifyReply): void => void problem(reply, 400),
} as const;

/** Puts a lock on the port, and behind it the board of the queues, the API and its documentation. */
const furnish = (app: NestFastifyApplication, passwordHash: string): void => {
  lock(app, passwordHash);
  app.useGlobalFilters(new ProblemFilter());
  mountBoard(
    app,
    QUEUE_NAMES.map((name) => app.get<Queue>(getQueueToken(name))),
  );
  mountApiDocs(app);
};

/** Starts a worker whose back office is open to whoever has the password. */
export const openBackOffice = async (
  runtime: Runtime,
  { host, port, ticks, passwordHash }: WorkerOptions & { readonly passwordHash: string },
  nest: NestApplicationOptions,
): Promise<Worker> => {
  const house = AppModule.over(runtime, { ticks, besides: [ApiModule.over(runtime)] });
  const app = await NestFactory.create<NestFastifyApplication>(house, new FastifyAdapter(WALLS), nest);
  furnish(app, passwordHash);
  await app.listen(port, host);
  const address = app.getHttpServer().address();
  const opened = typeof address === 'object' && address !== null ? address.port : port;
  return { app, admin: `http://127.0.0.1:${opened}` };
};
