import { createTransport, type SendMailOptions } from 'nodemailer';
import type { Mail, Mailer } from './mailer.js';
import { isAddress, mailboxIn, smtpServerAt } from './smtp-address.js';
import { outcomeOf, troubleOf } from './smtp-outcome.js';

/** `url`: `smtps://user:password@host:465` or `smtp://…`. `from`: `Academy <hello@academy.example>`. `timeoutMs`: for one whole mail. */
export interface SmtpMailerOptions {
  readonly url: string;
  readonly from: string;
  readonly timeoutMs?: number;
}

/** How often a mail moves to a fresh line because an old one had been closed; by then nothing of it was said. */
const FRESH_LINES = 2;
const LINK = /^(mailto:|https?:\/\/)[^\s<>\p{Cc}]+$/u;

/** How a reader stops reminders (RFC 2369), and for pages that one click is enough (RFC 8058). */
const unsubscribing = (link: string | undefined): Pick<SendMailOptions, 'list' | 'headers'> => {
  if (!link || !LINK.test(link)) return {};
  const oneClick = link.startsWith('https:') ? { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' } : {};
  return { list: { unsubscribe: link }, headers: oneClick };
};

const messageOf = ({ to, subject, text, html, messageId, unsubscribe }: Mail): SendMailOptions => {
  const { list, headers } = unsubscribing(unsubscribe);
  return {
    to: { name: '', address: to },
    subject,
    text,
    html,
    messageId,
    list,
    headers: { 'Auto-Submitted': 'auto-generated', ...headers }, // RFC 3834: no holiday notes in return
  };
};

/** Sends by SMTP, over a few lines that are kept open. Throws at once when `url` or `from` cannot be read. */
export const smtpMailer = ({ url, from, timeoutMs = 60_000 }: SmtpMailerOptions): Mailer => {
  const sender = mailboxIn(from);
  const timeouts = { dnsTimeout: timeoutMs, connectionTimeout: timeoutMs, greetingTimeout: timeoutMs, socketTimeout: timeoutMs };
  const closed = { disableFileAccess: true, disableUrlAccess: true };
  const transport = createTransport({ ...smtpServerAt(url), ...timeouts, ...closed, pool: true, maxRequeues: FRESH_LINES });

  // Each mail has a deadline of its own, by which its body is found again. A body read to its end has gone out, its last dot included.
  const bodies = new WeakMap<AbortSignal, { readonly readableEnded: boolean }>();
  transport.use('stream', ({ message, data: { signal } }, done) => {
    message.processFunc((body) => {
      if (signal) bodies.set(signal, body);
      return body;
    });
    done();
  });

  return {
    kind: 'smtp',
    async send(mail) {
      if (!isAddress(mail.to)) return { kind: 'never', because: 'an address that no mail can go to' };
      const signal = AbortSignal.timeout(timeoutMs);
      try {
        await transport.sendMail({ ...messageOf(mail), from: sender, signal });
        return { kind: 'sent' };
      } catch (error) {
        return outcomeOf(error, bodies.get(signal)?.readableEnded ?? false);
      }
    },
    check: () =>
      transport.verify().then(
        () => undefined,
        (error: unknown) => troubleOf(error),
      ),
    close: () => transport.close(),
  };
};
