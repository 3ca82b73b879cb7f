import { Controller, Get, Inject, Logger, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DOOR, UNSIGNED_LIMIT } from './tokens.js';
import { problem } from './problem.js';
import { receiveWebhook, type Door, type Received } from './receive-webhook.js';
import type { unsignedLimit } from './unsigned-limit.js';

const firstOf = (values: Readonly<Record<string, unknown>>): Record<string, string | undefined> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, Array.isArray(value) ? String(value[0]) : String(value ?? '')]));

/** The door that faces the internet: outcome in, status out. */
@Controller('webhooks')
export class WebhooksController {
  private readonly logger = new Logger('ingress');

  constructor(
    @Inject(DOOR) private readonly door: Door,
    @Inject(UNSIGNED_LIMIT) private readonly limit: ReturnType<typeof unsignedLimit>,
  ) {}

  /** Consoles check an address before they save it. */
  @Get(':channel')
  check(@Param('channel') channel: string, @Res() reply: FastifyReply): void {
    if (!this.door.channels.has(channel)) problem(reply, 404);
    else void reply.code(200).send();
  }

  @Post(':channel')
  async receive(@Param('channel') channel: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    try {
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      const delivery = { channel, body, headers: firstOf(request.headers), query: firstOf(request.query as Record<string, unknown>) };
      await this.answer(await receiveWebhook(this.door, delivery), request, reply);
    } catch (error) {
      this.logger.error({ message: 'webhook not stored', channel, because: error instanceof Error ? error.message : 'unknown' });
      problem(reply, 503);
    }
  }

  private async answer(received: Received, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    switch (received.kind) {
      case 'received':
        void reply.code(200).send({ outcome: received.outcome, delivery: received.delivery });
        return;
      case 'greeting':
        void reply.code(200).send({ outcome: 'ignored', delivery: null });
        return;
      case 'unknown-channel':
        return problem(reply, 404);
      case 'unsupported-type':
        return problem(reply, 415);
      case 'refused':
        return this.refuse(received.because, request, reply);
    }
  }

  private async refuse(because: string, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const wait = await this.limit.count(request.ip);
    if (wait !== undefined) problem(reply, 429, { retryAfter: wait });
    else problem(reply, 401, { detail: because });
  }
}
