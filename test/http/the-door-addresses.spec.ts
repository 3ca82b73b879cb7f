import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { bodyOf, callOn, doorOf, expectDiscreet, expectProblem, knock } from '../support/door.js';
import { openHouse, type House } from '../support/house.js';

let house: House;
let door: ReturnType<typeof doorOf>;
beforeAll(async () => {
  house = await openHouse({ idle: true });
  door = doorOf(house);
});
afterAll(async () => house.close());

const NOWHERE = [
  ['an unknown name', '/webhooks/kiwify'],
  ['a name in another case', '/webhooks/HOTMART'],
  ['what every object has: __proto__', '/webhooks/__proto__'],
  ['what every object has: constructor', '/webhooks/constructor'],
  ['what every object has: toString', '/webhooks/toString'],
  ['an encoded slash', '/webhooks/hotmart%2Fhotmart'],
  ['an encoded way up', '/webhooks/..%2Fhotmart'],
  ['an encoded zero', '/webhooks/hotmart%00'],
  ['a space behind', '/webhooks/hotmart%20'],
  ['a way up', '/webhooks/../hotmart'],
  ['more than a name', '/webhooks/hotmart/more'],
  ['no name', '/webhooks/'],
  ['ten thousand letters', `/webhooks/${'h'.repeat(10_000)}`],
  ['nothing of ours', '/wp-login.php'],
  ['the root', '/'],
] as const;

describe('an address that is nobody’s', () => {
  test.each(NOWHERE)('%s: 404 for POST and GET, signed or not, and nothing is stored', async (_, path) => {
    const before = await door.size();
    expectProblem(await knock(house.url, path, { body: bodyOf('purchase-approved') }), 404);
    expectProblem(await knock(house.url, path, { body: bodyOf('purchase-approved'), token: undefined }), 404);
    expectProblem(await knock(house.url, path, { method: 'GET' }), 404);
    expect(await door.size()).toEqual(before);
  });

  test('one that cannot be decoded is 400', async () => {
    expectProblem(await knock(house.url, '/webhooks/%zz', { body: '{}' }), 400);
    expectProblem(await knock(house.url, '/webhooks/%ff', { body: '{}' }), 400);
  });
});

describe('an address of ours', () => {
  test('GET answers a console that checks: 200 and nothing more, whatever it says of itself', async () => {
    for (const token of [undefined, 'wrong']) {
      expect(await knock(house.url, '/webhooks/hotmart', { method: 'GET', token })).toMatchObject({ status: 200, text: '' });
    }
    expect(await knock(house.url, '/webhooks/hotmart?challenge=1', { method: 'HEAD' })).toMatchObject({ status: 200, text: '' });
  });

  test.each(['PUT', 'PATCH', 'DELETE', 'OPTIONS'])('%s is 405, says what is answered, and stores nothing', async (method) => {
    const before = await door.size();
    const answer = await knock(house.url, '/webhooks/hotmart', { method, body: bodyOf('purchase-approved') });
    expectProblem(answer, 405);
    expect(answer.headers.allow).toBe('GET, HEAD, POST');
    expect(await door.size()).toEqual(before);
  });

  test.each([
    ['words', 'HELLO\r\n\r\n'],
    ['a version that does not exist', 'GET / HTTP/9.9\r\nhost: x\r\n\r\n'],
    ['two lengths', 'POST /webhooks/hotmart HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\ntransfer-encoding: chunked\r\n\r\n{}'],
    ['a head without end', `GET /health/live HTTP/1.1\r\nhost: x\r\nx-long: ${'x'.repeat(100_000)}\r\n\r\n`],
  ])('what is no HTTP (%s) is 400', async (_, text) => {
    const said = await (await callOn(house.url, text)).heard;
    expect(said).toMatch(/^HTTP\/1\.1 400 [^]*application\/problem\+json[^]*"status":400/);
    expectDiscreet(said);
  });
});

describe('health', () => {
  test('live and ready are 200; ready says whether the projections follow', async () => {
    expect(await knock(house.url, '/health/live', { method: 'GET' })).toMatchObject({ status: 200, text: '{"status":"live"}' });
    const ready = await knock(house.url, '/health/ready', { method: 'GET' });
    expect([ready.status, JSON.parse(ready.text)]).toMatchObject([
      200,
      { status: 'ready', projections: expect.stringMatching(/^(catching up|at the head)$/) },
    ]);
    expectProblem(await knock(house.url, '/health', { method: 'GET' }), 404);
  });
});
