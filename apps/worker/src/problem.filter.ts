import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { problem } from './problem.js';

const LATER = 503;

const statusOf = (error: unknown): number => {
  if (error instanceof HttpException) return error.getStatus();
  const status = typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : undefined;
  return typeof status === 'number' ? status : LATER;
};

/** Only our own exceptions have a `detail`; the framework's words stay inside. */
const detailOf = (error: unknown): string | undefined => {
  const said = error instanceof HttpException ? error.getResponse() : undefined;
  const detail = typeof said === 'object' && 'detail' in said ? said.detail : undefined;
  return typeof detail === 'string' ? detail : undefined;
};

/** Whatever goes wrong on the way to an answer becomes a problem document: no stack, no framework's own words. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('back office');

  catch(error: unknown, host: ArgumentsHost): void {
    const status = statusOf(error);
    if (status === LATER) this.logger.error({ message: 'not answered', because: error instanceof Error ? error.message : 'unknown' });
    void problem(host.switchToHttp().getResponse<FastifyReply>(), status, detailOf(error));
  }
}
