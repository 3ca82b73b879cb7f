import { noticeRestore } from '#projections';
import { jsonLogger, type Runtime } from '#runtime';
import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module.js';
import type { Worker, WorkerOptions } from './worker.js';

/** Starts the worker, and the back office beside it when there is a password to guard it; half of all modules are loaded for it alone. */
export const startWorker = async (runtime: Runtime, { passwordHash, ticks, ...at }: WorkerOptions): Promise<Worker> => {
  // Before anybody decides: an older state must hold its removals from the first job on.
  await noticeRestore(runtime.pool, new Date().toISOString());
  const nest = { logger: await jsonLogger(runtime.settings.environment), abortOnError: false };
  if (passwordHash === undefined) return { app: await NestFactory.createApplicationContext(AppModule.over(runtime, { ticks }), nest) };
  const { openBackOffice } = await import('./back-office.js');
  return openBackOffice(runtime, { ...at, passwordHash, ticks }, nest);
};
