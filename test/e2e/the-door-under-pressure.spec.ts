import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import type { Runtime } from '#runtime';
import { startIngress } from '../../apps/ingress/src/start.js';
import { bodyOf, callOn, doorOf, expectProblem, knock, outcomeOf, type Knock } from '../support/door.js';
import { gateTo } from '../support/gate.js';
import { openHouse, SECRETS, type House } from '../support/house.js';

let house: House;
let door: ReturnType<typeof doorOf>;
beforeAll(async () => {
  house = await openHouse({ idle: true });
  door = doorOf(house);
});
afterAll(async () => house.close());

type Ingress = Awaited<ReturnType<typeof startIngress>>;
const anIngress = async (change: Partial<Runtime> = {}): Promise<Ingress> =>
  startIngress({ ...house.runtime, ...change }, { host: '127.0.0.1', port: 0 });

describe('too many unsigned requests from one address', () => {
  let ingress: Ingress;
  beforeEach(async () => {
    ingress = await anIngress();
  });
  afterEach(async () => ingress.app.close());

  const post = async (knocked: Knock) => knock(ingress.url, '/webhooks/hotmart', { body: bodyOf('purchase-approved'), ...knocked });

  test('sixty hear 401, the others 429 with the seconds to wait; the genuine come in all the while, and nothing is stored of the rest', async () => {
    const [deliveries] = await door.size();
    const answers = [];
    for (let sent = 0; sent < 70; sent += 1) answers.push(await post({ token: sent % 2 === 0 ? undefined : 'wrong' }));
    expect(answers.map(({ status }) => status)).toEqual([...Array.from({ length: 60 }, () => 401), ...Array.from({ length: 10 }, () => 429)]);
    answers.forEach((answer) => expectProblem(answer, answer.status));
    expect(Number(answers.at(-1)?.headers['retry-after'])).toBeGreaterThan(0);
    expect(Number(answers.at(-1)?.headers['retry-after'])).toBeLessThanOrEqual(60);
    expect(await post({})).toMatchObject({ status: 200 });
    expect((await door.size())[0]).toBe(deliveries + 1);
  });

  test('an address that a sender writes into a header is not believed', async () => {
    const statuses = [];
    for (let sent = 0; sent < 61; sent += 1)
      statuses.push((await post({ token: undefined, headers: { 'x-forwarded-for': `10.0.0.${sent}` } })).status);
    expect(statuses.at(-1)).toBe(429);
  });

  test('behind a proxy that we trust, the address that it names is the one that counts', async () => {
    const trusting = await anIngress({ settings: { ...house.runtime.settings, trustProxy: true } });
    const statuses = [];
    for (let sent = 0; sent < 61; sent += 1) {
      const asked = { body: '{}', token: undefined, headers: { 'x-forwarded-for': `10.0.0.${sent}` } };
      statuses.push((await knock(trusting.url, '/webhooks/hotmart', asked)).status);
    }
    expect(new Set(statuses)).toEqual(new Set([401]));
    await trusting.app.close();
  });
});

describe('the database is away', () => {
  test('webhooks and readiness are 503 with Retry-After, the process lives on, and goes on when the database is back', async () => {
    const gate = await gateTo(house.servers.databaseUrl);
    const pool = new pg.Pool({ connectionString: gate.url, max: 4 });
    pool.on('error', () => undefined);
    const ingress = await anIngress({ pool });
    const post = async (tag: string, more: Knock = {}) =>
      knock(ingress.url, '/webhooks/hotmart', { body: bodyOf('purchase-approved', { sale: tag, charge: `HP${tag}` }), ...more });
    expect(outcomeOf(await post('P1'))).toBe('accepted');
    gate.shut();
    const [refused, ready] = [await post('P2'), await knock(ingress.url, '/health/ready', { method: 'GET' })];
    [refused, ready].forEach((answer) => {
      expectProblem(answer, 503);
      expect(answer.headers['retry-after']).toBe('5');
    });
    expect(JSON.parse(ready.text)).toMatchObject({ detail: 'database' });
    expectProblem(await post('P2', { token: 'wrong' }), 401);
    expect(await knock(ingress.url, '/webhooks/hotmart', { method: 'GET' })).toMatchObject({ status: 200 });
    expect(await knock(ingress.url, '/health/live', { method: 'GET' })).toMatchObject({ status: 200 });
    await gate.open();
    expect(outcomeOf(await post('P2'))).toBe('accepted');
    expect(await knock(ingress.url, '/health/ready', { method: 'GET' })).toMatchObject({ status: 200 });
    await ingress.app.close();
    await pool.end();
    gate.shut();
  });
});

describe('senders that do not behave', () => {
  const half = `POST /webhooks/hotmart HTTP/1.1\r\nhost: x\r\nx-hotmart-hottok: ${SECRETS.HOTMART_HOTTOK}\r\ncontent-length: 5000\r\n\r\n{"event":`;

  test('half a body and gone, a hundred times: nothing is stored and the next is served', async () => {
    const before = await door.size();
    const calls = await Promise.all(Array.from({ length: 100 }, async () => callOn(house.url, half)));
    await Promise.all(calls.map(async (call) => call.hangUp()));
    expect((await door.post(bodyOf('purchase-approved', { sale: 'P3', charge: 'HPP3' }))).status).toBe(200);
    expect(await door.size()).toEqual([before[0] + 1, before[1] + 1]);
  });

  test('those that begin and say no more hold up nobody, and not the end of the process either', async () => {
    const ingress = await anIngress();
    const calls = await Promise.all(Array.from({ length: 50 }, async () => callOn(ingress.url, half)));
    expect((await knock(ingress.url, '/webhooks/hotmart', { body: bodyOf('purchase-approved') })).status).toBe(200);
    await ingress.app.close();
    await Promise.all(calls.map(async (call) => call.hangUp()));
  });
});
