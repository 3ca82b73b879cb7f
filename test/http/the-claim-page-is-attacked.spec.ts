import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Runtime } from '#runtime';
import { giveCodes } from '../../apps/ingress/src/claim/give-codes.js';
import { claimPorts, type ClaimPorts } from '../../apps/ingress/src/claim/ports.js';
import { startClaim } from '../../apps/ingress/src/claim/start-claim.js';
import { newAttemptId, type AttemptId } from '../../apps/ingress/src/claim/secrets.js';
import type { Visit } from '../../apps/ingress/src/claim/visit.js';
import { collectingMailer, openClaimPage, wordsOf, type ClaimPage } from '../support/claim-page.js';
import { expectProblem, knock } from '../support/door.js';
import { openHouse, type House } from '../support/house.js';
import { buyer } from '../support/story.js';

jest.setTimeout(60_000);

let house: House;
let page: ClaimPage;
beforeAll(async () => {
  house = await openHouse();
  page = await openClaimPage(house);
});
afterAll(async () => {
  await page.close();
  await house.close();
});

/** Somebody who bought with one address and is a member under another: what they would type. */
const split = async (tag: string) => {
  const sale = buyer(house, `${tag}paid`);
  await sale.says('purchase-approved', -1);
  const id = buyer(house, `${tag}member`).signUp();
  await house.settled();
  return { id, form: { address: sale.email, code: `HP${tag}paid`, member: `${tag}member@example.com` } };
};
const codesOf = async ({ form }: { form: { address: string; member: string } }) => ({
  purchaseCode: await page.codeFor(form.address),
  memberCode: await page.codeFor(form.member),
});
const other = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, '0');
const claims = async (): Promise<number> => {
  const { rows } = await house.runtime.pool.query<{ count: number }>(`select count(*)::int as count from events where type = 'SaleClaimed'`);
  return rows[0]?.count ?? 0;
};

describe('codes', () => {
  test('five wrong tries at once among twenty end the attempt: the right codes come too late', async () => {
    const ana = await split('ana');
    const visitor = page.visitor();
    await visitor.fill('/claim?lang=en', ana.form);
    await visitor.get('/claim/codes?lang=en');
    const codes = await codesOf(ana);
    const wrong = { ...codes, memberCode: other(codes.memberCode) };
    const answers = await Promise.all(Array.from({ length: 20 }, async () => visitor.post('/claim/codes?lang=en', wrong)));
    const words = answers.map(wordsOf);
    expect(words.filter((text) => text.includes('more tr'))).toHaveLength(4);
    expect(words.filter((text) => text.includes('no longer good'))).toHaveLength(16);
    expect(wordsOf(await visitor.post('/claim/codes?lang=en', codes))).toContain('no longer good');
    expect(await claims()).toBe(0);
  });

  test('the right ones, sent twenty times at once, move the sale once', async () => {
    const bia = await split('bia');
    const visitor = page.visitor();
    await visitor.fill('/claim', bia.form);
    await visitor.get('/claim/codes');
    const codes = await codesOf(bia);
    const answers = await Promise.all(Array.from({ length: 20 }, async () => visitor.post('/claim/codes', codes)));
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1);
    expect(await claims()).toBe(1);
    await house.holds(bia.id, 'premium');
  });

  test('are good in the browser that asked for them, and in no other', async () => {
    const carla = await split('carla');
    await page.visitor().fill('/claim', carla.form);
    const codes = await codesOf(carla);
    const before = await claims();
    expect((await page.visitor().fill('/claim/codes', codes)).status).toBe(422);
    expect(await claims()).toBe(before);
  });

  test('are not at rest, nor is an address or the id of the attempt', async () => {
    const diana = await split('diana');
    const visitor = page.visitor();
    await visitor.fill('/claim', diana.form);
    const { purchaseCode, memberCode } = await codesOf(diana);
    const { rows } = await house.runtime.pool.query<{ row: string }>('select a::text as row from claim_attempts a');
    const atRest = rows.map(({ row }) => row).join(' ');
    for (const secret of ['dianapaid', visitor.cookie.split('=')[1] ?? '']) {
      expect(atRest.replace(/hotmart\/\w+/g, '')).not.toContain(secret);
      expect(atRest).not.toContain(Buffer.from(secret).toString('hex'));
    }
    for (const code of [purchaseCode, memberCode]) expect(atRest).not.toMatch(new RegExp(`[,(]${code}[,)]`));
  });
});

