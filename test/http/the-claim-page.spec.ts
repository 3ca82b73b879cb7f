import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { openClaimPage, wordsOf, type ClaimPage, type Visitor } from '../support/claim-page.js';
import { expectProblem, knock, type Answer } from '../support/door.js';
import { openHouse, type House } from '../support/house.js';
import { buyer } from '../support/story.js';
import { until } from '../support/until.js';

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

/** Somebody who bought with one address and is a member under another. */
const split = async (tag: string) => {
  const sale = buyer(house, `${tag}paid`);
  const member = buyer(house, `${tag}member`);
  await sale.says('purchase-approved', -1);
  const id = member.signUp();
  await house.settled();
  return { sale, member, id, form: { address: sale.email, code: `HP${tag}paid`, member: member.email } };
};

const bothCodes = async ({ sale, member }: { sale: { email: string }; member: { email: string } }) => ({
  purchaseCode: await page.codeFor(sale.email),
  memberCode: await page.codeFor(member.email),
});

const claims = async (): Promise<number> => {
  const { rows } = await house.runtime.pool.query<{ count: number }>(`select count(*)::int as count from events where type = 'SaleClaimed'`);
  return rows[0]?.count ?? 0;
};

/** An answer without what is random: cookie, nonce, token, and the clock. */
const plain = ({ status, headers, text }: Answer): unknown => {
  const { date: _, ...kept } = headers;
  const blanked = JSON.stringify({ status, kept, text });
  return JSON.parse(blanked.replace(/(catraca-claim=|nonce-|nonce=\\"|name=\\"token\\" value=\\")[\w-]+/g, '$1…'));
};

describe('the rightful buyer', () => {
  test('proves purchase and account, and the badge opens; the address that paid is told', async () => {
    const ana = await split('ana');
    const visitor = page.visitor();
    const asked = await visitor.fill('/claim?lang=en', ana.form);
    expect(asked).toMatchObject({ status: 303, headers: { location: '/claim/codes?lang=en' } });
    expect(wordsOf(await visitor.get('/claim/codes?lang=en'))).toContain('If what you entered fits together');
    const done = await visitor.post('/claim/codes?lang=en', await bothCodes(ana));
    expect(done).toMatchObject({ status: 303, headers: { location: '/claim/done?lang=en' } });
    expect(wordsOf(await visitor.get('/claim/done?lang=en'))).toContain('within a minute');
    await house.holds(ana.id, 'premium');
    await until(() => page.mails.some(({ to, subject }) => to === ana.sale.email && subject.includes('moved')), {
      deadlineMs: 10_000,
      what: 'a notice',
    });
  });

  test('may name the sale instead of the charge, write addresses in capitals, and codes with blanks', async () => {
    const bia = await split('bia');
    const visitor = page.visitor();
    await visitor.fill('/claim', { address: ` ${bia.sale.email.toUpperCase()} `, code: 'Sbiapaid', member: bia.member.email });
    const { purchaseCode, memberCode } = await bothCodes(bia);
    const typed = { purchaseCode: `${purchaseCode.slice(0, 3)} ${purchaseCode.slice(3)}`, memberCode: ` ${memberCode}` };
    expect(await visitor.fill('/claim/codes', typed)).toMatchObject({ status: 303 });
    await house.holds(bia.id, 'premium');
  });

  test('finds the codes used up: sent again, they are refused and nothing is written', async () => {
    const carla = await split('carla');
    const visitor = page.visitor();
    await visitor.fill('/claim?lang=en', carla.form);
    const codes = await bothCodes(carla);
    await visitor.fill('/claim/codes?lang=en', codes);
    const before = await claims();
    expect(wordsOf(await visitor.fill('/claim/codes?lang=en', codes))).toContain('no longer good');
    expect(await claims()).toBe(before);
  });
});

