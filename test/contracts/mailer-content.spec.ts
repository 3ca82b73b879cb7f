import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Mail, Mailer } from '#effects';
import { smtpMailer } from '#effects';
import { composeMail } from '#texts';
import { mailPage } from '../../apps/rehearsal/src/fake-mail-page.js';
import { startFakeMailServer, type FakeMailServer, type ReceivedMail } from '../../apps/rehearsal/src/fake-mail-server.js';
import { FROM, LOGIN, MAIL, mailerAt, TO, withLogin } from './mailer-harness.js';

const INVITATION = { kind: 'invitation', products: ['Curso'], signupUrl: 'https://academy.example/signup', community: 'Academy' } as const;

describe('a mail by smtp, as it arrives', () => {
  let server: FakeMailServer;
  let mailer: Mailer;
  beforeAll(async () => {
    server = await startFakeMailServer({ login: LOGIN });
    mailer = mailerAt(server);
  });
  afterAll(async () => {
    mailer.close();
    await server.close();
  });

  const arrived = async (mail: Partial<Mail>): Promise<ReceivedMail> => {
    expect(await mailer.send({ ...MAIL, ...mail })).toEqual({ kind: 'sent' });
    const [last] = server.mails.slice(-1);
    if (!last) throw new Error('Nothing arrived');
    return last;
  };

  test('is what was sent, with our message id, and says that a machine wrote it', async () => {
    const mail = await arrived({});
    expect(mail).toMatchObject({ from: 'hello@academy.example', to: [TO], subject: MAIL.subject, language: 'pt-BR' });
    expect([mail.text.trim(), mail.html.trim()]).toEqual([MAIL.text.trim(), MAIL.html]);
    expect(mail.headers).toMatchObject({ from: FROM, to: TO, 'message-id': MAIL.messageId, 'auto-submitted': 'auto-generated' });
    expect(mail.headers['content-type']).toMatch(/^multipart\/alternative;/);
    expect(mail.raw).toMatch(/Content-Type: text\/plain; charset=utf-8[\s\S]*Content-Type: text\/html; charset=utf-8/i);
    expect(mail.headers).not.toHaveProperty('list-unsubscribe');
  });

  test('tells how to stop: an address, or a page where one click is enough', async () => {
    const byMail = await arrived({ unsubscribe: 'mailto:hello@academy.example?subject=stop' });
    expect(byMail.headers['list-unsubscribe']).toBe('<mailto:hello@academy.example?subject=stop>');
    expect(byMail.headers).not.toHaveProperty('list-unsubscribe-post');
    const page = `https://academy.example/stop?token=${'x'.repeat(200)}`;
    const byPage = await arrived({ unsubscribe: page });
    expect(byPage.headers['list-unsubscribe']?.replace(/\s/g, '')).toBe(`<${page}>`);
    expect(byPage.headers['list-unsubscribe-post']).toBe('List-Unsubscribe=One-Click');
  });

  test.each(['javascript:alert(1)', 'https://a.example/>, <https://b.example', 'mailto:a@b\r\nBcc: c@d.example'])(
    'leaves %j out',
    async (unsubscribe) => {
      const { headers } = await arrived({ unsubscribe });
      expect(headers).not.toHaveProperty('list-unsubscribe');
      expect(headers).not.toHaveProperty('bcc');
    },
  );

  test.each(['José Ñuñes', '😀', 'Zoë "Zed" O’Hara, <b>Ltd</b>', '李小龙', 'ß'.repeat(70)])('brings the name %s whole', async (name) => {
    const { subject, text, html } = composeMail('pt-BR', 'invitation', { ...INVITATION, name, products: [name] });
    const mail = await arrived({ subject, text, html });
    expect(mail.subject).toBe(subject);
    expect(mail.subject).toContain(name);
    expect(mail.text.replace(/\s+/g, ' ')).toContain(name);
    expect(mail.html).not.toContain('<b>Ltd');
  });

  test('a line break in a name, a subject or a message id makes no header', async () => {
    const evil = 'Ana\r\nBcc: eve@example.com\r\n\r\nhello';
    const composed = composeMail('en', 'invitation', { ...INVITATION, name: evil, products: [evil] });
    for (const mail of [await arrived(composed), await arrived({ subject: evil }), await arrived({ messageId: '<a@b>\r\nBcc: eve@example.com' })]) {
      expect(mail.to).toEqual([TO]);
      expect(mail.headers).not.toHaveProperty('bcc');
    }
  });

  test('lines stay within what SMTP allows, however long they were', async () => {
    const long = 'é'.repeat(5000);
    const mail = await arrived({ text: long, html: `<p>${long}</p>`, subject: long });
    expect(Math.max(...mail.raw.split('\r\n').map(({ length }) => length))).toBeLessThanOrEqual(998);
    expect([mail.text.trim(), mail.subject]).toEqual([long, long]);
  });

  test('a sender with a name of any letters is still one sender', async () => {
    const own = smtpMailer({ url: withLogin(server.url), from: '"Ação, Inc." <ola@academy.example>', timeoutMs: 15_000 });
    expect(await own.send(MAIL)).toEqual({ kind: 'sent' });
    expect(server.mails.at(-1)?.from).toBe('ola@academy.example');
    own.close();
  });

  test('two mails go over one line', async () => {
    const own = mailerAt(server);
    const before = server.seen.lines;
    expect([await own.send(MAIL), await own.send({ ...MAIL, messageId: '<2@academy.example>' })]).toEqual([{ kind: 'sent' }, { kind: 'sent' }]);
    expect(server.seen.lines).toBe(before + 1);
    own.close();
  });

  test('many at once all arrive', async () => {
    const ids = Array.from({ length: 20 }, (_, at) => `<many-${at}@academy.example>`);
    const outcomes = await Promise.all(ids.map((messageId) => mailer.send({ ...MAIL, messageId })));
    expect(new Set(outcomes.map(({ kind }) => kind))).toEqual(new Set(['sent']));
    expect(server.mails.map(({ headers }) => headers['message-id'])).toEqual(expect.arrayContaining(ids));
  });

  test('the page of the rehearsal shows it escaped, in a frame without scripts', async () => {
    const html = '<html lang="es"><body><script>alert(1)</script>"quoted"</body></html>';
    const page = mailPage([await arrived({ subject: '<img src=x onerror=alert(1)>', html })]);
    expect(page).not.toMatch(/<script|<img/);
    expect(page).toContain('srcdoc="&#60;html lang=&#34;es&#34;');
    expect(page).toMatch(/<iframe [^>]*sandbox="allow-popups allow-popups-to-escape-sandbox"/);
    expect(page).toContain(`<dd>${TO}</dd>`);
    expect(page).toContain('<dd>es</dd>');
  });
});
