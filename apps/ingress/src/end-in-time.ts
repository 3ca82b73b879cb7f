import type { FastifyInstance } from 'fastify';

/** How long senders may take to finish what they began when the role ends; a genuine one needs milliseconds. */
const GOODBYE_MS = 2000;
/** Whether a request has said all and waits for its answer. */
const WAITS = Symbol('waits');

/**
 * A sender that began and says no more must not keep the role from ending: after a while it is cut off. Whoever has said all and
 * waits for an answer is never cut off, however long the log takes: what was accepted is answered, as the last thing on its
 * connection. (Fastify closes only what is idle when the end begins; what it answers later would stay open for its next request.)
 */
export const endInTime = (fastify: FastifyInstance, goodbyeMs = GOODBYE_MS): void => {
  let [isEnding, isLate, waiting] = [false, false, 0];

  fastify.decorateRequest(WAITS, false);
  const cutIfDue = (): void => {
    if (isLate && waiting === 0) fastify.server.closeAllConnections();
  };
  fastify.addHook('preHandler', (request, _reply, done) => {
    request.setDecorator(WAITS, true);
    waiting += 1;
    done();
  });
  fastify.addHook('onSend', (_request, reply, payload, done) => {
    if (isEnding) void reply.header('connection', 'close');
    done(null, payload);
  });
  fastify.addHook('onResponse', (request, _reply, done) => {
    if (request.getDecorator(WAITS)) waiting -= 1;
    cutIfDue();
    done();
  });
  fastify.addHook('preClose', (done) => {
    isEnding = true;
    setTimeout(() => {
      isLate = true;
      cutIfDue();
    }, goodbyeMs).unref();
    done();
  });
};
