import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Source } from '#sources';
import { startFakeCativa, type FakeCativa } from '../../apps/rehearsal/src/fake-cativa.js';
import { fakeGateway } from '../../apps/rehearsal/src/fake-gateway.js';
import { until } from '../support/until.js';
import { KEY, scripted } from './badge-api-harness.js';

const PREMIUM = '/social/v1/badges/premium/users/mary';
const SECRET = 'whsec_0123456789abcdef';

let cativa: FakeCativa;
beforeEach(async () => {
  cativa = await startFakeCativa({ key: KEY, listeners: [{ event: 'user_left', url: 'http://127.0.0.1:9/', secret: SECRET }] });
  cativa.signUp({ id: 'mary', email: 'mary@example.com', name: 'Mary <b>Smith</b>' });
});
afterEach(() => cativa.close());

const ask = (method: string, path: string, json?: unknown, key = KEY): Promise<Response> => {
  const body = json === undefined ? null : JSON.stringify(json);
  return fetch(`${cativa.url}${path}`, { method, headers: { authorization: `Bearer ${key}` }, body });
};
const statusOf = async (asked: Promise<Response>): Promise<number> => (await asked).status;

describe('the API of the fake Cativa', () => {
  test('refuses any other key with a problem, and changes nothing', async () => {
    const answer = await ask('POST', PREMIUM, undefined, `${KEY}x`);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(await answer.json()).toMatchObject({ status: 401, type: expect.any(String), traceId: expect.any(String) });
    expect(cativa.holds('mary', 'premium')).toBe(false);
  });

  test('assigns and removes, and both are the same when asked again', async () => {
    expect([await statusOf(ask('POST', PREMIUM)), await statusOf(ask('POST', PREMIUM))]).toEqual([204, 200]);
    expect(cativa.holds('mary', 'premium')).toBe(true);
    expect([await statusOf(ask('DELETE', PREMIUM)), await statusOf(ask('DELETE', PREMIUM))]).toEqual([204, 200]);
    expect(cativa.calls.map(({ command, outcome }) => [command, outcome])).toEqual([
      ['assign', 'applied'],
      ['assign', 'already'],
      ['remove', 'applied'],
      ['remove', 'already'],
    ]);
  });

  test('does not know strangers or other paths', async () => {
    const stranger = await ask('POST', '/social/v1/badges/premium/users/nobody');
    expect(await stranger.json()).toMatchObject({ status: 404, type: 'User.NotFound' });
    expect(await statusOf(ask('PATCH', PREMIUM))).toBe(404);
    expect(await statusOf(ask('POST', '/social/v1/badges//users/mary'))).toBe(404);
    expect(await statusOf(ask('POST', '/social/v1/badges/%E0%A4%A/users/mary'))).toBe(400);
  });

  test('tells a key whose it is', async () => {
    expect(await (await ask('GET', '/social/v1/auth/me')).json()).toMatchObject({ id: expect.any(String) });
  });
});

describe('the faults of the API', () => {
  test.each([
    ['throttle', { value: 9, times: 1 }, 429],
    ['fail', { value: 500, times: 1 }, 500],
    ['fail', { times: 1 }, 503],
    ['refuse', { times: 1 }, 422],
  ] as const)('%s strikes as often as told, before anything is applied', async (name, fault, status) => {
    cativa.faults.on(name, fault);
    const answer = await ask('POST', PREMIUM);
    expect([answer.status, cativa.holds('mary', 'premium')]).toEqual([status, false]);
    if (name === 'throttle') expect(answer.headers.get('retry-after')).toBe('9');
    expect(await statusOf(ask('POST', PREMIUM))).toBe(204);
  });

  test('a fault without a count strikes until it is cleared', async () => {
    cativa.faults.on('fail');
    expect([await statusOf(ask('POST', PREMIUM)), await statusOf(ask('POST', PREMIUM))]).toEqual([503, 503]);
    cativa.faults.off();
    expect(await statusOf(ask('POST', PREMIUM))).toBe(204);
  });

  test('dropConnection cuts before applying, timeoutAfterApplying after', async () => {
    cativa.faults.on('dropConnection', { times: 1 });
    await expect(ask('POST', PREMIUM)).rejects.toThrow();
    expect(cativa.holds('mary', 'premium')).toBe(false);
    cativa.faults.on('timeoutAfterApplying', { value: 1, times: 1 });
    await expect(ask('POST', PREMIUM)).rejects.toThrow();
    expect(cativa.holds('mary', 'premium')).toBe(true);
  });

  test('latencyMs makes it slow', async () => {
    cativa.faults.on('latencyMs', { value: 60 });
    const started = performance.now();
    expect(await statusOf(ask('POST', PREMIUM))).toBe(204);
    expect(performance.now() - started).toBeGreaterThanOrEqual(55);
  });

  test('forget says yes and loses it later', async () => {
    cativa.faults.on('forget', { value: 1, times: 1 });
    expect(await statusOf(ask('POST', PREMIUM))).toBe(204);
    await until(() => !cativa.holds('mary', 'premium'), { deadlineMs: 3000, what: 'the badge to be lost' });
  });

  test('drift turns a badge over without a word', async () => {
    expect([cativa.faults.drift('mary', 'premium'), cativa.faults.drift('mary', 'premium')]).toEqual([true, false]);
    expect(cativa.calls).toEqual([]);
  });
});

