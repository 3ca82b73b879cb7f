import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { gatewayLookups, type LookupOutcome, type Lookups } from '#effects';
import { startFakeGatewayApi, type FakeGatewayApi } from '../../apps/rehearsal/src/fake-gateway-api.js';
import { deadAddress, scripted } from './badge-api-harness.js';

const KEY = 'sk_live_of_the_tests_0123456789abcdef';
const EMAIL = 'ana@example.com';
const NAME = 'Ana Souza';
const MANY = Array.from({ length: 230 }, (_, index) => `prod_${index}`);

const SESSION = { of: 'stripe.session', id: 'cs_1' };
const CUSTOMER = { of: 'stripe.customer', id: 'cus_1' };
const BUYER = { of: 'asaas.customer', id: 'cus_000001' };
const QUESTIONS = [SESSION, CUSTOMER, BUYER];

let api: FakeGatewayApi;
let lookups: Lookups;

beforeAll(async () => {
  api = await startFakeGatewayApi({ key: KEY });
  lookups = gatewayLookups({ key: KEY, baseUrl: api.url, timeoutMs: 5000 });
  api.stripe.session({ id: 'cs_1', products: ['prod_1', 'prod_2', 'prod_1'], email: EMAIL, name: NAME });
  api.stripe.session({ id: 'cs_nameless', products: ['prod_1'] });
  api.stripe.session({ id: 'cs_empty', products: [], email: EMAIL });
  api.stripe.session({ id: 'cs_many', products: MANY, email: EMAIL });
  api.stripe.customer({ id: 'cus_1', email: EMAIL, name: NAME });
  api.stripe.customer({ id: 'cus_silent', name: NAME });
  api.stripe.customer({ id: 'cus_gone', email: EMAIL, deleted: true });
  api.asaas.customer({ id: 'cus_000001', email: EMAIL, name: NAME });
  api.asaas.customer({ id: 'cus_000002', email: ` ${EMAIL} `, deleted: true });
  api.asaas.customer({ id: 'cus_000003', name: NAME });
});
beforeEach(() => api.faults.off());
afterAll(async () => api.close());

/** An outcome may go into a log: it names no key, no id and nobody. */
const isFitForLogs = (outcome: LookupOutcome): boolean => {
  const said = outcome.kind === 'answer' ? '' : outcome.because;
  return ![KEY, KEY.slice(-4), 'sk_live', 'cs_', 'cus_', 'ana', 'Souza', '@'].some((word) => said.includes(word));
};

const asked = async (question: { of: string; id: string }, from = lookups): Promise<LookupOutcome> => {
  const outcome = await from.ask(question);
  expect(isFitForLogs(outcome)).toBe(true);
  return outcome;
};

describe('Stripe says', () => {
  test('what a session sold, each product once, and who bought', async () => {
    const completion = { by: 'look-up', products: ['prod_1', 'prod_2'], email: EMAIL, name: NAME };
    expect(await asked(SESSION)).toEqual({ kind: 'answer', completion });
  });

  test('what a session sold when nobody is named in it', async () => {
    expect(await asked({ ...SESSION, id: 'cs_nameless' })).toEqual({ kind: 'answer', completion: { by: 'look-up', products: ['prod_1'] } });
  });

  test('all of a long list, page by page', async () => {
    const outcome = await asked({ ...SESSION, id: 'cs_many' });
    expect(outcome).toMatchObject({ kind: 'answer', completion: { products: MANY } });
  });

  test('that a session sold nothing', async () => {
    expect(await asked({ ...SESSION, id: 'cs_empty' })).toEqual({ kind: 'never', because: 'the session has no line items' });
  });

  test('who a customer is', async () => {
    expect(await asked(CUSTOMER)).toEqual({ kind: 'answer', completion: { by: 'look-up', email: EMAIL, name: NAME } });
  });

  test('that a customer has no address', async () => {
    expect(await asked({ ...CUSTOMER, id: 'cus_silent' })).toEqual({ kind: 'never', because: 'the customer has no address at Stripe' });
  });

  test('that a customer was deleted', async () => {
    expect(await asked({ ...CUSTOMER, id: 'cus_gone' })).toEqual({ kind: 'never', because: 'the customer was deleted at Stripe' });
  });
});

