import { describe, expect, test } from '@jest/globals';
import { fastify } from 'fastify';
import { HTTP_LIMITS } from './http-limits.js';

describe('a request', () => {
  test('has 30 s to be said; Node would give it the longer one of its two times', async () => {
    const app = fastify({ ...HTTP_LIMITS });
    const { headersTimeout, requestTimeout } = app.server;
    expect(Math.max(headersTimeout, requestTimeout)).toBe(30_000);
    await app.close();
  });
});
