import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { hashPassword } from '#runtime';
import { asking, basic, PASSWORD, WRONG } from '../support/back-office.js';
import { expectProblem } from '../support/door.js';
import { openHouse, type House } from '../support/house.js';

let house: House;
beforeAll(async () => {
  house = await openHouse({ passwordHash: hashPassword(PASSWORD) });
});
afterAll(async () => house.close());

const ask = asking(() => house.admin ?? '');

const OPEN_WITH_PASSWORD = [
  '/api/status',
  '/api/review',
  '/api/docs',
  '/api/docs/',
  '/api/docs/index.html',
  '/api/docs/openapi.json',
  '/api/docs/swagger-ui-init.js',
  '/api/docs/swagger-ui.css',
  '/api/docs/swagger-ui-bundle.js',
  '/api/docs/swagger-ui-standalone-preset.js',
  '/api/docs/favicon-32x32.png',
  '/api/docs/docs/swagger-ui.css',
];

/** The same addresses as somebody writes them who wants past a guard that compares addresses. */
const ODD = [
  '/API/status',
  '//api/status',
  '/api//status',
  '/api/status/',
  '/api/%73tatus',
  '/api/status?',
  '/api/status;x',
  '/api/./status',
  '/api/x/../status',
  '/api/docs/../status',
  '/api/docs/%2e%2e/status',
  '/api/docs/%2e%2e%2fpackage.json',
  '/api/docs//swagger-ui.css',
  '/api/docs/package.json',
  'http://127.0.0.1/api/status',
];

describe('the login', () => {
  test.each(OPEN_WITH_PASSWORD)('opens GET %s, and only with the password', async (path) => {
    for (const headers of WRONG) expectProblem(await ask(path, { headers }), 401);
    for (const method of ['HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS']) expect((await ask(path, { method })).status).toBe(401);
    expect((await ask(path, { headers: basic(PASSWORD) })).status).toBe(200);
  });

  test('is asked for before a question is read', async () => {
    expectProblem(await ask('/api/why', { method: 'POST', body: '{"asked":' }), 401);
    expectProblem(await ask('/api/why', { method: 'POST', body: JSON.stringify({ asked: 'ana@example.com' }) }), 401);
  });

  test('is asked for at addresses that are none, whatever is done there', async () => {
    for (const path of ['/', '/api', '/api/why', '/metrics', '/nothing-here', '/queues/nothing', '/favicon.ico']) {
      for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
        expect({ method, path, status: (await ask(path, { method })).status }).toEqual({ method, path, status: 401 });
      }
    }
  });

  test.each(ODD)('is not passed by writing %s', async (path) => {
    const { status, text } = await ask(path);
    expect([400, 401, 404]).toContain(status);
    expect(text).not.toMatch(/paidWithoutAccess|swagger|dependencies/);
  });
});
