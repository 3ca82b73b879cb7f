import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { hashPassword } from '#runtime';
import { asking, basic, PASSWORD } from '../support/back-office.js';
import { commandLine, type CommandLine } from '../support/command.js';
import { expectProblem, type Answer, type Knock } from '../support/door.js';
import { openHouse, type House } from '../support/house.js';
import { expectDocumented, expectWhole, type OpenApi } from '../support/openapi.js';
import { buyer, threeBuyers } from '../support/story.js';

jest.setTimeout(60_000);

let house: House;
let cli: CommandLine;
let ana: ReturnType<typeof buyer>;
let member: string;
/** When the purchase was known and the refund was not. */
let between: string;

beforeAll(async () => {
  house = await openHouse({ passwordHash: hashPassword(PASSWORD) });
  cli = commandLine(house);
  ({ ana, member, between } = await threeBuyers(house, 'oftheapi'));
  const diana = buyer(house, 'dianaoftheapi');
  diana.signUp();
  house.cativa.faults.on('refuse', { times: 1 });
  await diana.says('purchase-approved', -2);
  await house.hotmart.send('unknown-event', { email: 'emaoftheapi@example.com' });
  await house.settled();
});
afterAll(async () => {
  cli.close();
  await house.close();
});

const ask = asking(() => house.admin ?? '');
const inside = async (path: string, knock: Knock = {}): Promise<Answer> => ask(path, { ...knock, headers: { ...knock.headers, ...basic(PASSWORD) } });
const post = async (question: unknown): Promise<Answer> => inside('/api/why', { method: 'POST', body: JSON.stringify(question) });

const bodyOf = (answer: Answer): unknown => {
  expect({ status: answer.status, text: answer.text }).toMatchObject({ status: 200 });
  expect(answer.headers['content-type']).toMatch(/^application\/json/);
  return JSON.parse(answer.text);
};
const documentOf = async (): Promise<OpenApi> => bodyOf(await inside('/api/docs/openapi.json')) as OpenApi;

const NOW = { now: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) };

describe('GET /api/status', () => {
  test('is what status --json prints', async () => {
    const answer = await inside('/api/status');
    expect(bodyOf(answer)).toEqual({ ...((await cli.json(['status', '--json'])) as object), ...NOW });
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(bodyOf(answer)).toMatchObject({
      paidWithoutAccess: { count: 3 },
      refused: [{ badge: 'premium', command: 'assign' }],
      unmapped: [{ sales: 1 }],
      parked: [{ channel: 'hotmart' }],
    });
  });

  test('answers 503, and says nothing of the database, while that refuses', async () => {
    const rename = async (from: string, to: string) => house.runtime.pool.query(`alter table ${from} rename to ${to}`);
    await rename('contradictions', 'contradictions_away');
    const answer = await inside('/api/status').finally(async () => rename('contradictions_away', 'contradictions'));
    expectProblem(answer, 503);
    expect(answer.text).not.toContain('contradictions');
  });

  test('shows no address and no name of a person', async () => {
    expect((await inside('/api/status')).text).not.toMatch(/example\.com|@|Exemplo|31900001234|00000000191/i);
  });
});

