import { projections, replay } from '#projections';
import { inviteSettings } from '#runtime';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startFakeMailServer, type FakeMailServer } from '../../apps/rehearsal/src/fake-mail-server.js';
import { freePort } from '../support/claim-page.js';
import { openHouse, type House } from '../support/house.js';
import { buyer } from '../support/story.js';
import { until } from '../support/until.js';

/** A second, in days: reminders are due when it is over. */
const SOON = 1 / 86_400;

let mail: FakeMailServer;
let house: House;
beforeAll(async () => {
  mail = await startFakeMailServer();
  const more = `mail: { from: "Academy <hello@academy.example>", smtp: "\${SMTP_URL}", reminderDays: [${SOON}] }\nlanguage: pt-BR\n`;
  const port = await freePort();
  const claim = `claim: { publicUrl: "http://127.0.0.1:${port}" }\n`;
  house = await openHouse({ port, channels: more + claim, secrets: { SMTP_URL: mail.url } });
});
afterAll(async () => {
  await house.close();
  await mail.close();
});

const mailsTo = (email: string) => mail.mails.filter(({ to }) => to.includes(email));
const comes = async (email: string, count: number) =>
  until(() => mailsTo(email).length >= count && mailsTo(email), { deadlineMs: 20_000, what: `${count} mails to ${email}` });
const factsOf = async (type: string, email: string) => {
  const text = `select data from events where type = $1 and data->>'person' = $2 order by global_position`;
  return (await house.runtime.pool.query<{ data: Record<string, unknown> }>(text, [type, house.runtime.personOf(email)])).rows.map(
    ({ data }) => data,
  );
};

describe('a buyer who is no member yet', () => {
  test('is asked in at once, by a mail in the language of the installation that leads to the sign-up', async () => {
    const ana = buyer(house, 'anaisasked', { name: 'Ana <b>Ñuñes</b>' });
    await ana.says('purchase-approved', -1);
    const [invitation] = await comes(ana.email, 1);
    expect(invitation).toMatchObject({ from: 'hello@academy.example', language: 'pt-BR' });
    expect(invitation?.text).toContain(`/signup?email=${encodeURIComponent(ana.email)}`);
    expect(invitation?.html).not.toContain('<b>Ñuñes</b>');
    await house.settled();
    expect(await factsOf('InviteSent', ana.email)).toMatchObject([{ mail: 0, attempt: 1, invited: 'hotmart/Sanaisasked' }]);
  });

  test('is reminded when the day has come, once, and hears no more after signing up', async () => {
    const bia = buyer(house, 'biaisreminded');
    await bia.says('purchase-approved', -1);
    await comes(bia.email, 1);
    const [, reminder] = await until(
      async () => {
        await house.sweep();
        return mailsTo(bia.email).length >= 2 && mailsTo(bia.email);
      },
      { deadlineMs: 20_000, what: 'the reminder' },
    );
    expect(reminder?.headers['list-unsubscribe']).toContain(`<${house.url}/reminders/stop/`);
    await house.holds(bia.signUp(), 'premium');
    await house.sweep();
    await house.sweep();
    expect(mailsTo(bia.email)).toHaveLength(2);
  });

  test('who got the money back before signing up is reminded of nothing', async () => {
    const carla = buyer(house, 'carlaisrefunded');
    await carla.says('purchase-approved', -1);
    await comes(carla.email, 1);
    await carla.says('purchase-refunded', -0.5);
    await house.settled();
    await house.sweep();
    expect(mailsTo(carla.email)).toHaveLength(1);
    const member = carla.signUp();
    await house.settled();
    expect(house.cativa.holds(member, 'premium')).toBe(false);
  });
});

describe('a reader who wants no reminders', () => {
  test('says so on a page, in the language of the browser, by one click; looking changes nothing, and a guess is refused', async () => {
    const iva = buyer(house, 'ivawantsnone');
    await iva.says('purchase-approved', -1);
    await comes(iva.email, 1);
    const { stopUrl } = inviteSettings(house.runtime.settings, house.runtime.personOf) ?? {};
    const url = stopUrl?.(house.runtime.personOf(iva.email)) ?? '';
    const page = await fetch(url, { headers: { 'accept-language': 'es-MX' } });
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('¿No quieres más recordatorios?')]);
    expect(await factsOf('InvitesStopped', iva.email)).toEqual([]);
    expect(
      (
        await fetch(
          url.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
          { method: 'POST' },
        )
      ).status,
    ).toBe(404);
    const oneClick = { method: 'POST', body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) };
    expect([(await fetch(url, oneClick)).status, (await fetch(url, oneClick)).status]).toEqual([200, 200]);
    expect(await factsOf('InvitesStopped', iva.email)).toHaveLength(1);
  });
});

describe('no mail goes twice', () => {
  test('though its job is lost, sent again, and the tables are built anew', async () => {
    const diana = buyer(house, 'dianaonce');
    await diana.says('purchase-approved', -1);
    await comes(diana.email, 1);
    await house.settled();
    const person = house.runtime.personOf(diana.email);
    const invites = await house.queue('invite');
    await Promise.all([1, 2, 3, 4].map(async (n) => invites.add('buyer', { person }, { jobId: `again${n}` })));
    await replay(house.runtime.pool, { projections, dryRun: false, moment: { now: new Date().toISOString() }, onProgress: () => undefined });
    await house.settled();
    const invitations = mailsTo(diana.email).filter(({ headers }) => headers['list-unsubscribe'] === undefined);
    expect(invitations).toHaveLength(1);
    expect(new Set(mailsTo(diana.email).map(({ headers }) => headers['message-id'])).size).toBe(mailsTo(diana.email).length);
  });

  test('though the line broke after it was said: it may have gone, and a person is asked', async () => {
    mail.faults.on('closeAfterMail', 1);
    const eva = buyer(house, 'evaisunsure');
    await eva.says('purchase-approved', -1);
    const failed = await until(async () => (await factsOf('InviteFailed', eva.email))[0], { deadlineMs: 20_000, what: 'the outcome' });
    expect(failed).toMatchObject({ final: true, because: expect.stringContaining('may have gone') });
    await house.sweep();
    expect(mailsTo(eva.email)).toHaveLength(1);
  });
});

describe('a mail server that refuses', () => {
  test('for now is asked again later, and nobody is told an address', async () => {
    mail.faults.on('tryLater', 1);
    const flora = buyer(house, 'floraislater');
    await flora.says('purchase-approved', -1);
    const failed = await until(async () => (await factsOf('InviteFailed', flora.email))[0], { deadlineMs: 20_000, what: 'the outcome' });
    expect(failed).toMatchObject({ final: false, attempt: 1 });
    expect(JSON.stringify(failed)).not.toContain('@');
  });

  test('for good is not asked again', async () => {
    mail.faults.on('refuseRecipient', 1);
    const gil = buyer(house, 'gilisrefused');
    await gil.says('purchase-approved', -1);
    const failed = await until(async () => (await factsOf('InviteFailed', gil.email))[0], { deadlineMs: 20_000, what: 'the outcome' });
    expect(failed).toMatchObject({ final: true });
    await house.sweep();
    expect(mailsTo(gil.email)).toHaveLength(0);
  });
});
