import type { Source } from '#sources';
import { CommandError } from './exit.js';

/** What to post, before it is signed. */
export interface Unsigned {
  readonly body: Buffer;
  readonly contentType?: string;
}

/** The door answers in milliseconds, and gateways give up after some ten seconds. */
const PATIENCE_MS = 10_000;
const LONGEST_SHOWN = 300;

/** Where to, as which system, and for how long to wait. */
export interface Posting {
  readonly url: string;
  readonly source: Source;
  readonly secret: string;
  readonly patienceMs?: number;
}

/** Signs it as that system would, posts it, and gives the answer; throws a sentence where there is none, or it is no. */
export const postSigned = async ({ body, contentType }: Unsigned, { url, source, secret, patienceMs = PATIENCE_MS }: Posting): Promise<unknown> => {
  const signed = source.sign(body, secret, new Date(), contentType);
  const query = new URLSearchParams(signed.query).toString();
  const message = { method: 'POST', headers: signed.headers, body: new Uint8Array(signed.body), signal: AbortSignal.timeout(patienceMs) };
  const answer = await fetch(query ? `${url}?${query}` : url, message).catch(() => {
    throw new CommandError(`Nobody answers at ${url}. Is the ingress running? (npm start)`);
  });
  const said: unknown = await answer.json().catch(() => ({}));
  if (answer.ok) return said;
  const words = JSON.stringify(said).slice(0, LONGEST_SHOWN);
  throw new CommandError(`The ingress answered ${answer.status}: ${words} Look into its log, or run: catraca doctor`);
};
