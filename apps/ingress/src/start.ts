import type { Runtime } from '#runtime';
import { jsonLogger } from '#runtime';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from './app.module.js';
import { ProblemFilter } from './problem.filter.js';

const BODY_LIMIT = 1024 * 1024;

/** Every body stays bytes, whatever it calls itself: signatures are over bytes, and what is no JSON is parked, not refused. */
const keepBytes = (app: NestFastifyApplication): void => {
  const fastify = app.getHttpAdapter().getInstance();
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: BODY_LIMIT }, (_request, body, done) => done(null, body));
};

/** Starts the ingress and gives the address it answers on. */
export const startIngress = async (runtime: Runtime, listen: { host: string; port: number }): Promise<{ app: NestFastifyApplication; url: string }> => {
  const adapter = new FastifyAdapter({ bodyLimit: BODY_LIMIT, trustProxy: runtime.settings.trustProxy ?? false, requestTimeout: 30_000, forceCloseConnections: 'idle' });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.over(runtime), adapter, {
    bodyParser: false,
    logger: jsonLogger(runtime.settings.environment),
    abortOnError: false,
  });
  keepBytes(app);
  app.useGlobalFilters(new ProblemFilter());
  await app.listen(listen.port, listen.host);
  const address = app.getHttpServer().address();
  const port = typeof address === 'object' && address !== null ? address.port : listen.port;
  return { app, url: `http://127.0.0.1:${port}` };
};
