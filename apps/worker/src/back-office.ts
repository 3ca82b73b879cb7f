import { QUEUE_NAMES } from '#runtime';
import { getQueueToken } from '@nestjs/bullmq';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Queue } from 'bullmq';
import type { FastifyReply } from 'fastify';
import { mountApiDocs } from './api/api-docs.js';
import { mountBoard } from './board.js';
import { lock } from './login.js';
import { problem } from './problem.js';
import { ProblemFilter } from './problem.filter.js';

/** Long enough for any name of a sale, however it is encoded: what is nobody's is then unknown, not too long. */
const LONGEST_NAME = 4096;

/** How the server answers what never becomes a request. */
export const WALLS = {
  forceCloseConnections: true,
  routerOptions: { maxParamLength: LONGEST_NAME },
  frameworkErrors: (_error: Error, _request: unknown, reply: FastifyReply): void => void problem(reply, 400),
} as const;

/** Puts a lock on the port, and behind it the board of the queues, the API and its documentation. */
export const furnishBackOffice = (app: NestFastifyApplication, passwordHash: string): void => {
  lock(app, passwordHash);
  app.useGlobalFilters(new ProblemFilter());
  mountBoard(
    app,
    QUEUE_NAMES.map((name) => app.get<Queue>(getQueueToken(name))),
  );
  mountApiDocs(app);
};
