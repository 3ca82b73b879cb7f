import pLimit from 'p-limit';
import type { BadgeApi, BadgeCall, BadgeOutcome } from './badge-api.js';
import { leadingText, retryAfterMs } from './http-answer.js';
import { textAt, valueAt } from './value-at.js';

/** Where Cativa's badge calls live. `assign` and `remove` read like `POST /social/v1/badges/{badgeId}/users/{userId}`. */
export interface HttpBadgeApiOptions {
  readonly baseUrl: string;
  readonly key: string;
  readonly assign: string;
  readonly remove: string;
  readonly timeoutMs?: number;
}

interface Endpoint {
  readonly method: string;
  readonly path: string;
}

/** What a problem body may say in a log: short plain texts only. */
interface Problem {
  readonly type?: string;
  readonly traceId?: string;
}

/** Cativa's documentation names no limit (2026), and a launch is no reason to look for it. The others wait, and their time begins when they are sent. */
const MOST_AT_ONCE = 16;

/** No connection, no such name, or a certificate we do not trust: the request was never on the wire. */
const NEVER_SENT =
  /^(ECONNREFUSED|ENOTFOUND|EAI_\w+|E(HOST|NET)UNREACH|UND_ERR_CONNECT_TIMEOUT|CERT_\w+|ERR_TLS_CERT\w+|UNABLE_TO_\w+|\w*SELF_SIGNED\w*)$/;
/** 4xx that are no word on this member: a refused key (401, 403) hits everyone; 408, 425, 429 (RFC 9110, 8470, 6585) pass with time. */
const PASSING: Readonly<Record<number, 'later' | 'unknown'>> = { 401: 'later', 403: 'later', 408: 'unknown', 425: 'later', 429: 'later' };

/** Carries badge commands out at Cativa's API (Cativa docs, badges as permissions: both calls are idempotent). */
export const httpBadgeApi = ({ baseUrl, key, assign, remove, timeoutMs = 10_000 }: HttpBadgeApiOptions): BadgeApi => {
  const base = checkedBase(baseUrl);
  const endpoints = { assign: endpointOf(assign), remove: endpointOf(remove) };
  if (!/^[\x21-\x7e]+$/.test(key)) throw new Error('The Cativa key is empty or holds characters that no header can carry');
  const headers = { authorization: `Bearer ${key}`, accept: 'application/json, application/problem+json', 'user-agent': 'catraca' };

  const inTurn = pLimit(MOST_AT_ONCE);
  const send = async (call: BadgeCall): Promise<BadgeOutcome> => {
    if (![call.member, call.badge].every(fitsAPath)) return { kind: 'never', because: 'an id that cannot stand in an address' };
    const { method, path } = endpoints[call.command];
    try {
      const signal = AbortSignal.timeout(timeoutMs);
      const response = await fetch(`${base}${filled(path, call)}`, { method, headers, redirect: 'error', signal });
      return await outcomeOf(response, key);
    } catch (error) {
      return outcomeOfNoAnswer(error, timeoutMs);
    }
  };
  return { kind: 'api', run: async (call) => inTurn(send, call) };
};

/** Throws without repeating the address, which may hold credentials. */
const checkedBase = (baseUrl: string): string => {
  const url = URL.parse(baseUrl);
  if (!url || !/^https?:$/.test(url.protocol)) throw new Error('The Cativa base address is not an http or https address');
  if (url.username || url.password || url.search || url.hash) throw new Error('The Cativa base address holds more than a host and a path');
  return url.href.replace(/\/+$/, '');
};

const endpointOf = (template: string): Endpoint => {
  const [, method, path] = /^([A-Z]+) (\/\S*)$/.exec(template) ?? [];
  const complete = path?.includes('{badgeId}') && path.includes('{userId}');
  if (!method || !path || !complete) throw new Error(`Not a badge call, such as "POST /badges/{badgeId}/users/{userId}": ${template}`);
  return { method, path };
};

/** "." and ".." climb in an address however they are encoded; half a surrogate pair has no encoding. */
const fitsAPath = (id: string): boolean => id !== '' && id.isWellFormed() && !/^\.\.?$/.test(id);

const filled = (path: string, { badge, member }: BadgeCall): string =>
  path.replace(/\{(badgeId|userId)\}/g, (_, name) => encodeURIComponent(name === 'badgeId' ? badge : member));

/** 2xx is done; 409 was so already; 404 means "check the id", so it is final as 400 and 422 are (Cativa docs, errors and rate limits). */
const outcomeOf = async (response: Response, key: string): Promise<BadgeOutcome> => {
  const { ok, status } = response;
  const text = leadingText(response);
  if (ok) return { kind: 'done' };
  if (status === 409) return { kind: 'done', already: true };
  const { type, traceId } = problemOf(await text, key);
  const because = sayingOf(status, type);
  const kind = kindOf(status);
  if (kind === 'unknown') return { kind, because: traceId ? `${because} (trace ${traceId})` : because };
  // Cativa's docs name no limit and no header of their own.
  return kind === 'later' ? { kind, because, afterMs: retryAfterMs(response.headers.get('retry-after')), traceId } : { kind, because, traceId };
};

/** A missing, expired or too weak key: nothing helps until a person acts (Cativa docs, errors and rate limits). */
const sayingOf = (status: number, type: string | undefined): string => {
  if (status === 401 || status === 403) return `Cativa refuses our key (${status})`;
  return type ? `Cativa answered ${status} ${type}` : `Cativa answered ${status}`;
};

/** 5xx: retry with backoff; 4xx: fix before asking again (Cativa docs, errors and rate limits). */
const kindOf = (status: number): 'later' | 'never' | 'unknown' => PASSING[status] ?? (status >= 400 && status < 500 ? 'never' : 'later');

/** `type` names the error, `traceId` goes into every log line (RFC 7807; Cativa docs, errors and rate limits). */
const problemOf = (text: string, key: string): Problem => {
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body !== 'object' || body === null) return {};
    return { type: plain(Reflect.get(body, 'type'), key), traceId: plain(Reflect.get(body, 'traceId'), key) };
  } catch {
    return {};
  }
};

/** Free text could repeat an address or our key, so only what looks like a name passes. */
const plain = (value: unknown, key: string): string | undefined =>
  typeof value === 'string' && /^[\w.:/#-]{1,120}$/.test(value) && !value.includes(key.slice(-16)) ? value : undefined;

/** Not sent: later. Perhaps sent: unknown, and asking again is the way to know. Error messages can hold headers, so only codes are kept. */
const outcomeOfNoAnswer = (error: unknown, timeoutMs: number): BadgeOutcome => {
  if (textAt(error, 'name') === 'TimeoutError') return { kind: 'unknown', because: `no answer within ${timeoutMs} ms` };
  const cause = valueAt(error, 'cause');
  if (textAt(cause, 'message') === 'unexpected redirect') return { kind: 'later', because: 'Cativa answered with a redirect' };
  const code = /^\w{1,60}$/.exec(textAt(cause, 'code'))?.[0] ?? 'no code';
  return neverSent(cause, code)
    ? { kind: 'later', because: `Cativa cannot be reached (${code})` }
    : { kind: 'unknown', because: `the connection was lost (${code})` };
};

/** Node groups failed attempts at several addresses of one host under `errors`; those are all attempts to connect. */
const neverSent = (cause: unknown, code: string): boolean =>
  NEVER_SENT.test(code) || textAt(cause, 'syscall') === 'connect' || valueAt(cause, 'errors') !== undefined;
