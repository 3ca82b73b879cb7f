/** Where a mail server is, and who we are there. */
export interface SmtpServer {
  readonly host: string;
  readonly port?: number;
  /** TLS from the first byte. */
  readonly secure: boolean;
  readonly auth?: { readonly user: string; readonly pass: string };
  /** Log in even where the server does not offer it: a refused login is plainer than a refused sender. */
  readonly forceAuth?: boolean;
  /** Without TLS nothing is said. */
  readonly requireTLS: boolean;
}

export interface Mailbox {
  readonly name: string;
  readonly address: string;
}

const HERE = ['localhost', '127.0.0.1', '::1'];
const ADDRESS = /^[^\s@<>()[\]\\,;:"\p{Cc}]+@[^\s@<>()[\]\\,;:"\p{Cc}]+$/u;

/** Whether mail can go to it: one address, without anything that ends it early in a header or in a command. */
export const isAddress = (text: string): boolean => ADDRESS.test(text);

const NOT_A_SERVER = 'The mail server is not an address such as smtps://user:password@host:465, with signs such as @ and / percent-encoded';

const isServer = ({ protocol, hostname, pathname, search, hash }: URL): boolean =>
  /^smtps?:$/.test(protocol) && hostname !== '' && /^\/?$/.test(pathname) && search + hash === '';

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new Error(NOT_A_SERVER);
  }
};

/**
 * Reads `smtps://user:password@host:465` or `smtp://…`, where TLS follows by STARTTLS if the server has it; a password goes to another
 * machine in no other way. Throws without repeating the address, which may hold a password.
 */
export const smtpServerAt = (address: string): SmtpServer => {
  const url = URL.parse(address);
  if (!url || !isServer(url)) throw new Error(NOT_A_SERVER);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const secure = url.protocol === 'smtps:';
  const [user, pass] = [decoded(url.username), decoded(url.password)];
  const port = url.port === '' ? {} : { port: Number(url.port) };
  const login = user === '' ? {} : { auth: { user, pass }, forceAuth: true };
  return { host, secure, ...port, ...login, requireTLS: !secure && user !== '' && !HERE.includes(host) };
};

/** Reads `Academy <hello@academy.example>` or an address alone. Throws when it is neither. */
export const mailboxIn = (text: string): Mailbox => {
  const [, name = '', address = text.trim()] = /^\s*"?([^"<>\p{Cc}]*?)"?\s*<([^<>]*)>\s*$/u.exec(text) ?? [];
  if (!isAddress(address)) throw new Error('The sender of mails is not an address such as "Academy <hello@academy.example>"');
  return { name, address };
};