describe('/api/why', () => {
  test('answers a POST as why --json does', async () => {
    const report = await cli.json(['why', ana.email, '--json']);
    const answer = await post({ asked: ana.email });
    expect(bodyOf(answer)).toEqual({ ...(report as object), ...NOW });
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(bodyOf(await post({ asked: 'biaoftheapi@example.com' }))).toMatchObject({ member: null, reasons: [{ state: 'pending' }], waiting: {} });
  });

  test('answers as of an instant, by POST and by GET', async () => {
    const report = await cli.json(['why', ana.email, '--as-of', between, '--json']);
    expect(report).toMatchObject({ now: between, reasons: [{ state: 'live' }] });
    expect(bodyOf(await post({ asked: ana.email, asOf: between }))).toEqual(report);
    expect(bodyOf(await inside(`/api/why/${member}?asOf=${between}`))).toEqual({ ...(report as object), asked: member });
  });

  test('answers a GET for a member, a sale and a transaction', async () => {
    for (const asked of [member, 'hotmart/Sanaoftheapi', 'Sanaoftheapi', 'HPanaoftheapi']) {
      expect(bodyOf(await inside(`/api/why/${encodeURIComponent(asked)}`))).toMatchObject({ asked, member: { id: member } });
    }
  });

  test.each(['anaoftheapi@example.com', 'ANAoftheapi%40example.com', '%20anaoftheapi@example.com', '@'])(
    'asks to POST rather than GET %s',
    async (path) => {
      const answer = await inside(`/api/why/${path}`);
      expectProblem(answer, 400);
      expect(answer.text).toContain('POST it to /api/why');
      expect(answer.text).not.toContain('anaoftheapi');
    },
  );

  test.each(['nobody@example.com', 'hotmart/NOTHING', '%', "'; drop table events; --", '__proto__', 'constructor', ' ', 'ç'.repeat(320)])(
    'of %s, of whom nothing is known, answers 404 and does not repeat it',
    async (asked) => {
      const answers = [await post({ asked }), ...(asked.includes('@') ? [] : [await inside(`/api/why/${encodeURIComponent(asked)}`)])];
      for (const answer of answers) {
        expectProblem(answer, 404);
        expect(JSON.parse(answer.text)).toMatchObject({ detail: expect.stringContaining('another address?') });
      }
    },
  );

  test.each(['2026-11-20', 'yesterday', ''])('as of "%s" answers 400', async (asOf) => {
    const detail = expect.stringMatching(/^asOf: expected an instant with its zone/);
    for (const answer of [await post({ asked: member, asOf }), await inside(`/api/why/${member}?asOf=${asOf}`)]) {
      expectProblem(answer, 400);
      expect(JSON.parse(answer.text)).toMatchObject({ detail });
    }
  });

  test.each([
    [400, '{"asked":'],
    [400, '[{"asked":"x"}]'],
    [400, '"x"'],
    [400, 'null'],
    [400, '{"asked":"a\\u0000b"}'],
    [400, '{"asked":"x","__proto__":{}}'],
    [413, JSON.stringify({ asked: 'x'.repeat(2_000_000) })],
  ])('answers %i to a body that is no question', async (status, body) => expectProblem(await inside('/api/why', { method: 'POST', body }), status));

  test('answers 400 without a body, 415 to what is no JSON, 404 to other methods', async () => {
    expectProblem(await inside('/api/why', { method: 'POST' }), 400);
    expectProblem(await inside('/api/why', { method: 'POST', body: 'x', headers: { 'content-type': 'application/xml' } }), 415);
    expectProblem(await inside('/api/why', { method: 'DELETE' }), 404);
    expectProblem(await inside(`/api/why/${member}?as-of=${between}`), 400);
    expectProblem(await inside('/api/why/%ff'), 400);
  });
});

describe('/api/docs', () => {
  test('names every route and every field of what the API really answers', async () => {
    const document = await documentOf();
    expect(Object.keys(document.paths).sort()).toEqual([
      '/api/blocks',
      '/api/blocks/lift',
      '/api/gifts',
      '/api/gifts/end',
      '/api/review',
      '/api/status',
      '/api/why',
      '/api/why/{asked}',
    ]);
    expectWhole(document);
    for (const path of ['/api/status', '/api/review']) expectDocumented(document, document.paths[path]?.['get'], bodyOf(await inside(path)));
    for (const asked of [ana.email, 'biaoftheapi@example.com', 'dianaoftheapi@example.com']) {
      expectDocumented(document, document.paths['/api/why']?.['post'], bodyOf(await post({ asked })));
    }
  });

  test('sends nothing to a validator elsewhere', async () => {
    expect((await inside('/api/docs/swagger-ui-init.js')).text).toContain('"validatorUrl": "none"');
  });
});
