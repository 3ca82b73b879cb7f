import type { Language } from '#texts';
import { LANGUAGES } from '#texts';
import type { IncomingHttpHeaders } from 'node:http';
import type { ClaimPorts } from './ports.js';
import { languageInState } from './sign-in.js';
import { isAttemptId, keyed, newAttemptId, sameBytes, type AttemptId } from './secrets.js';

/** One request as the claim page sees it. */
export interface Visit {
  readonly language: Language;
  /** The id in the cookie; a new one when there was none. */
  readonly id: AttemptId;
  readonly known: boolean;
  readonly form: URLSearchParams;
  readonly query: URLSearchParams;
  /** The sender's address, hashed. */
  readonly sender: string;
  /** The form came from our own page, in this browser. */
  readonly genuine: boolean;
}

/** What arrived. `url`: path and query as written. */
export interface Arrived {
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly ip: string;
  readonly body?: Buffer;
}

const isLanguage = (text: string | undefined | null): text is Language => LANGUAGES.some((language) => language === text);

/** The first of a browser's languages that is ours: exactly, or by its first part. */
const preferred = (accepted: string): Language | undefined => {
  const wishes = accepted
    .slice(0, 500)
    .split(',')
    .map((wish) => {
      const [tag = '', ...parameters] = wish.split(';').map((part) => part.trim().toLowerCase());
      const quality = Number(parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? 1);
      return { tag: tag.split('-')[0] ?? '', quality: Number.isNaN(quality) ? 0 : quality };
    })
    .filter(({ quality }) => quality > 0)
    .sort((one, other) => other.quality - one.quality);
  for (const { tag } of wishes) {
    const found = LANGUAGES.find((language) => language.toLowerCase().split('-')[0] === tag);
    if (found) return found;
  }
  return undefined;
};

/** The language of an answer: as asked for in the address, else as the browser prefers, else the installation's. */
export const languageOf = (asked: string | null, accepted: string | undefined, usual: Language): Language =>
  isLanguage(asked) ? asked : (preferred(accepted ?? '') ?? usual);

/** Only this host may set a cookie of this name, and only over https; a neighbour under the same domain cannot plant one. */
export const cookieName = (origin: string): string => (origin.startsWith('https:') ? '__Host-catraca-claim' : 'catraca-claim');

const cookieIn = (header: string | undefined, name: string): string | undefined =>
  (header ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .find((pair) => pair.startsWith(`${name}=`))
    ?.slice(name.length + 1);

/** What a form must bring back: it follows from the cookie, and only we can make it. */
export const formToken = ({ personOf }: Pick<ClaimPorts, 'personOf'>, id: AttemptId): string => keyed(personOf, 'form', id);

/** Under our referrer policy a browser may write `null` for our own pages, so that this word says nothing; the token does. */
const sameSite = ({ origin, 'sec-fetch-site': site }: IncomingHttpHeaders, ours: string): boolean =>
  (origin === undefined || origin === 'null' || origin === ours) && (site === undefined || site === 'same-origin');

export const visitOf = (ports: ClaimPorts, { url, headers, ip, body }: Arrived): Visit => {
  const query = new URL(url, ports.origin).searchParams;
  const form = new URLSearchParams(body?.toString('utf8') ?? '');
  const cookie = cookieIn(headers.cookie, cookieName(ports.origin));
  const known = isAttemptId(cookie);
  const id = known ? cookie : newAttemptId();
  const token = Buffer.from(form.get('token') ?? '');
  return {
    language: languageOf(query.get('lang') ?? languageInState(query.get('state')), headers['accept-language'], ports.language),
    id,
    known,
    form,
    query,
    sender: keyed(ports.personOf, 'sender', ip),
    genuine: known && sameBytes(token, Buffer.from(formToken(ports, id))) && sameSite(headers, ports.origin),
  };
};
