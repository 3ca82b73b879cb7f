import { isBehind } from '#projections';
import type { Runtime } from '#runtime';
import { Controller, Get, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { problem } from './problem.js';
import { RUNTIME } from './tokens.js';

/** live: the process runs. ready: it can keep a webhook. */
@Controller('health')
export class HealthController {
  constructor(@Inject(RUNTIME) private readonly runtime: Runtime) {}

  @Get('live')
  live(): { status: 'live' } {
    return { status: 'live' };
  }

  @Get('ready')
  async ready(@Res() reply: FastifyReply): Promise<void> {
    try {
      const behind = await isBehind(this.runtime.pool);
      void reply.code(200).send({ status: 'ready', projections: behind ? 'catching up' : 'at the head' });
    } catch {
      problem(reply, 503, { detail: 'database' });
    }
  }
}
