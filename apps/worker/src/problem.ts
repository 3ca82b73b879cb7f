import type { FastifyReply } from 'fastify';

/** Titles of the problems that the back office can name; nothing of anybody's data is ever in them. */
const TITLES: Readonly<Record<number, string>> = {
  400: 'The question cannot be read',
  401: 'A password is needed here',
  404: 'Nothing is known here',
  413: 'The body is too large',
  415: 'Send the question as JSON',
  422: 'This cannot be said',
  503: 'This cannot be answered just now; ask again later',
};

/** Answers with an RFC 9457 problem document. */
export const problem = (reply: FastifyReply, status: number, detail?: string): FastifyReply => {
  const body = { type: 'about:blank', status, title: TITLES[status] ?? 'The request failed', ...(detail && { detail }) };
  return reply.code(status).header('content-type', 'application/problem+json').send(JSON.stringify(body));
};
