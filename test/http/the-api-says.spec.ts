import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { hashPassword } from '#runtime';
import { asking, basic, PASSWORD, WRONG } from '../support/back-office.js';
import { expectProblem, type Answer } from '../support/door.js';
import { openHouse, type House } from '../support/house.js';
import { expectDocumented, expectWhole, type OpenApi } from '../support/openapi.js';
import { buyer } from '../support/story.js';

jest.setTimeout(60_000);

let house: House;
beforeAll(async () => {
  house = await openHouse({ passwordHash: hashPassword(PASSWORD) });
  await house.map({ '501': ['plus'] });
});
afterAll(async () => house.close());

const ask = asking(() => house.admin ?? '');
const inside = async (path: string, body: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> =>
  ask(path, { method: 'POST', body, headers: { ...basic(PASSWORD), ...headers } });
const post = async (path: string, question: object): Promise<Answer> => inside(path, JSON.stringify(question));

interface Said {
  readonly preview: boolean;
  readonly said: readonly { readonly type: string; readonly sale?: string }[];
}

const documentOf = async (): Promise<OpenApi> => JSON.parse((await ask('/api/docs/openapi.json', { headers: basic(PASSWORD) })).text) as OpenApi;

/** What a word is answered with; it has the fields that /api/docs names, and tells no address. */
const says = async (path: string, question: object): Promise<Said> => {
  const answer = await post(path, { by: 'carla', ...question });
  expect({ status: answer.status, text: answer.text }).toMatchObject({ status: 200 });
  expect(answer.headers['cache-control']).toBe('no-store');
  expect(answer.text).not.toContain('@');
  const document = await documentOf();
  const said = JSON.parse(answer.text) as Said;
  expectDocumented(document, document.paths[path]?.['post'], said);
  return said;
};
const why = async (asked: string): Promise<unknown> => JSON.parse((await post('/api/why', { asked })).text);

const WORDS = [
  ['/api/gifts', { to: 'x@example.com', product: 'hotmart/501', by: 'carla' }],
  ['/api/gifts/end', { gift: 'gift/1', by: 'carla' }],
  ['/api/blocks', { who: 'x@example.com', by: 'carla' }],
  ['/api/blocks/lift', { who: 'x@example.com', by: 'carla' }],
] as const;

/** Nothing was appended meanwhile. */
const unchanged = async (work: () => Promise<void>): Promise<void> => {
  await house.settled();
  const before = await house.store.head();
  await work();
  expect(await house.store.head()).toBe(before);
};

describe('a gift', () => {
  test('is previewed without a change, opens the badge, stands in why with its author, and is ended', async () => {
    const ana = buyer(house, 'anaoftheword');
    const member = ana.signUp();
    const gift = { to: ana.email, product: 'hotmart/501', note: 'a prize' };
    const gains = { members: [member], changes: [{ member, badge: 'plus', change: 'gains' }] };
    await unchanged(async () => expect(await says('/api/gifts', { ...gift, preview: true })).toEqual({ preview: true, ...gains, said: [] }));
    expect(house.cativa.holds(member, 'plus')).toBe(false);
    const given = await says('/api/gifts', gift);
    expect(given).toEqual({ preview: false, ...gains, said: [{ type: 'GiftGiven', sale: expect.stringMatching(/^gift\//) }] });
    await house.holds(member, 'plus');
    const sale = given.said[0]?.sale;
    expect(await why(member)).toMatchObject({ reasons: [{ sale, state: 'live', because: 'given by carla', facts: [{ type: 'GiftGiven' }] }] });
    const loses = { members: [member], changes: [{ member, badge: 'plus', change: 'loses' }] };
    await unchanged(async () => expect(await says('/api/gifts/end', { gift: sale, preview: true })).toEqual({ preview: true, ...loses, said: [] }));
    expect(await says('/api/gifts/end', { gift: sale })).toEqual({ preview: false, ...loses, said: [{ type: 'GiftEnded', sale }] });
    await house.holds(member, 'plus', false);
  });

  test('to an address that is nobody’s yet waits for a sign-up, and can be given anew with an end', async () => {
    const bia = buyer(house, 'biaoftheword');
    const given = await says('/api/gifts', { to: bia.email, product: 'hotmart/501' });
    expect(given).toMatchObject({ members: [], changes: [], said: [{ type: 'GiftGiven' }] });
    const again = given.said[0]?.sale;
    expect(await says('/api/gifts', { to: bia.email, product: 'hotmart/501', again, until: '2099-01-01T00:00:00Z' })).toMatchObject({
      said: [{ type: 'GiftGiven', sale: again }],
    });
    await house.holds(bia.signUp(), 'plus');
    expect(await why(bia.email)).toMatchObject({ reasons: [{ sale: again, until: '2099-01-01T00:00:00.000Z' }] });
  });

  test.each([
    ['of what opens nothing', '/api/gifts', { to: 'x@example.com', product: 'hotmart/nothing' }, 'is in no line of the catalog'],
    ['that no sale carries', '/api/gifts', { to: 'x@example.com', product: 'hotmart/501', parent: 'hotmart/none' }, 'is no sale that was paid for'],
    ['given anew that was none', '/api/gifts', { to: 'x@example.com', product: 'hotmart/501', again: 'gift/none' }, 'is no gift'],
    ['ended that was none', '/api/gifts/end', { gift: 'hotmart/none' }, 'is no gift'],
  ])('%s is answered 422 with a sentence', async (_, path, question, sentence) =>
    unchanged(async () => {
      const answer = await post(path, { by: 'carla', ...question });
      expectProblem(answer, 422);
      expect(JSON.parse(answer.text)).toMatchObject({ detail: expect.stringContaining(sentence) });
    }),
  );
});

describe('a block', () => {
  test('is previewed without a change, takes what was paid for, and gives it back when it is lifted', async () => {
    const flora = buyer(house, 'floraoftheword');
    const member = flora.signUp();
    await flora.says('purchase-approved', -2);
    await house.holds(member, 'premium');
    const loses = { members: [member], changes: [{ member, badge: 'premium', change: 'loses' }] };
    await unchanged(async () =>
      expect(await says('/api/blocks', { who: flora.email, preview: true })).toEqual({ preview: true, ...loses, said: [] }),
    );
    expect(await says('/api/blocks', { who: flora.email })).toEqual({ preview: false, ...loses, said: [{ type: 'BlockSet' }] });
    await house.holds(member, 'premium', false);
    expect(await why(member)).toMatchObject({ block: { by: 'carla', until: null } });
    await unchanged(async () => expect(await says('/api/blocks/lift', { who: flora.email, preview: true })).toMatchObject({ said: [] }));
    expect(await says('/api/blocks/lift', { who: flora.email })).toMatchObject({
      changes: [{ member, badge: 'premium', change: 'gains' }],
      said: [{ type: 'BlockLifted' }],
    });
    await house.holds(member, 'premium');
    expect(await why(member)).toMatchObject({ block: null });
  });
});

describe.each(WORDS)('POST %s', (path, word) => {
  test('is shut without the password', async () =>
    unchanged(async () => {
      for (const headers of WRONG) expectProblem(await ask(path, { method: 'POST', body: JSON.stringify(word), headers }), 401);
      expect((await ask(path, { method: 'OPTIONS' })).status).toBe(401);
    }));

  test('takes JSON only, which no page of another site can send', async () =>
    unchanged(async () => {
      const form = new URLSearchParams(word).toString();
      expectProblem(await inside(path, form, { 'content-type': 'application/x-www-form-urlencoded' }), 415);
      for (const type of [
        'text/plain',
        'text/plain; application/json',
        'text/plain;charset=application/json',
        'multipart/form-data; boundary=x',
        '',
      ]) {
        expectProblem(await inside(path, JSON.stringify(word), { 'content-type': type }), 415);
      }
      expectProblem(await ask(path, { method: 'POST', headers: basic(PASSWORD) }), 415);
    }));

  test('refuses what is no word, and names the field but not what stood there', async () =>
    unchanged(async () => {
      for (const body of ['', '{"by":', 'null', '[]', '"x"', '{}', '{"by":"x","__proto__":{}}']) expectProblem(await inside(path, body), 400);
      expectProblem(await inside(path, JSON.stringify({ ...word, note: 'x'.repeat(2_000_000) })), 413);
      for (const [field, value] of Object.entries({ by: '', preview: 'true', note: 'for ana@example.com', secretword: 1 })) {
        const answer = await post(path, { ...word, [field]: value });
        expectProblem(answer, 400);
        expect(answer.text).toMatch(/"detail":"[^"]*expected /);
        expect(answer.text).not.toContain('secretword');
      }
    }));

  test('is documented with every answer that it gives', async () => {
    const document = await documentOf();
    expectWhole(document);
    const responses = Object.keys(document.paths[path]?.['post']?.responses ?? {});
    expect(responses).toEqual(['200', '400', '401', '415', ...(path.startsWith('/api/gifts') ? ['422'] : []), '503']);
  });
});