describe('a stranger', () => {
  let diana: Awaited<ReturnType<typeof split>>;
  beforeAll(async () => {
    diana = await split('diana');
  });

  const asks = async (form: Readonly<Record<string, string>>) => {
    const visitor = page.visitor();
    await visitor.get('/claim?lang=en');
    const before = page.statements();
    const answer = await visitor.post('/claim?lang=en', form);
    return { visitor, answer, statements: page.statements() - before };
  };
  const guesses = async (visitor: Visitor): Promise<readonly unknown[]> => {
    const answers: Answer[] = [];
    for (let round = 1; round <= 6; round += 1)
      answers.push(await visitor.fill('/claim/codes?lang=en', { purchaseCode: '000000', memberCode: '000000' }));
    return answers.map(plain);
  };

  test('learns nothing: every answer, every header and the number of statements are the same whatever exists', async () => {
    const fits = await asks(diana.form);
    const others = [
      await asks({ ...diana.form, code: 'HP0000000000' }),
      await asks({ ...diana.form, address: 'nobody@example.com' }),
      await asks({ ...diana.form, member: 'nobody@example.com' }),
      await asks({ address: 'no@example.com', code: 'none', member: 'body@example.com' }),
    ];
    const guessed = await guesses(fits.visitor);
    for (const { visitor, answer, statements } of others) {
      expect(plain(answer)).toEqual(plain(fits.answer));
      expect(statements).toBe(fits.statements);
      expect(await guesses(visitor)).toEqual(guessed);
    }
  });

  test('who knows only the address gets no mail sent; the address that paid gets its own code alone', async () => {
    await page.codeFor(diana.sale.email);
    const sent = page.mails.filter(({ subject }) => /\d{6}/.test(subject)).map(({ to }) => to);
    expect(sent).not.toContain('nobody@example.com');
    expect(sent.filter((to) => to === diana.sale.email)).toHaveLength(1);
    expect(house.cativa.holds(diana.id, 'premium')).toBe(false);
  });

  test('with a code that is like the right one, and not it, gets no mail sent', async () => {
    const elsa = await split('elsa');
    for (const code of ['HPelsapai_', 'hpelsapaid', 'HPelsapai', 'elsapaid']) {
      expect((await asks({ ...elsa.form, code })).answer.status).toBe(303);
    }
    await asks(elsa.form);
    await page.codeFor(elsa.sale.email);
    expect(page.mails.filter(({ to }) => to === elsa.sale.email)).toHaveLength(1);
  });
});

describe('without the proof', () => {
  test('a person is asked: the words are kept apart from the fact, and the answer is the same for all', async () => {
    const fields = { code: 'HPdianapaid', member: 'dianamember@example.com', requester: 'Diana <b>', message: 'Lost it.\r\nHelp!' };
    const known = await page.visitor().fill('/claim/request?lang=en', { address: 'dianapaid@example.com', ...fields });
    const unknown = await page.visitor().fill('/claim/request?lang=en', { address: 'nobody@example.com', ...fields, member: 'none@example.com' });
    expect(plain(known)).toEqual(plain(unknown));
    expect(known).toMatchObject({ status: 303, headers: { location: '/claim/requested?lang=en' } });
    const { rows } = await house.runtime.pool.query<{ data: object; personal: object }>(
      `select data, personal from events where type = 'ClaimRequested' order by global_position`,
    );
    const person = house.runtime.personOf('dianapaid@example.com');
    expect(rows[0]?.data).toEqual({
      occurredAt: expect.any(String),
      request: expect.stringMatching(/^[0-9a-f]{16}$/),
      person,
      code: 'HPdianapaid',
      member: expect.any(String),
    });
    expect(rows[0]?.personal).toEqual({ email: 'dianapaid@example.com', memberEmail: fields.member, name: 'Diana <b>', message: 'Lost it.\nHelp!' });
    expect(rows[1]?.data).not.toHaveProperty('member');
  });

  test('an installation without the setting has no such page', async () => {
    expectProblem(await knock(house.url, '/claim', { method: 'GET' }), 404);
    expectProblem(await knock(house.url, '/claim', { body: 'x=1', headers: { 'content-type': 'application/x-www-form-urlencoded' } }), 404);
  });
});
