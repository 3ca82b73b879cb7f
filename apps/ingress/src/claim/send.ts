import type { FastifyReply } from 'fastify';
import { randomBytes } from 'node:crypto';
import { cookieOf, DISCREET, inLanguage, pageHeaders, type Answer } from './answer.js';
import { render } from './pages/render.js';
import type { ClaimPorts } from './ports.js';
import { cookieName, formToken, type Visit } from './visit.js';

/** Ours get the language; an address elsewhere stays as it is. */
const locationOf = (to: string, { language }: Visit): string => (to.startsWith('/') ? inLanguage(to, language) : to);

/** Resolves when the answer has left, or nobody waits for it any more. */
const leaving = async (reply: FastifyReply): Promise<void> => new Promise((left) => void reply.raw.once('close', () => left()));

/** Answers over HTTP, and sees to it that what comes after does. */
export const send = (ports: ClaimPorts, visit: Visit, answer: Answer, reply: FastifyReply): void => {
  const id = answer.id ?? visit.id;
  // Every answer carries the cookie, so that none can be told by it.
  void reply.header('set-cookie', cookieOf(cookieName(ports.origin), id, ports.origin.startsWith('https:')));
  if (answer.after) ports.later.run(leaving(reply), answer.after);
  if (answer.kind === 'go') {
    void reply.code(303).headers(DISCREET).header('location', locationOf(answer.to, visit)).send();
    return;
  }
  const nonce = randomBytes(16).toString('base64url');
  if (answer.retryAfter !== undefined) void reply.header('retry-after', String(answer.retryAfter));
  const frame = { language: visit.language, token: formToken(ports, id), nonce };
  void reply.code(answer.status).headers(pageHeaders(nonce, ports.signIn?.origin)).send(render(answer.page, frame));
};
