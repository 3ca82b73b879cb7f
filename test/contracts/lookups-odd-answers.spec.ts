import { describe, expect, test } from '@jest/globals';
import { gatewayLookups } from '#effects';
import { scripted } from './badge-api-harness.js';
import { BUYER, isFitForLogs, KEY, QUESTIONS, SESSION } from './lookups-harness.js';

describe('answers that nobody expects', () => {
  const answering = async (answer: { status?: number; headers?: Record<string, string>; body?: string }, question: { of: string; id: string }) => {
    const server = await scripted();
    server.says((_, response) => response.writeHead(answer.status ?? 200, answer.headers).end(answer.body));
    const outcome = await gatewayLookups({ key: KEY, baseUrl: server.url, timeoutMs: 2000 }).ask(question);
    await server.close();
    expect(isFitForLogs(outcome)).toBe(true);
    return { outcome, seen: server.seen };
  };

  test.each(
    QUESTIONS.flatMap((question) => ['', 'null', '[]', '"text"', '{}', '{"id":"another"}', '<html></html>'].map((body) => [question, body] as const)),
  )('%j answered with %j is asked again', async (question, body) => expect((await answering({ body }, question)).outcome.kind).toBe('later'));

  test.each(QUESTIONS)('$of is not asked of whoever a redirect names, who would get the key', async (question) => {
    const elsewhere = await scripted();
    const { outcome } = await answering({ status: 302, headers: { location: elsewhere.url } }, question);
    await elsewhere.close();
    expect([outcome.kind, elsewhere.seen.length]).toEqual(['later', 0]);
  });

  test.each([400, 402, 403, 409, 418, 503])('%i is no word on the thing asked for', async (status) => {
    for (const question of QUESTIONS) {
      expect((await answering({ status, body: '{"error":{"message":"ana@example.com"}}' }, question)).outcome.kind).toBe('later');
    }
  });

  test('a 404 of Stripe counts when it says what is missing, and not when the key is of the other mode', async () => {
    const missing = { code: 'resource_missing', type: 'invalid_request_error', message: "No such checkout.session: 'cs_1'" };
    const other = {
      ...missing,
      message: `${missing.message}; a similar object exists in test mode, but a live mode key was used to make this request.`,
    };
    const said = async (error: object) => (await answering({ status: 404, body: JSON.stringify({ error }) }, SESSION)).outcome;
    expect(await said(missing)).toMatchObject({ kind: 'never' });
    expect(await said(other)).toEqual({ kind: 'later', because: 'Stripe refuses our key: it is of the other mode (test or live)' });
    expect(await said({ type: 'invalid_request_error', message: 'Unrecognized request URL' })).toMatchObject({ kind: 'later' });
  });

  test('Asaas hears who asks, and gets no body', async () => {
    const [request] = (await answering({ body: '{}' }, BUYER)).seen;
    expect(request?.headers).toMatchObject({ access_token: KEY, 'user-agent': 'catraca' });
    expect(request?.headers).not.toHaveProperty('content-length');
    expect(request?.url).toBe('/v3/customers/cus_000001');
  });
});
