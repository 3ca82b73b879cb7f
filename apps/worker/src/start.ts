import { noticeRestore } from '#projections';
import { jsonLogger, type Runtime } from '#runtime';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from './app.module.js';
import { furnishBackOffice, WALLS } from './back-office.js';
import type { Ticks } from './sweep.processor.js';

/** Without a password hash nobody may look in, so the port stays shut; `admin` then is undefined. */
export interface WorkerOptions {
  readonly host: string;
  readonly port: number;
  readonly passwordHash?: string;
  readonly ticks?: Ticks;
}

/** Starts the worker, and the back office beside it when there is a password to guard it. */
export const startWorker = async (runtime: Runtime, options: WorkerOptions): Promise<{ app: NestFastifyApplication; admin?: string }> => {
  // Before anybody decides: an older state must hold its removals from the first job on.
  await noticeRestore(runtime.pool, new Date().toISOString());
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.over(runtime, options.ticks), new FastifyAdapter(WALLS), {
    logger: await jsonLogger(runtime.settings.environment),
    abortOnError: false,
  });
  if (options.passwordHash === undefined) {
    await app.init();
    return { app };
  }
  furnishBackOffice(app, options.passwordHash);
  await app.listen(options.port, options.host);
  const address = app.getHttpServer().address();
  const port = typeof address === 'object' && address !== null ? address.port : options.port;
  return { app, admin: `http://127.0.0.1:${port}` };
};
