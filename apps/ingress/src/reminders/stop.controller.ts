import { postgresEventStore } from '#event-store';
import { stopProof } from '#runtime';
import { stopTexts } from '#texts';
import { Controller, Get, Inject, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { randomBytes } from 'node:crypto';
import { pageHeaders } from '../claim/answer.js';
import type { Page } from '../claim/pages/page.js';
import { render } from '../claim/pages/render.js';
import type { ClaimPorts } from '../claim/ports.js';
import { sameBytes } from '../claim/secrets.js';
import { languageOf } from '../claim/visit.js';
import { problem } from '../problem.js';
import { CLAIM_PORTS } from '../tokens.js';

interface Link {
  readonly person: string;
  readonly proof: string;
}

/** "No more reminders": a link in every reminder, and the one click of a mail program (RFC 8058). Looking changes nothing. */
@Controller('reminders/stop')
export class StopController {
  constructor(@Inject(CLAIM_PORTS) private readonly ports: ClaimPorts | null) {}

  @Get(':person/:proof')
  look(@Param() link: Link, @Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    this.answer(link, request, reply, 'ask');
  }

  @Post(':person/:proof')
  async stop(@Param() link: Link, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { ports } = this;
    if (ports && isOurs(ports, link)) {
      const { person } = link;
      const event = { type: 'InvitesStopped' as const, data: { occurredAt: ports.now().toISOString(), person, by: 'reader' } };
      await postgresEventStore(ports.pool).append([{ key: `catraca/invite/${person}/stopped`, event, metadata: { source: 'catraca', schema: 1 } }]);
      ports.wake();
    }
    this.answer(link, request, reply, 'done');
  }

  private answer(link: Link, { headers, query }: FastifyRequest, reply: FastifyReply, what: 'ask' | 'done'): void {
    const { ports } = this;
    if (!ports || !isOurs(ports, link)) return void problem(reply, 404);
    const asked = (query as Readonly<Record<string, unknown>>)['lang'];
    const language = languageOf(typeof asked === 'string' ? asked : null, headers['accept-language'], ports.language);
    const nonce = randomBytes(16).toString('base64url');
    const page = what === 'ask' ? askPage(link, stopTexts[language].ask) : { path: pathOf(link), ...stopTexts[language].done };
    void reply
      .code(200)
      .headers(pageHeaders(nonce, undefined))
      .send(render(page, { language, token: '', nonce }));
  }
}

const pathOf = ({ person, proof }: Link): string => `/reminders/stop/${person}/${proof}`;

const askPage = (link: Link, { title, lead, button }: (typeof stopTexts)['en']['ask']): Page => ({
  path: pathOf(link),
  title,
  lead,
  form: { fields: [], button },
});

const isOurs = ({ personOf }: ClaimPorts, { person, proof }: Link): boolean =>
  /^[0-9a-f]{64}$/.test(person) && sameBytes(Buffer.from(proof), Buffer.from(stopProof(person, personOf)));
