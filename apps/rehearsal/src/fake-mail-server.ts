import type { AddressInfo } from 'node:net';
import PostalMime from 'postal-mime';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { mailSwitchboard, type MailFaults, type MailSwitchboard } from './fake-mail-faults.js';

/** A mail as it arrived. `from` and `to` are those of the envelope; header names are in lower case. */
export interface ReceivedMail {
  /** ISO 8601. */
  readonly at: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** The language that the HTML says it is in. */
  readonly language: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The whole mail, byte by byte as Latin-1. */
  readonly raw: string;
}

export interface FakeMailServerOptions {
  /** A free one when left out. */
  readonly port?: number;
  /** A loopback address; 127.0.0.1 when left out. */
  readonly host?: `127.0.0.${number}`;
  /** Who may send; anybody when left out. */
  readonly login?: { readonly user: string; readonly pass: string };
  readonly now?: () => Date;
}

/** A mail server that keeps what it is given and sends nothing on. It speaks SMTP without TLS, on the loopback only. */
export interface FakeMailServer {
  /** Without the login: `smtp://127.0.0.1:2525`. */
  readonly url: string;
  readonly port: number;
  /** The last 500, oldest first. */
  readonly mails: readonly ReceivedMail[];
  /** How many lines were opened, and how often somebody tried to log in. */
  readonly seen: { readonly lines: number; readonly logins: number };
  readonly faults: MailFaults;
  close(): Promise<void>;
}

type Answer = (error?: Error | null, words?: string) => void;

const MOST_KEPT = 500;
const LARGEST_MAIL = 25 * 1024 * 1024;

const parsed = async (raw: Buffer, { envelope }: SMTPServerSession, at: string): Promise<ReceivedMail> => {
  const { subject = '', text = '', html = '', headers } = await PostalMime.parse(raw);
  return {
    at,
    from: envelope.mailFrom ? envelope.mailFrom.address : '',
    to: envelope.rcptTo.map(({ address }) => address),
    subject,
    text,
    html,
    language: /<html[^>]*\slang="([\w-]+)"/i.exec(html)?.[1] ?? '',
    headers: Object.fromEntries(headers.map(({ key, value }) => [key, value])),
    raw: raw.toString('latin1'),
  };
};

/** The whole mail, or undefined when the line was cut on the way. */
const wholeMail = async (stream: SMTPServerDataStream, cut: (() => void) | undefined): Promise<Buffer | undefined> => {
  const chunks: Uint8Array[] = [];
  try {
    for await (const chunk of stream as AsyncIterable<Uint8Array>) {
      cut?.();
      chunks.push(chunk);
    }
  } catch {
    return undefined;
  }
  return cut ? undefined : Buffer.concat(chunks);
};

/** Keeps the mail and answers, or does not. */
const dataHandler =
  (faults: MailSwitchboard, keep: (raw: Buffer, session: SMTPServerSession) => Promise<void>, cut: (session: SMTPServerSession) => void) =>
  async (stream: SMTPServerDataStream, session: SMTPServerSession, answer: Answer): Promise<void> => {
    const raw = await wholeMail(stream, faults.strike('closeInMail') ? () => cut(session) : undefined);
    if (!raw) return;
    const refusal = faults.refusal('mail', session.envelope.rcptTo[0]?.address ?? '');
    if (refusal) return answer(refusal);
    await keep(raw, session);
    if (faults.strike('hangAfterMail')) return;
    if (faults.strike('closeAfterMail')) cut(session);
    else answer(null, 'kept');
  };

export const startFakeMailServer = async (options: FakeMailServerOptions = {}): Promise<FakeMailServer> => {
  const { port: wanted = 0, host = '127.0.0.1', login, now = () => new Date() } = options;
  const faults = mailSwitchboard();
  const mails: ReceivedMail[] = [];
  const seen = { lines: 0, logins: 0 };

  const cut = ({ id }: SMTPServerSession): void => [...server.connections].find((line) => line.id === id)?.close();
  const keep = async (raw: Buffer, session: SMTPServerSession): Promise<void> => {
    mails.push(await parsed(raw, session, now().toISOString()));
    mails.splice(0, mails.length - MOST_KEPT);
  };
  const onData = dataHandler(faults, keep, cut);
  const server = new SMTPServer({
    logger: false,
    disableReverseLookup: true,
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    authOptional: login === undefined,
    size: LARGEST_MAIL,
    closeTimeout: 10, // milliseconds; a line that hangs would else keep the server
    onConnect: (_, answer) => {
      seen.lines += 1;
      answer();
    },
    onAuth: ({ username = '', password }, _, answer) => {
      seen.logins += 1;
      const right = login === undefined || (username === login.user && password === login.pass);
      const refusal = faults.refusal('login', username);
      answer(refusal, right ? { user: username } : undefined);
    },
    onMailFrom: ({ address }, _, answer) => answer(faults.refusal('sender', address)),
    onRcptTo: ({ address }, _, answer) => {
      if (!faults.strike('hangAtRecipient')) answer(faults.refusal('recipient', address));
    },
    onData: (stream, session, answer) => void onData(stream, session, answer).catch(answer),
  });

  await new Promise<void>((listening, failed) => {
    server.once('error', failed);
    server.listen(wanted, host, listening);
  });
  server.on('error', () => undefined); // a line that breaks is no trouble of the server's
  const { port } = server.server.address() as AddressInfo;

  return {
    url: `smtp://${host}:${port}`,
    port,
    mails,
    seen,
    faults,
    close: () => new Promise<void>((closed) => server.close(closed)),
  };
};
