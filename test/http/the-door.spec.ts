import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { sources } from '#sources';
import { bodyOf, doorOf, expectProblem, knock, outcomeOf } from '../support/door.js';
import { openHouse, SECRETS, type House } from '../support/house.js';

let house: House;
let door: ReturnType<typeof doorOf>;
beforeAll(async () => {
  house = await openHouse({ idle: true });
  door = doorOf(house);
});
afterAll(async () => house.close());

describe('the door answers the unsigned', () => {
  test.each([
    ['without a token', undefined],
    ['with another token', 'hottok-of-somebody-else'],
    ['with an empty token', ''],
    ['with the token in another case', SECRETS.HOTMART_HOTTOK.toUpperCase()],
    ['with the token of another channel', SECRETS.CATIVA_SECRET],
    ['with a token that has more behind it', `${SECRETS.HOTMART_HOTTOK}x`],
  ])('%s: 401, and nothing is stored', async (_, token) => {
    const before = await door.size();
    expectProblem(await door.post(bodyOf('purchase-approved'), { token }), 401);
    expect(await door.size()).toEqual(before);
  });

  test('with the token in the body or the address only: 401', async () => {
    const body = JSON.stringify({ ...(JSON.parse(bodyOf('purchase-approved')) as object), hottok: SECRETS.HOTMART_HOTTOK });
    expectProblem(await door.post(body, { token: undefined }), 401);
    expectProblem(
      await knock(house.url, `/webhooks/hotmart?hottok=${SECRETS.HOTMART_HOTTOK}&x-hotmart-hottok=${SECRETS.HOTMART_HOTTOK}`, {
        body,
        token: undefined,
      }),
      401,
    );
  });

  test('on a channel that signs bytes and times: another secret, a changed byte and an old time are 401', async () => {
    const [body, now] = [Buffer.from('{"User":{"Id":"u-1"}}'), new Date()];
    const post = async (secret: string, at: Date, sent = body) =>
      knock(house.url, '/webhooks/cativa', { body: sent, token: undefined, headers: { ...sources.cativa.sign(body, secret, at).headers } });
    const before = await door.size();
    expectProblem(await post('whsec_of_somebody_else', now), 401);
    expectProblem(await post(SECRETS.CATIVA_SECRET, now, Buffer.from('{"User":{"Id":"u-2"}}')), 401);
    expectProblem(await post(SECRETS.CATIVA_SECRET, new Date(now.getTime() - 600_000)), 401);
    expect(await door.size()).toEqual(before);
    expect((await post(SECRETS.CATIVA_SECRET, now)).status).toBe(200);
  });
});

describe('the door answers the genuine', () => {
  test('a purchase is accepted once; the same delivery again is a duplicate, and both are kept', async () => {
    const body = bodyOf('purchase-approved', { sale: 'D1', charge: 'HPD1' });
    const [deliveries, facts] = await door.size();
    const first = await door.post(body);
    expect(first.headers['content-type']).toContain('application/json');
    expect([first.status, JSON.parse(first.text)]).toEqual([200, { outcome: 'accepted', delivery: expect.any(String) }]);
    const second = await door.post(body);
    expect([second.status, outcomeOf(second)]).toEqual([200, 'duplicate']);
    expect(await door.size()).toEqual([deliveries + 2, facts + 1]);
  });

  test('the same meaning in other words is a duplicate, kept and flagged', async () => {
    const body = bodyOf('purchase-approved', { sale: 'D2', charge: 'HPD2' });
    await door.post(body);
    const [, facts] = await door.size();
    const second = await door.post(body.replaceAll('97.9', '1.5'));
    expect(outcomeOf(second)).toBe('duplicate');
    expect((await door.size())[1]).toBe(facts);
    const { id } = await door.kept(second);
    const { rows } = await house.runtime.pool.query<{ data: object }>('select data from contradictions where delivery = $1', [id]);
    expect(rows).toMatchObject([{ data: { charge: 'HPD2', amount: { value: 1.5 } } }]);
  });

  test('a test event of the console is ignored', async () => {
    const answer = await door.post(bodyOf('test-purchase-approved'));
    expect([answer.status, outcomeOf(answer)]).toEqual([200, 'ignored']);
  });

  test('a media type that the source never sends is 415, with parameters or in capitals it is the same type', async () => {
    const before = await door.size();
    for (const type of ['text/plain', 'application/xml', 'multipart/form-data; boundary=x']) {
      expectProblem(await door.post(bodyOf('purchase-approved'), { headers: { 'content-type': type } }), 415);
    }
    expect(await door.size()).toEqual(before);
    const answer = await door.post(bodyOf('purchase-approved', { sale: 'D3', charge: 'HPD3' }), {
      headers: { 'content-type': 'Application/JSON ; charset=UTF-8' },
    });
    expect(outcomeOf(answer)).toBe('accepted');
  });

  test('a body over a megabyte is 413, told beforehand or found on the way', async () => {
    const before = await door.size();
    const large = Buffer.alloc(1024 * 1024 + 1, ' ');
    expectProblem(await door.post(large), 413);
    expectProblem(await door.post(large, { headers: { 'transfer-encoding': 'chunked' } }), 413);
    expect(await door.size()).toEqual(before);
    expect(outcomeOf(await door.post(large.subarray(1)))).toBe('parked');
  });
});

describe('the door keeps no secret', () => {
  test('the token in the body is blanked, and so is every secret of the channel, while the digest is of what came', async () => {
    const event = JSON.parse(bodyOf('purchase-approved', { sale: 'D4', charge: 'HPD4' })) as object;
    const body = JSON.stringify({ ...event, hottok: 'some-other-token', note: `it was ${SECRETS.HOTMART_HOTTOK}, they said` });
    const { body: kept, digest } = await door.kept(await door.post(body));
    expect(kept.toString('utf8')).toBe(
      body.replace('some-other-token', '*'.repeat(16)).replace(SECRETS.HOTMART_HOTTOK, '*'.repeat(SECRETS.HOTMART_HOTTOK.length)),
    );
    expect(digest.toString('hex')).toBe(createHash('sha256').update(body).digest('hex'));
  });

  test('no header with a secret is stored, nor anything of the query', async () => {
    const headers = { authorization: 'Bearer of-bad-news', cookie: 'session=1', 'user-agent': 'Hotmart/1' };
    const answer = await knock(house.url, '/webhooks/hotmart?token=of-bad-news', {
      body: bodyOf('purchase-approved', { sale: 'D5', charge: 'HPD5' }),
      headers,
    });
    expect((await door.kept(answer)).headers).toEqual({ 'content-type': 'application/json', 'user-agent': 'Hotmart/1' });
    const { rows } = await house.runtime.pool.query<{ row: string }>(
      'select to_jsonb(d)::text as row from deliveries d union all select to_jsonb(e)::text from events e',
    );
    const stored = rows.map(({ row }) => row).join('\n');
    for (const secret of [...Object.values(SECRETS), 'of-bad-news']) {
      expect(stored).not.toContain(secret);
      expect(stored).not.toContain(Buffer.from(secret).toString('hex'));
    }
  });
});
