import { isPassword } from '#runtime';
import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { FastifyAdapter } from '@bull-board/fastify';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Queue } from 'bullmq';
import type { FastifyReply, FastifyRequest } from 'fastify';

export const BOARD_PATH = '/queues';
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
const askForPassword = (reply: FastifyReply): FastifyReply => {
  const body = { type: 'about:blank', status: 401, title: 'A password is needed here' };
  return reply
    .code(401)
    .header('www-authenticate', 'Basic realm="Catraca"')
    .header('content-type', 'application/problem+json')
    .send(JSON.stringify(body));
};

/** Bull Board, closed on every route, page and API alike. Mounted by hand: the Nest module of Bull Board guards its pages only. */
export const mountBoard = (app: NestFastifyApplication, queues: readonly Queue[], passwordHash: string): void => {
  const board = new FastifyAdapter();
  board.setBasePath(BOARD_PATH);
  createBullBoard({
    queues: queues.map((queue) => new BullMQAdapter(queue)),
    serverAdapter: board,
    options: { uiConfig: { boardTitle: 'Catraca' } },
  });
  const allowed = passwordCheck(passwordHash);
  void app
    .getHttpAdapter()
    .getInstance()
    .register(async (scope) => {
      scope.addHook('onRequest', async (request: FastifyRequest, reply: FastifyReply) => {
        return allowed(request) ? undefined : askForPassword(reply);
      });
      await scope.register(board.registerPlugin(), { prefix: BOARD_PATH });
    });
};
