import { sources, type Delivery } from '#sources';
import fastify, { type FastifyRequest } from 'fastify';
import { randomUUIDv7 } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { answerWith } from '../stage/child.js';

type Question = { readonly secret: string } | { readonly count: true };

const MOST_AT_THE_DOOR = 4096;

const firstOf = (values: Readonly<Record<string, unknown>>): Record<string, string | undefined> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, Array.isArray(value) ? String(value[0]) : String(value ?? '')]));

const deliveryIn = ({ body, headers, query, params }: FastifyRequest, now: Date): Delivery => ({
  channel: (params as { channel: string }).channel,
  body: Buffer.isBuffer(body) ? body : Buffer.alloc(0),
  headers: firstOf(headers),
  query: firstOf(query as Record<string, unknown>),
  receivedAt: now.toISOString(),
});

let verified = 0;

/** What the ingress does until a delivery is known to be genuine: the same bytes kept, the same code that verifies, the same answer. */
const listen = async (secret: string): Promise<number> => {
  const app = fastify({ bodyLimit: 1024 * 1024 });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.post('/webhooks/:channel', (request, reply) => {
    const now = new Date();
    const verdict = sources.hotmart.verify(deliveryIn(request, now), [secret], now);
    if (!verdict.ok) return reply.code(401).send({ detail: verdict.because });
    verified += 1;
    return reply.code(200).send({ outcome: 'accepted', delivery: randomUUIDv7() });
  });
  await app.listen({ port: 0, host: '127.0.0.1', backlog: MOST_AT_THE_DOOR });
  return (app.server.address() as AddressInfo).port;
};

answerWith(async (question: Question) => ('count' in question ? verified : listen(question.secret)));
