import { pipeline, Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { httpBadgeApi, type BadgeOutcome } from '#effects';
import { apiAt, ASSIGN, deadAddress, KEY, REMOVE, scripted, wordsOf, type Scripted } from './badge-api-harness.js';

const CALL = { command: 'assign', member: 'mary', badge: 'premium' } as const;
const DAY_MS = 24 * 60 * 60 * 1000;
const MIB = 1024 * 1024;

let server: Scripted;
beforeAll(async () => void (server = await scripted()));
afterAll(() => server.close());

const answerTo = (status: number, headers: Record<string, string> = {}, body = ''): Promise<BadgeOutcome> => {
  server.says((_, response) => response.writeHead(status, headers).end(body));
  return apiAt(server.url).run(CALL);
};

const problemAnswer = (status: number, problem: object): Promise<BadgeOutcome> =>
  answerTo(status, { 'content-type': 'application/problem+json' }, JSON.stringify(problem));

describe('what each status of Cativa means', () => {
  test.each([200, 201, 202, 204])('%i is done', async (status) => expect(await answerTo(status)).toEqual({ kind: 'done' }));

  test('409 was so already', async () => expect(await answerTo(409)).toEqual({ kind: 'done', already: true }));

  test.each([400, 402, 404, 405, 410, 418, 422])('%i is refused for good', async (status) => {
    expect(await answerTo(status)).toEqual({ kind: 'never', because: `Cativa answered ${status}` });
  });

  test.each([401, 403])('%i is about our key, so it waits', async (status) => {
    expect(await answerTo(status)).toEqual({ kind: 'later', because: `Cativa refuses our key (${status})` });
  });

  test.each([425, 429, 500, 502, 503, 504, 304])('%i waits', async (status) => {
    expect(await answerTo(status)).toEqual({ kind: 'later', because: `Cativa answered ${status}` });
  });

  test('408 may have been done', async () => expect(await answerTo(408)).toEqual({ kind: 'unknown', because: 'Cativa answered 408' }));
});

test('has no more than 16 calls under way at once, and in the end all of them are done', async () => {
  const open: (() => void)[] = [];
  let [most, asked] = [0, 0];
  server.says((_, response) => {
    asked += 1;
    open.push(() => response.writeHead(204).end());
    most = Math.max(most, open.length);
    // The first are kept waiting until there are 16: then each that is let go makes room for one more.
    if (open.length === 16 || asked > 24) open.splice(0).forEach((answer) => answer());
  });
  const { run } = apiAt(server.url);
  const outcomes = await Promise.all(Array.from({ length: 40 }, async (_, nth) => run({ ...CALL, member: `member-${nth}` })));
  expect(outcomes).toEqual(outcomes.map(() => ({ kind: 'done' })));
  expect({ most, asked }).toEqual({ most: 16, asked: 40 });
});

describe('how long Cativa asks us to wait', () => {
  test.each([429, 503])('%i with seconds', async (status) => {
    expect(await answerTo(status, { 'retry-after': '7' })).toMatchObject({ kind: 'later', afterMs: 7000 });
  });

  test('429 with a date', async () => {
    const outcome = await answerTo(429, { 'retry-after': new Date(Date.now() + 60_000).toUTCString() });
    const afterMs = outcome.kind === 'later' ? outcome.afterMs : undefined;
    expect(afterMs).toBeGreaterThan(50_000);
    expect(afterMs).toBeLessThanOrEqual(60_000);
  });

  test.each([
    ['a date that has passed', 'Wed, 21 Oct 2015 07:28:00 GMT', 0],
    ['longer than a day', '999999999999999999999', DAY_MS],
    ['a date far away', 'Fri, 31 Dec 2199 23:59:59 GMT', DAY_MS],
    ['zero', '0', 0],
  ])('%s stays within a day', async (_, written, afterMs) => {
    expect(await answerTo(429, { 'retry-after': written })).toMatchObject({ kind: 'later', afterMs });
  });

  test.each(['soon', '-5', '1.5', '', 'yesterday GMT'])('%j says nothing', async (written) => {
    expect(await answerTo(429, { 'retry-after': written })).toEqual({ kind: 'later', because: 'Cativa answered 429' });
  });
});

describe('what a problem body adds', () => {
  test('its type and its trace', async () => {
    const outcome = await problemAnswer(422, { type: 'Badge.Rule.Violated', traceId: '0HMV5JK:00000003', detail: 'mary@example.com' });
    expect(outcome).toEqual({ kind: 'never', because: 'Cativa answered 422 Badge.Rule.Violated', traceId: '0HMV5JK:00000003' });
  });

  test('the trace of a call that may have been done', async () => {
    expect(await problemAnswer(408, { traceId: 'T1' })).toEqual({ kind: 'unknown', because: 'Cativa answered 408 (trace T1)' });
  });

  test.each([
    ['an address', { type: 'mary@example.com', traceId: 'Mary Smith' }],
    ['our key', { type: KEY, traceId: `Bearer:${KEY}` }],
    ['the end of our key', { type: KEY.slice(-20), traceId: KEY.slice(-16) }],
    ['a flood', { type: 'x'.repeat(121), traceId: 'y'.repeat(5000) }],
    ['control characters', { type: 'a\nb', traceId: '\u001b[31m' }],
    ['no texts', { type: { a: 1 }, traceId: 7 }],
  ])('nothing when it holds %s', async (_, problem) => {
    expect(await problemAnswer(500, problem)).toEqual({ kind: 'later', because: 'Cativa answered 500' });
  });

  const bodies = ['{"type": "Half', '[]', 'null', '"text"', '<html>', '\u0000', '['.repeat(60_000)];
  const malformed = bodies.map((body) => [body.slice(0, 20), body]);
  test.each(malformed)('nothing when it is malformed: %j', async (_, body) => {
    expect(await answerTo(404, {}, body)).toEqual({ kind: 'never', because: 'Cativa answered 404' });
  });
});

describe('a Cativa that is not well', () => {
  test('nobody listens: later', async () => {
    expect(await apiAt(await deadAddress()).run(CALL)).toEqual({ kind: 'later', because: 'Cativa cannot be reached (ECONNREFUSED)' });
  });

  test('no such host: later', async () => {
    expect(await apiAt('http://cativa.invalid').run(CALL)).toMatchObject({ kind: 'later' });
  });

  test('no answer in time: unknown', async () => {
    server.says(() => undefined);
    expect(await apiAt(server.url, 100).run(CALL)).toEqual({ kind: 'unknown', because: 'no answer within 100 ms' });
  });

  test('the line goes dead after sending: unknown', async () => {
    server.says((request) => request.socket.resetAndDestroy());
    const because = expect.stringContaining('the connection was lost');
    expect(await apiAt(server.url).run(CALL)).toMatchObject({ kind: 'unknown', because });
  });

  test.each([200, 500])('a body that never ends after a %i does not change the answer', async (status) => {
    server.says((_, response) => response.writeHead(status).write('{"type":'));
    expect((await apiAt(server.url, 200).run(CALL)).kind).toBe(status === 500 ? 'later' : 'done');
  });

  test('a flood of a body is read no further than needed', async () => {
    let sent = 0;
    const flood = function* (): Generator<Buffer> {
      for (; sent < 100 * MIB; sent += MIB) yield Buffer.alloc(MIB, 'x');
    };
    server.says((_, response) => pipeline(Readable.from(flood()), response.writeHead(500), () => undefined));
    expect(await apiAt(server.url, 5000).run(CALL)).toEqual({ kind: 'later', because: 'Cativa answered 500' });
    expect(sent).toBeLessThan(100 * MIB);
  });

  test('a redirect is not followed', async () => {
    const elsewhere = await scripted();
    expect(await answerTo(307, { location: elsewhere.url })).toEqual({ kind: 'later', because: 'Cativa answered with a redirect' });
    expect(elsewhere.seen).toHaveLength(0);
    await elsewhere.close();
  });

  test('an answer that is not HTTP: unknown', async () => {
    server.says((request) => request.socket.end('220 mail.example.com\r\n\r\n'));
    expect(await apiAt(server.url).run(CALL)).toMatchObject({ kind: 'unknown' });
  });

  test('nothing it says brings the key out', async () => {
    const echo = JSON.stringify({ type: KEY, title: KEY, detail: `Bearer ${KEY}`, traceId: KEY });
    const outcomes: BadgeOutcome[] = [];
    for (const status of [200, 307, 400, 401, 403, 404, 408, 422, 429, 500]) {
      outcomes.push(await answerTo(status, { location: KEY, 'retry-after': KEY }, echo));
    }
    expect(outcomes.map(wordsOf).join()).not.toContain(KEY.slice(-16));
  });
});

describe('what Cativa hears', () => {
  test('the verb and path of the setting, below the base path, with the key as bearer', async () => {
    server.says((_, response) => response.writeHead(204).end());
    const settings = { key: KEY, assign: 'PUT /users/{userId}/badges/{badgeId}', remove: REMOVE };
    await httpBadgeApi({ baseUrl: `${server.url}/tenant/api/v2/`, ...settings }).run({ command: 'assign', member: 'a/b', badge: 'é' });
    const heard = server.seen.at(-1);
    expect([heard?.method, heard?.url]).toEqual(['PUT', '/tenant/api/v2/users/a%2Fb/badges/%C3%A9']);
    expect(heard?.headers.authorization).toBe(`Bearer ${KEY}`);
  });

  test.each([
    ['a base that is no address', { baseUrl: 'cativa' }],
    ['a base with a password', { baseUrl: 'https://user:hunter2@example.com' }],
    ['a key that breaks the header', { key: 'hunter2\r\nx: y' }],
    ['a call without the member', { assign: 'POST /badges/{badgeId}' }],
    ['a call without a verb', { remove: '/badges/{badgeId}/users/{userId}' }],
  ])('nothing at all with %s: it is refused at the start, without repeating secrets', (_, wrong) => {
    const start = () => httpBadgeApi({ baseUrl: server.url, key: KEY, assign: ASSIGN, remove: REMOVE, ...wrong });
    expect(start).toThrow(/^(?!.*hunter2)/s);
  });
});
