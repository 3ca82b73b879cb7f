import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { problem } from './problem.js';

/** What may be under way at once: requests that are worked on, and bytes of bodies, read or being read. */
export interface Walls {
  readonly mostAtWork: number;
  readonly mostBytes: number;
}

/** Where a request carries what it holds; null when it holds nothing. */
const HELD = Symbol('held');

/** More than this means that the log cannot keep up: better a clear "later" than a full memory. */
const WALLS: Walls = { mostAtWork: 1000, mostBytes: 64 * 1024 * 1024 };
/** A process that has its hands full is alive; nobody should end it for that. */
const ALWAYS_ANSWERED = '/health/live';

/** Counts bytes that have arrived for a request; false when they are too many, and the request is answered by then. */
export type Take = (request: FastifyRequest, bytes: number) => boolean;

interface Held {
  readonly reply: FastifyReply;
  bytes: number;
  atWork: number;
}

const declaredLength = ({ headers }: FastifyRequest): number => Number(headers['content-length'] ?? 0);

/**
 * Answers 503 when too much is under way. Asked before a body is read, by the length that it declares; counted by what arrives, so
 * that whoever declares much and sends nothing keeps nobody out; held until the answer is ready, also when its reader has gone by
 * then. What is left of a refused body is thrown away as it comes, and its connection stays good for the next request.
 */
export const shedLoad = (fastify: FastifyInstance, { mostAtWork, mostBytes }: Walls = WALLS): Take => {
  const load = { atWork: 0, bytes: 0 };
  // On the request: with maps by request, 0.8 MB of each thousand webhooks outlived their answers until the next full collection of garbage.
  fastify.decorateRequest(HELD, null);
  const heldBy = (request: FastifyRequest): Held | null => request.getDecorator(HELD);

  const release = (request: FastifyRequest): void => {
    const own = heldBy(request);
    if (!own) return;
    load.atWork -= own.atWork;
    load.bytes -= own.bytes;
    request.setDecorator(HELD, null);
  };
  const refuse = (reply: FastifyReply): void => problem(reply, 503, { detail: 'too much at once' });

  fastify.addHook('onRequest', (request, reply, done) => {
    if (request.url === ALWAYS_ANSWERED) return done();
    if (load.atWork >= mostAtWork || load.bytes + declaredLength(request) > mostBytes) return refuse(reply);
    request.setDecorator<Held>(HELD, { reply, bytes: 0, atWork: 0 });
    done();
  });
  // Many may have begun to send while there was room.
  fastify.addHook('preHandler', (request, reply, done) => {
    const own = heldBy(request);
    if (!own) return done();
    if (load.atWork >= mostAtWork) return refuse(reply);
    own.atWork = 1;
    load.atWork += 1;
    done();
  });
  fastify.addHook('onSend', (request, _reply, payload, done) => {
    release(request);
    done(null, payload);
  });

  return (request, bytes) => {
    const own = heldBy(request);
    if (!own) return false;
    load.bytes += bytes;
    own.bytes += bytes;
    if (load.bytes <= mostBytes) return true;
    refuse(own.reply);
    return false;
  };
};
