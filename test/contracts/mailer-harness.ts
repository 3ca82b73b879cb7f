import { createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { smtpMailer, type Mail, type Mailer, type MailOutcome } from '#effects';
import type { FakeMailServer } from '../../apps/rehearsal/src/fake-mail-server.js';

export const LOGIN = { user: 'hello@academy.example', pass: 's3cret/p@ss:word' };
export const FROM = 'Academy <hello@academy.example>';
export const TO = 'jose.nunes@example.com';

export const MAIL: Mail = {
  to: TO,
  subject: 'Um passo',
  text: 'Olá, José Ñuñes 😀!\n',
  html: '<!doctype html><html lang="pt-BR"><body><p>Olá, José Ñuñes 😀!</p></body></html>',
  messageId: '<invitation-1@academy.example>',
};

const own = encodeURIComponent;

/** The address of a mail server with the login in it. */
export const withLogin = (url: string, { user, pass } = LOGIN): string => url.replace('//', `//${own(user)}:${own(pass)}@`);

export const mailerAt = (server: Pick<FakeMailServer, 'url'>, timeoutMs = 15_000): Mailer =>
  smtpMailer({ url: withLogin(server.url), from: FROM, timeoutMs });

/** What no outcome may say: whom the mail was for, who we are, and our password, in any of the shapes they take on the way. */
export const UNSPEAKABLE = [TO, 'jose', 'Ñuñes', LOGIN.user, LOGIN.pass, own(LOGIN.pass), Buffer.from(LOGIN.pass).toString('base64')];

export const wordsOf = (outcome: MailOutcome | string | undefined): string => JSON.stringify(outcome ?? '');

/** A server that takes lines and does with each what a test wants. */
export const lineServer = async (meet: (line: Socket) => void): Promise<{ readonly url: string; close(): Promise<void> }> => {
  const lines = new Set<Socket>();
  const server = createServer((line) => {
    lines.add(line.on('error', () => undefined));
    meet(line);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      const closed = new Promise<void>((done) => void server.close(() => done()));
      lines.forEach((line) => line.destroy());
      await closed;
    },
  };
};