describe('the Console of the fake Cativa', () => {
  test('signs people up once per address', async () => {
    const ana = await ask('POST', '/rehearsal/users', { email: 'ana@example.com', name: 'Ana Lima' });
    expect(await ana.json()).toMatchObject({ name: 'Ana Lima', badges: [] });
    expect(await statusOf(ask('POST', '/rehearsal/users', { email: 'ANA@example.com' }))).toBe(409);
    expect(await statusOf(ask('POST', '/rehearsal/users', { email: 'nobody' }))).toBe(400);
    expect(await statusOf(fetch(`${cativa.url}/rehearsal/users`, { method: 'POST', body: '[' }))).toBe(400);
  });

  test('gives and takes badges, changes addresses and lets people go', async () => {
    expect(await statusOf(ask('POST', '/rehearsal/users/mary/badges/vip'))).toBe(204);
    expect(cativa.holds('mary', 'vip')).toBe(true);
    expect(await statusOf(ask('DELETE', '/rehearsal/users/mary/badges/vip'))).toBe(204);
    expect(cativa.holds('mary', 'vip')).toBe(false);
    expect(await statusOf(ask('POST', '/rehearsal/users/mary/join-group', {}))).toBe(204);
    expect(await statusOf(ask('POST', '/rehearsal/users/mary/address', { email: 'm@example.com' }))).toBe(204);
    expect(cativa.members()).toMatchObject([{ email: 'm@example.com' }]);
    expect(await statusOf(ask('DELETE', '/rehearsal/users/mary'))).toBe(204);
    expect(await statusOf(ask('DELETE', '/rehearsal/users/mary'))).toBe(404);
  });

  test('sets the faults there are, and lets a badge drift', async () => {
    cativa.faults.on('refuse');
    expect(await (await ask('PUT', '/rehearsal/faults', { fail: { value: 500, times: 3 }, throttle: true })).json()).toEqual({
      fail: { value: 500, times: 3 },
      throttle: {},
    });
    expect(await statusOf(ask('PUT', '/rehearsal/faults', { drift: { member: 'mary', badge: 'vip' } }))).toBe(200);
    expect([cativa.holds('mary', 'vip'), cativa.faults.active()]).toEqual([true, {}]);
    expect(await statusOf(ask('PUT', '/rehearsal/faults', { earthquake: true }))).toBe(400);
  });

  test('shows its state and a page, without secrets and without running what people call themselves', async () => {
    const state = await (await ask('GET', '/rehearsal/state')).text();
    const page = await (await ask('GET', '/')).text();
    expect(state).toContain('mary@example.com');
    expect(page).toContain('Mary &#60;b&#62;Smith');
    expect(state + page).not.toMatch(new RegExp(`${KEY}|${SECRET}`));
  });
});

test('a fake gateway posts a signed example and tells what came back', async () => {
  const ingress = await scripted();
  ingress.says((_, response) => response.writeHead(202, { 'content-type': 'application/json' }).end('{"id":"d1"}'));
  const source: Source = {
    name: 'toy',
    signs: 'body',
    contentTypes: ['application/json'],
    keptHeaders: [],
    secretFields: [],
    shape: { event: [], enums: [] },
    examples: { paid: { expects: 'facts', body: ({ email }) => ({ email }) } },
    verify: () => ({ ok: true }),
    read: () => ({ kind: 'ignored', because: 'toy' }),
    sign: (body, secret) => ({ headers: { 'x-sign': secret.length.toString() }, query: { k: 'a b' }, body }),
  };
  const gateway = fakeGateway({ url: `${ingress.url}/`, source, channel: 'toy shop', secret: 'four' });
  expect(await gateway.send('paid', { email: 'x@example.com' })).toEqual({ status: 202, body: { id: 'd1' }, ms: expect.any(Number) });
  expect([ingress.seen[0]?.url, ingress.seen[0]?.headers['x-sign']]).toEqual(['/webhooks/toy%20shop?k=a+b', '4']);
  await expect(gateway.send('refunded')).rejects.toThrow('toy has no example refunded; it has paid');
  await ingress.close();
});