describe('time', () => {
  const later = { ms: 0 };
  const portsOf = (): ClaimPorts => {
    const settings = { ...house.runtime.settings, mail: { from: 'a@example.com', smtp: 'smtp://x' }, claim: { publicUrl: page.url } };
    const runtime: Runtime = { ...house.runtime, settings };
    const ports = claimPorts(runtime, collectingMailer(), () => undefined);
    if (!ports) throw new Error('there is no claim page');
    return { ...ports, now: () => new Date(Date.now() + later.ms) };
  };
  const visit = (id: AttemptId, fields: Readonly<Record<string, string>>): Visit => ({
    ...{ id, known: true, genuine: true, sender: 'clock', language: 'en' as const },
    ...{ form: new URLSearchParams(fields), query: new URLSearchParams() },
  });

  test('ends what codes are good for: after ten minutes they are refused', async () => {
    const mailer = collectingMailer();
    const ports = { ...portsOf(), mailer };
    const { form } = await split('elsa');
    const begun = await startClaim(ports, visit(newAttemptId(), form));
    await begun.after?.();
    const codeFor = (address: string): string => /\d{6}/.exec(mailer.mails.find(({ to }) => to === address)?.subject ?? '')?.[0] ?? '';
    const codes = { purchaseCode: codeFor(form.address), memberCode: codeFor(form.member) };
    later.ms = 10 * 60_000 + 1000;
    expect(await giveCodes(ports, visit(begun.id ?? '', codes))).toMatchObject({ kind: 'page', status: 422 });
    later.ms = 9 * 60_000;
    expect(await giveCodes(ports, visit(begun.id ?? '', codes))).toMatchObject({ kind: 'go', to: '/claim/done' });
  });

  test('sweeps what is older than a day when the next one comes', async () => {
    later.ms = 25 * 3_600_000;
    await startClaim(portsOf(), visit(newAttemptId(), { address: 'a@example.com', code: 'x', member: 'b@example.com' }));
    const { rows } = await house.runtime.pool.query<{ count: number }>('select count(*)::int as count from claim_attempts');
    expect(rows).toEqual([{ count: 1 }]);
  });
});

describe('a form', () => {
  const FORM = { address: 'a@example.com', code: 'HP1', member: 'b@example.com' };

  test.each([
    ['without a cookie', { cookie: '' }, {}],
    ['with the token of another browser', {}, { token: 'x'.repeat(64) }],
    ['from another site', { origin: 'https://evil.example' }, {}],
    ['sent by another site, as the browser says', { origin: 'null', 'sec-fetch-site': 'cross-site' }, {}],
  ])('%s is refused', async (_, headers, fields) => {
    const visitor = page.visitor();
    await visitor.get('/claim?lang=en');
    const answer = await visitor.post('/claim?lang=en', { ...FORM, ...fields }, headers);
    expect(answer.status).toBe(403);
    expect(wordsOf(answer)).toContain('open for too long');
  });

  test('that is none, or is huge, is a problem document', async () => {
    const type = { 'content-type': 'application/x-www-form-urlencoded' };
    expectProblem(await knock(page.url, '/claim', { body: '{}' }), 415);
    expectProblem(await knock(page.url, '/claim', { body: `x=${'y'.repeat(20_000)}`, headers: type }), 413);
  });

  test('is shown again escaped, with each fault linked to its field', async () => {
    const typed = { address: 'a@x.com\r\nBcc: all@example.com', code: '"><script>alert(1)</script>', member: 'a@x.com,b@x.com' };
    const { status, text } = await page.visitor().fill('/claim?lang=en', typed);
    expect(status).toBe(422);
    for (const field of Object.keys(typed)) expect(text).toContain(`<a href="#${field}">`);
    expect(text).not.toContain('<script');
    expect(text.match(/aria-invalid="true"/g)).toHaveLength(3);
    expect(page.mails.map(({ to }) => to).join(' ')).not.toMatch(/[\r\n,]|Bcc/);
  });
});

describe('too many questions', () => {
  const ask = async (count: number, each: (n: number) => Promise<{ status: number }>): Promise<readonly number[]> => {
    const statuses: number[] = [];
    for (let n = 1; n <= count; n += 1) statuses.push((await each(n)).status);
    return statuses;
  };

  test.each(['biapaid@example.com', 'nobodyatall@example.com'])('about %s, from anywhere, are answered five times an hour', async (address) => {
    const visitors = page.visitor;
    const statuses = await ask(5, async () => visitors().fill('/claim', { address, code: 'wrong', member: 'm@example.com' }));
    expect(statuses).toContain(303);
    const refused = await visitors().fill('/claim?lang=es', { address: ` ${address.toUpperCase()}`, code: 'wrong', member: 'm@example.com' });
    expect({ status: refused.status, words: wordsOf(refused) }).toMatchObject({ status: 429, words: expect.stringContaining('Demasiados intentos') });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(60);
  });

  test('from one sender are answered twenty times an hour, and no longer count for others; asking a person, five times', async () => {
    const visitor = page.visitor();
    const form = (n: number) => ({ address: `n${n}@example.com`, code: 'x', member: 'm@example.com' });
    expect((await ask(21, async (n) => visitor.fill('/claim', form(n)))).indexOf(429)).toBe(20);
    expect((await ask(6, async (n) => visitor.fill('/claim/request', form(n)))).indexOf(429)).toBe(5);
  });
});
