import { isPassword } from '#runtime';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { problem } from './problem.js';

const REMEMBERED = 100;

/** Whether a request carries the operator's password (basic auth, any user name). Remembers what passed: scrypt is slow on purpose. */
const passwordCheck = (hash: string): ((request: FastifyRequest) => boolean) => {
  const passed = new Set<string>();
  return ({ headers: { authorization = '' } }) => {
    if (passed.has(authorization)) return true;
    const decoded = authorization.startsWith('Basic ') ? Buffer.from(authorization.slice(6), 'base64').toString('utf8') : '';
    const password = decoded.slice(decoded.indexOf(':') + 1);
    const ok = decoded.includes(':') && isPassword(password, hash);
    if (ok && passed.size < REMEMBERED) passed.add(authorization);
    return ok;
  };
};

/** A browser asks its user; a program reads the problem document. */
const askForPassword = (reply: FastifyReply): FastifyReply => problem(reply.header('www-authenticate', 'Basic realm="Catraca"'), 401);

/**
 * Closes the whole port: every route, page, asset and unknown address. A hook of the server itself sees a request after it
 * was routed, so no way of writing an address passes it by; middleware compares addresses and can be talked round.
 */
export const lock = (app: NestFastifyApplication, passwordHash: string): void => {
  const allowed = passwordCheck(passwordHash);
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', async (request, reply) => (allowed(request) ? undefined : askForPassword(reply)));
};
