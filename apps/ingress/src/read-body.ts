import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { IncomingMessage } from 'node:http';
import type { Take } from './shed-load.js';

const LONGEST_BODY = 1024 * 1024;

/** Why a body was not read, as a status. */
class BodyRefused extends Error {
  constructor(readonly statusCode: 400 | 413) {
    super('The body was not read');
  }
}

type Done = (error: Error | null, body?: Buffer) => void;

const readBody = (take: Take, request: FastifyRequest, payload: IncomingMessage, done: Done): void => {
  if (Number(request.headers['content-length']) > LONGEST_BODY) return done(new BodyRefused(413));
  const chunks: Buffer[] = [];
  let length = 0;
  const stop = (): void => void payload.off('data', hear).off('end', end).off('error', broken).off('close', broken);
  const hear = (chunk: Buffer): void => {
    length += chunk.length;
    if (length > LONGEST_BODY) {
      stop();
      done(new BodyRefused(413));
    } else if (take(request, chunk.length)) {
      chunks.push(chunk);
    } else {
      // It is answered. The rest flows on, and nobody hears it.
      stop();
      payload.resume();
    }
  };
  const end = (): void => {
    stop();
    done(null, Buffer.concat(chunks, length));
  };
  const broken = (): void => {
    stop();
    done(new BodyRefused(400));
  };
  payload.on('data', hear).on('end', end).on('error', broken).on('close', broken);
};

/** Every body stays bytes, whatever it calls itself: signatures are over bytes, and what is no JSON is parked, not refused. */
export const keepBytes = (fastify: FastifyInstance, take: Take): void => {
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('*', (request: FastifyRequest, payload: IncomingMessage, done: Done) => readBody(take, request, payload, done));
};
