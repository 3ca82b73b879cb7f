import type { FastifyReply } from 'fastify';

/** Titles of the problems that the door can name; nothing of a sender's data is ever in them. */
const TITLES: Readonly<Record<number, string>> = {
  400: 'The request cannot be read',
  401: 'Not signed by the sender that this channel belongs to',
  404: 'No such address',
  405: 'Only GET and POST are answered here',
  413: 'The body is too large',
  415: 'This source never sends such a body',
  429: 'Too many unsigned requests from this address',
  503: 'The log cannot be written just now; send it again later',
};

/** An RFC 9457 problem document. */
export const problemText = (status: number, detail?: string): string =>
  JSON.stringify({ type: 'about:blank', status, title: TITLES[status] ?? 'The request failed', ...(detail && { detail }) });

/** When to come back after a 503, in seconds, where nobody knows better. */
const SOON = 5;

/** Answers with one. */
export const problem = (reply: FastifyReply, status: number, extra: { detail?: string; retryAfter?: number } = {}): void => {
  const wait = extra.retryAfter ?? (status === 503 ? SOON : undefined);
  if (wait !== undefined) void reply.header('retry-after', String(wait));
  void reply.code(status).header('content-type', 'application/problem+json').send(problemText(status, extra.detail));
};
