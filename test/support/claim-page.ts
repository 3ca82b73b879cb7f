import type { Mail, Mailer } from '#effects';
import type { Runtime, Settings } from '#runtime';
import { createServer } from 'node:net';
import { startIngress } from '../../apps/ingress/src/start.js';
import { knock, type Answer, type Knock } from './door.js';
import type { House } from './house.js';
import { until } from './until.js';

/** Takes every mail and sends none. */
export const collectingMailer = (): Mailer & { readonly mails: readonly Mail[] } => {
  const mails: Mail[] = [];
  return {
    kind: 'smtp',
    mails,
    send: async (mail) => {
      mails.push(mail);
      return Promise.resolve({ kind: 'sent' });
    },
    check: async () => Promise.resolve(undefined),
    close: () => undefined,
  };
};

export const freePort = async (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (typeof address === 'object' && address !== null ? resolve(address.port) : reject(new Error('no free port'))));
    });
  });

type Pool = Runtime['pool'];

/** The same pool, counting the statements that are sent through it. */
const countedPool = (pool: Pool, count: () => void): Pool =>
  new Proxy(pool, {
    get(target, name) {
      if (name === 'query' || name === 'connect') count();
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });

export interface ClaimPage {
  readonly url: string;
  readonly mails: readonly Mail[];
  /** How many statements the page has sent so far. */
  statements(): number;
  /** Waits for the code that was mailed to an address last. */
  codeFor(address: string): Promise<string>;
  visitor(): Visitor;
  close(): Promise<void>;
}

/** The claim page of a house, on an ingress of its own with a mailer that collects. Each visitor has an address of their own. */
export const openClaimPage = async (house: House, settings: Partial<Settings> = {}, port?: number): Promise<ClaimPage> => {
  const mailer = collectingMailer();
  const own = port ?? (await freePort());
  const publicUrl = `http://127.0.0.1:${own}`;
  let statements = 0;
  const pool = countedPool(house.runtime.pool, () => (statements += 1));
  const mail = { from: 'access@example.com', smtp: 'smtp://127.0.0.1:1' };
  const all = { ...house.runtime.settings, trustProxy: true, mail, claim: { publicUrl }, ...settings };
  const { app } = await startIngress({ ...house.runtime, pool, settings: all, mailer }, { host: '127.0.0.1', port: own });
  return {
    url: publicUrl,
    mails: mailer.mails,
    statements: () => statements,
    codeFor: async (address) =>
      until(() => /\b\d{6}\b/.exec(mailer.mails.findLast(({ to }) => to === address)?.subject ?? '')?.[0], {
        deadlineMs: 10_000,
        what: `a code for ${address}`,
      }),
    visitor: () => visitorOf(publicUrl),
    close: async () => app.close(),
  };
};

let visitors = 0;

/** A browser without JavaScript: keeps its cookie and the token of the last form, follows no redirect by itself. */
export interface Visitor {
  cookie: string;
  token: string;
  readonly ip: string;
  get(path: string, headers?: Knock['headers']): Promise<Answer>;
  post(path: string, fields: Readonly<Record<string, string>>, headers?: Knock['headers']): Promise<Answer>;
  /** Opens a page and sends its form. */
  fill(path: string, fields: Readonly<Record<string, string>>): Promise<Answer>;
}

const cookieIn = ({ headers }: Answer): string | undefined => headers['set-cookie']?.[0]?.split(';')[0];
export const tokenIn = ({ text }: Answer): string | undefined => /name="token" value="([^"]+)"/.exec(text)?.[1];

const visitorOf = (url: string): Visitor => {
  visitors += 1;
  const remember = (answer: Answer): Answer => {
    visitor.cookie = cookieIn(answer) ?? visitor.cookie;
    visitor.token = tokenIn(answer) ?? visitor.token;
    return answer;
  };
  const shared = () => ({ 'x-forwarded-for': visitor.ip, ...(visitor.cookie && { cookie: visitor.cookie }) });
  const visitor: Visitor = {
    cookie: '',
    token: '',
    ip: `10.0.${Math.floor(visitors / 250)}.${visitors % 250}`,
    get: async (path, headers = {}) => remember(await knock(url, path, { method: 'GET', token: undefined, headers: { ...shared(), ...headers } })),
    post: async (path, fields, headers = {}) => {
      const body = new URLSearchParams({ token: visitor.token, ...fields }).toString();
      const type = { 'content-type': 'application/x-www-form-urlencoded', origin: url };
      return remember(await knock(url, path, { body, token: undefined, headers: { ...type, ...shared(), ...headers } }));
    },
    fill: async (path, fields) => {
      await visitor.get(path);
      return visitor.post(path, fields);
    },
  };
  return visitor;
};

/** What a page says, without its markup. */
export const wordsOf = ({ text }: Answer): string =>
  text
    .replace(/<style[\s\S]*?<\/style>/, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
