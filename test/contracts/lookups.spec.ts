import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { gatewayLookups, type LookupOutcome, type Lookups } from '#effects';
import { startFakeGatewayApi, type FakeGatewayApi } from '../../apps/rehearsal/src/fake-gateway-api.js';
import { deadAddress } from './badge-api-harness.js';
import { BUYER, CUSTOMER, isFitForLogs, KEY, QUESTIONS, SESSION } from './lookups-harness.js';

const EMAIL = 'ana@example.com';
const NAME = 'Ana Souza';
const MANY = Array.from({ length: 230 }, (_, index) => `prod_${index}`);

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

test('a kind of question that nobody knows has no answer', async () => {
  expect(await asked({ of: 'eduzz.invoice', id: '1' })).toEqual({ kind: 'never', because: 'nobody knows how to ask this' });
});

test.each(['', 'with a blank', 'with\nline'])('the key %j can stand in no header, and is not repeated', (key) => {
  expect(() => gatewayLookups({ key })).toThrow(/^The key for look-ups is empty or holds characters that no header can carry$/);
});
