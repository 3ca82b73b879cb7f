import { claimTexts } from '#texts';
import { Controller, Get, Inject, Logger, Post, Req, Res, type OnApplicationShutdown } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { problem } from '../problem.js';
import { CLAIM_PORTS } from '../tokens.js';
import { giveCodes, showCodes } from './give-codes.js';
import { noticePage } from './pages/forms.js';
import type { ClaimPorts } from './ports.js';
import { requestClaim, showRequest } from './request-claim.js';
import { send } from './send.js';
import { showStart, startClaim } from './start-claim.js';
import { comeBack, goToProvider } from './visit-provider.js';
import { visitOf, type Visit } from './visit.js';
import type { Answer } from './answer.js';

const LONGEST_FORM = 16 * 1024;
const FORM = 'application/x-www-form-urlencoded';

type Handler = (ports: ClaimPorts, visit: Visit) => Answer | undefined | Promise<Answer | undefined>;

/** What is wrong with a request before it is read as a form. */
const refusal = (request: FastifyRequest): number | undefined => {
  if (request.method !== 'POST') return undefined;
  if (request.headers['content-type']?.split(';')[0]?.trim().toLowerCase() !== FORM) return 415;
  return Buffer.isBuffer(request.body) && request.body.length > LONGEST_FORM ? 413 : undefined;
};

const bytes = (body: unknown): { body?: Buffer } => (Buffer.isBuffer(body) ? { body } : {});

/** "I have already bought": a request becomes a visit, an answer becomes a page. */
@Controller('claim')
export class ClaimController implements OnApplicationShutdown {
  private readonly logger = new Logger('claim');

  constructor(@Inject(CLAIM_PORTS) private readonly ports: ClaimPorts | null) {}

  @Get()
  async start(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.handle(request, reply, showStart);
  }

  @Post()
  async claim(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.handle(request, reply, startClaim);
  }

  @Get('codes')
  async codes(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.handle(request, reply, showCodes);
  }

  @Post('codes')
  async give(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.handle(request, reply, giveCodes);
  }

  @Get('request')
  async askPerson(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.handle(request, reply, (_ports, visit) => showRequest(visit));
  }

  @Post('request')
  async request(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.handle(request, reply, requestClaim);
  }

  @Get('done')
  async done(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.handle(request, reply, (_ports, visit) => told(visit, 'done'));
  }

  @Get('requested')
  async requested(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.handle(request, reply, (_ports, visit) => told(visit, 'requested'));
  }

  @Get('sign-in')
  async signIn(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.handle(request, reply, (ports, visit) => (ports.signIn ? goToProvider(ports, visit, ports.signIn) : undefined));
  }

  @Get('callback')
  async callback(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.handle(request, reply, (ports, visit) => (ports.signIn ? comeBack(ports, visit, ports.signIn) : undefined));
  }

  /** Mails on their way are waited for: who was told to look into the inbox shall find something there. */
  async onApplicationShutdown(): Promise<void> {
    await this.ports?.later.idle();
  }

  private async handle(request: FastifyRequest, reply: FastifyReply, handler: Handler): Promise<void> {
    const { ports } = this;
    if (!ports) return problem(reply, 404);
    const refused = refusal(request);
    if (refused !== undefined) return problem(reply, refused);
    try {
      const { url, headers, ip, body } = request;
      const visit = visitOf(ports, { url, headers, ip, ...bytes(body) });
      const answer = await handler(ports, visit);
      if (answer) send(ports, visit, answer, reply);
      else problem(reply, 404);
    } catch (error) {
      this.logger.error({ message: 'a claim was not taken', because: error instanceof Error ? error.name : 'unknown' });
      problem(reply, 503);
    }
  }
}

const told = ({ language }: Visit, what: 'done' | 'requested'): Answer => ({
  kind: 'page',
  status: 200,
  page: noticePage(claimTexts[language][what], `/claim/${what}`),
});
