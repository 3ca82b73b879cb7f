import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { noMailer, smtpMailer, type Mailer, type MailOutcome } from '#effects';
import type { MailFault } from '../../apps/rehearsal/src/fake-mail-faults.js';
import { startFakeMailServer, type FakeMailServer } from '../../apps/rehearsal/src/fake-mail-server.js';
import { FROM, lineServer, LOGIN, MAIL, mailerAt, TO, UNSPEAKABLE, withLogin, wordsOf } from './mailer-harness.js';

const ODD_ADDRESSES = [
  '',
  'nobody',
  '@',
  'a@',
  'a b@example.com',
  'a@b@c',
  'a@example.com,b@example.com',
  'x@y\r\nBcc: z@example.com',
  'a@b>',
  '\u0000@a',
];

let server: FakeMailServer;
beforeAll(async () => void (server = await startFakeMailServer({ login: LOGIN })));
afterEach(() => server.faults.off());
afterAll(() => server.close());

const carriers: readonly { readonly name: string; readonly start: () => Mailer; readonly usual: MailOutcome['kind'] }[] = [
  { name: 'smtp', start: () => mailerAt(server), usual: 'sent' },
  { name: 'none', start: noMailer, usual: 'later' },
];

describe.each(carriers)('any mailer: $name', ({ name, start, usual }) => {
  let mailer: Mailer;
  beforeAll(() => void (mailer = start()));
  afterAll(() => mailer.close());

  test('says what it is and answers in its usual way', async () => {
    expect(mailer.kind).toBe(name);
    expect(await mailer.send(MAIL)).toMatchObject({ kind: usual });
  });

  test.each(ODD_ADDRESSES)('does not throw for %j, and sends it nothing', async (to) => {
    const before = server.mails.length;
    expect(['never', 'later']).toContain((await mailer.send({ ...MAIL, to })).kind);
    expect(server.mails).toHaveLength(before);
  });

  test('never repeats an address or a secret', async () => {
    const words = [await mailer.send(MAIL), await mailer.send({ ...MAIL, to: `${TO} ${LOGIN.pass}` }), await mailer.check()].map(wordsOf).join();
    for (const unspeakable of UNSPEAKABLE) expect(words).not.toContain(unspeakable);
  });
});

const OUTCOMES: readonly (readonly [MailFault, MailOutcome['kind'], RegExp])[] = [
  ['refuseRecipient', 'never', /^the mail server refuses this recipient \(550 5\.1\.1\)$/],
  ['refuseMailbox', 'never', /^the mail server refuses this mail \(552 5\.2\.2\)$/],
  ['tryLater', 'later', /^the mail server asks us to wait \(451 4\.7\.1\)$/],
  ['denyRelay', 'later', /^the mail server refuses this recipient \(554 5\.7\.1\)$/],
  ['refuseLogin', 'later', /^the mail server refuses our login \(535\)$/],
  ['refuseSender', 'later', /^the mail server refuses our sender \(553 5\.7\.1\)$/],
  ['refuseMail', 'later', /^the mail server refuses this mail \(554 5\.6\.0\)$/],
  ['hangAtRecipient', 'later', /^the mail server cannot be reached \(E(ABORT|TIMEDOUT)\)$/],
  ['closeInMail', 'later', /^the mail server cannot be reached \((ECONNECTION|ECONNRESET|EPIPE)\)$/],
  ['closeAfterMail', 'unknown', /^the mail server had it all and did not answer \(ECONNECTION\)$/],
  ['hangAfterMail', 'unknown', /^the mail server had it all and did not answer \(E(ABORT|TIMEDOUT)\)$/],
];