describe('Asaas says', () => {
  test('who a customer is', async () => {
    expect(await asked(BUYER)).toEqual({ kind: 'answer', completion: { by: 'look-up', email: EMAIL, name: NAME } });
  });

  test('who a deleted customer was: the payment is theirs all the same', async () => {
    expect(await asked({ ...BUYER, id: 'cus_000002' })).toEqual({ kind: 'answer', completion: { by: 'look-up', email: EMAIL } });
  });

  test('that a customer has no address', async () => {
    expect(await asked({ ...BUYER, id: 'cus_000003' })).toEqual({ kind: 'never', because: 'the customer has no address at Asaas' });
  });
});

describe.each(QUESTIONS)('$of', (question) => {
  const gateway = question.of.startsWith('stripe') ? 'Stripe' : 'Asaas';

  test.each([
    ['unknown there', 'missing', { kind: 'never', because: `${gateway} knows no such thing (404)` }],
    ['asked too often', 'throttle', { kind: 'later', because: `${gateway} asks us to wait (429)`, afterMs: 7000 }],
    ['asked on a bad day', 'fail', { kind: 'later', because: `${gateway} answered 500` }],
  ] as const)('%s', async (_what, fault, outcome) => {
    api.faults.on(fault, fault === 'throttle' ? { value: 7 } : {});
    expect(await asked(question)).toEqual(outcome);
  });

  test('asked with a key that is refused waits for a better one', async () => {
    const outcome = await asked(question, gatewayLookups({ key: `${KEY}_wrong`, baseUrl: api.url }));
    expect(outcome).toEqual({ kind: 'later', because: `${gateway} refuses our key (401); is it the right one, and may it read this?` });
  });

  test('without an answer in time is asked again', async () => {
    api.faults.on('slow', { value: 60_000 });
    const outcome = await asked(question, gatewayLookups({ key: KEY, baseUrl: api.url, timeoutMs: 150 }));
    expect(outcome).toEqual({ kind: 'later', because: 'no answer within 150 ms' });
  });

  test('that nobody waits for any more is given up at once', async () => {
    api.faults.on('slow', { value: 60_000 });
    const stop = new AbortController();
    const outcome = lookups.ask(question, stop.signal);
    stop.abort();
    expect(await outcome).toEqual({ kind: 'later', because: 'we stopped before the answer came' });
  });

  test('answered with half of a body is asked again', async () => {
    api.faults.on('brokenJson');
    expect(await asked(question)).toEqual({ kind: 'later', because: expect.stringMatching(`^${gateway} answered with something`) });
  });

  test('of a gateway that cannot be reached is asked again', async () => {
    const outcome = await asked(question, gatewayLookups({ key: KEY, baseUrl: await deadAddress() }));
    expect(outcome).toEqual({ kind: 'later', because: `${gateway} cannot be reached (ECONNREFUSED)` });
  });

  test('is one request, whatever comes of it: the queue tries again', async () => {
    api.faults.on('fail');
    const before = api.asked.length;
    await asked(question);
    expect(api.asked.length - before).toBe(1);
  });

  test.each(['', '..', 'a/b', 'a?b', 'ü', 'x'.repeat(256)])('about %j is no question', async (id) => {
    const before = api.asked.length;
    expect(await asked({ ...question, id })).toEqual({ kind: 'never', because: 'an id that cannot stand in an address' });
    expect(api.asked.length).toBe(before);
  });
});

describe('answers that nobody expects', () => {
  const answering = async (answer: { status?: number; headers?: Record<string, string>; body?: string }, question: { of: string; id: string }) => {
    const server = await scripted();
    server.says((_, response) => response.writeHead(answer.status ?? 200, answer.headers).end(answer.body));
    const outcome = await asked(question, gatewayLookups({ key: KEY, baseUrl: server.url, timeoutMs: 2000 }));
    await server.close();
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

test('a kind of question that nobody knows has no answer', async () => {
  expect(await asked({ of: 'eduzz.invoice', id: '1' })).toEqual({ kind: 'never', because: 'nobody knows how to ask this' });
});

test.each(['', 'with a blank', 'with\nline'])('the key %j can stand in no header, and is not repeated', (key) => {
  expect(() => gatewayLookups({ key })).toThrow(/^The key for look-ups is empty or holds characters that no header can carry$/);
});
