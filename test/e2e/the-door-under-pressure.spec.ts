import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, test } from '@jest/globals';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import pg from 'pg';
import type { Runtime } from '#runtime';
import { startIngress } from '../../apps/ingress/src/start.js';
import { bodyOf, doorOf, expectProblem, knock, mutter, outcomeOf, type Knock } from '../support/door.js';
import { openHouse, type House } from '../support/house.js';
import { until } from '../support/until.js';

let house: House;
let door: ReturnType<typeof doorOf>;
beforeAll(async () => {
  house = await openHouse({ idle: true });
  door = doorOf(house);
});
afterAll(async () => house.close());

type Ingress = Awaited<ReturnType<typeof startIngress>>;
const anIngress = async (change: Partial<Runtime> = {}): Promise<Ingress> => startIngress({ ...house.runtime, ...change }, { host: '127.0.0.1', port: 0 });

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
    for (let sent = 0; sent < 61; sent += 1) statuses.push((await post({ token: undefined, headers: { 'x-forwarded-for': `10.0.0.${sent}` } })).status);
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

/** A way to the database that can be shut: the addresses of both ends are given, and all that stands between is ours. */
const gateTo = async (url: string): Promise<{ url: string; shut: () => void; open: () => Promise<void>; close: () => Promise<void> }> => {
  const { connect } = await import('node:net');
  const target = new URL(url);
  const sockets = new Set<Socket>();
  const listen = async (port: number): Promise<Server> => {
    const server = createServer((near) => {
      const far = connect(Number(target.port) || 5432, decodeURIComponent(target.hostname));
      [near, far].forEach((socket) => sockets.add(socket).on('error', () => undefined));
      near.pipe(far).pipe(near);
      near.on('close', () => far.destroy());
      far.on('close', () => near.destroy());
    });
    await new Promise<void>((done) => void server.listen(port, '127.0.0.1', done));
    return server;
  };
  let server = await listen(0);
  const { port } = server.address() as AddressInfo;
  const shut = (): void => {
    server.close();
    sockets.forEach((socket) => socket.destroy());
    sockets.clear();
  };
  const here = new URL(url);
  here.host = `127.0.0.1:${port}`;
  return { url: here.href, shut, open: async () => void (server = await listen(port)), close: async () => Promise.resolve(shut()) };
};

describe('the database is away', () => {
  test('webhooks and readiness are 503 with Retry-After, the process lives on, and goes on when the database is back', async () => {
    const gate = await gateTo(house.servers.databaseUrl);
    const pool = new pg.Pool({ connectionString: gate.url, max: 4 });
    pool.on('error', () => undefined);
    const ingress = await anIngress({ pool });
    const post = async (tag: string, more: Knock = {}) => knock(ingress.url, '/webhooks/hotmart', { body: bodyOf('purchase-approved', { sale: tag, charge: `HP${tag}` }), ...more });
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
    await gate.close();
  });
});

describe('senders that do not behave', () => {
  test('half a body and gone, a hundred times: nothing is stored and the next is served', async () => {
    const before = await door.size();
    const half = `POST /webhooks/hotmart HTTP/1.1\r\nhost: x\r\nx-hotmart-hottok: hottok-of-the-tests\r\ncontent-type: application/json\r\ncontent-length: 5000\r\n\r\n{"event":`;
    await Promise.all(Array.from({ length: 100 }, async () => mutter(house.url, half, true)));
    expect(await door.size()).toEqual(before);
    expect((await door.post(bodyOf('purchase-approved', { sale: 'P3', charge: 'HPP3' }))).status).toBe(200);
  });

  test('one that says nothing holds up nobody', async () => {
    const silent = mutter(house.url, 'POST /webhooks/hotmart HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\n{');
    const gone = new AbortController();
    void silent.then(() => gone.abort());
    await until(async () => (await door.post('{}')).status === 200, { deadlineMs: 2000, what: 'another to be served' });
    expect(gone.signal.aborted).toBe(false);
  });
});