describe('the smtp mailer when something is wrong', () => {
  test.each(OUTCOMES)('%s: %s', async (fault, kind, because) => {
    const mailer = mailerAt(server, fault.startsWith('hang') ? 1500 : 15_000);
    // Larger than what fits on the way, so that a line can be cut while the mail is said.
    const mail = { ...MAIL, text: fault === 'closeInMail' ? 'word '.repeat(2_000_000) : MAIL.text };
    server.faults.on(fault, 1);
    const answer = await mailer.send(mail);
    expect(answer).toEqual({ kind, because: expect.stringMatching(because) });
    for (const unspeakable of UNSPEAKABLE) expect(wordsOf(answer)).not.toContain(unspeakable);
    expect(await mailer.send(MAIL)).toEqual({ kind: 'sent' });
    mailer.close();
  });

  test('a mail whose answer was lost arrived once: nobody tries again by themselves', async () => {
    const mailer = mailerAt(server);
    server.faults.on('closeAfterMail', 1);
    const messageId = '<once@academy.example>';
    expect(await mailer.send({ ...MAIL, messageId })).toMatchObject({ kind: 'unknown' });
    expect(await mailer.send({ ...MAIL, messageId: '<next@academy.example>' })).toEqual({ kind: 'sent' });
    expect(server.mails.filter(({ headers }) => headers['message-id'] === messageId)).toHaveLength(1);
    mailer.close();
  });

  test('a line that was closed behind our back costs no mail', async () => {
    const once = await startFakeMailServer();
    const mailer = smtpMailer({ url: once.url, from: FROM, timeoutMs: 15_000 });
    expect(await mailer.send(MAIL)).toEqual({ kind: 'sent' });
    await once.close();
    const again = await startFakeMailServer({ port: once.port });
    expect(await mailer.send(MAIL)).toEqual({ kind: 'sent' });
    mailer.close();
    await again.close();
  });

  test('nobody there, no such host, a server that hangs up and one that says nothing: later', async () => {
    const gone = await lineServer(() => undefined);
    await gone.close();
    const rude = await lineServer((line) => line.destroy());
    const mute = await lineServer(() => undefined);
    for (const url of [gone.url, rude.url, mute.url, 'smtp://no-such-host.invalid']) {
      const mailer = smtpMailer({ url: withLogin(url), from: FROM, timeoutMs: 500 });
      expect(await mailer.send(MAIL)).toEqual({
        kind: 'later',
        because: expect.stringMatching(/^the mail server cannot be reached \(E\w+\)$/),
      });
      expect(await mailer.check()).toMatch(/^The mail server cannot be reached \(.+\)\.$/);
      mailer.close();
    }
    await Promise.all([rude.close(), mute.close()]);
  });

  test('a wrong password is told by the check, not by the password', async () => {
    const mailer = smtpMailer({ url: withLogin(server.url, { ...LOGIN, pass: 'wr0ng' }), from: FROM, timeoutMs: 15_000 });
    expect(await mailer.check()).toBe('The mail server refuses our login (535).');
    expect(await mailer.send(MAIL)).toEqual({ kind: 'later', because: 'the mail server refuses our login (535)' });
    mailer.close();
  });

  test('a password does not go to another machine in the clear', async () => {
    const elsewhere = await startFakeMailServer({ host: '127.0.0.2', login: LOGIN });
    const mailer = mailerAt(elsewhere);
    expect(await mailer.send(MAIL)).toEqual({ kind: 'later', because: 'the mail server and we cannot agree on TLS (500)' });
    expect(elsewhere.seen).toEqual({ lines: expect.any(Number), logins: 0 });
    mailer.close();
    await elsewhere.close();
  });

  test('the check finds nothing wrong where nothing is, and sends nothing', async () => {
    const mailer = mailerAt(server);
    const before = server.mails.length;
    expect(await mailer.check()).toBeUndefined();
    expect(server.mails).toHaveLength(before);
    mailer.close();
  });

  test.each(['http://host', 'smtp://', 'smtps://u:s3cret@host/path', 'smtp://u:s3cret@host?pool=false', 'smtp://u:s3%cret@host', 's3cret'])(
    'an address that is none (%j) is refused at once and not repeated',
    (url) => {
      expect(() => smtpMailer({ url, from: FROM })).toThrow(/^The mail server is not an address such as smtps:/);
      expect(() => smtpMailer({ url, from: FROM })).not.toThrow(/s3/);
    },
  );

  test.each(['Academy', 'a@b, c@d', 'Academy <a@b>\r\nBcc: <c@d>', 'Academy <a@b> <c@d>'])(
    'a sender that is none (%j) is refused at once',
    (from) => {
      expect(() => smtpMailer({ url: server.url, from })).toThrow(/^The sender of mails is not an address/);
    },
  );
});
