import { hmacSha1Hex } from '../shared/hmac.js';
import { jsonObject, type Json } from '../shared/json.js';
import { same, someSecret } from '../shared/same.js';
import type { Delivery, Signed, Verdict } from '../source.js';
import { wrappedOrder } from './heard.js';

const PARAMETER = 'signature';
const HEADER = 'x-kiwify-signature';

/** What the signature may cover, by name. */
type Candidate = readonly [over: string, text: Buffer | string];

/** Every signature that came along. In the body it counts only beside a wrapped order: it cannot cover itself. */
const sentWith = ({ headers, query }: Delivery, json: Json | undefined): readonly string[] => {
  const inBody = wrappedOrder(json) && json?.[PARAMETER];
  const sent: readonly unknown[] = [query[PARAMETER], headers[HEADER], inBody];
  return sent.filter((signature): signature is string => typeof signature === 'string' && signature !== '');
};

/**
 * Kiwify has no page about it, and those who integrated it disagree: over the bytes; over the JSON as JavaScript writes it anew,
 * which is the same unless the sender is no JavaScript; or over the wrapped order alone. Each covers all that is read.
 */
const candidatesOf = (body: Buffer, json: Json | undefined): readonly Candidate[] => {
  const order = wrappedOrder(json);
  const rewritten: readonly Candidate[] = json === undefined ? [] : [['rewritten JSON', JSON.stringify(json)]];
  const inside: readonly Candidate[] = order === undefined ? [] : [['the order inside', JSON.stringify(order)]];
  return [['raw bytes', body], ...rewritten, ...inside];
};

/**
 * An HMAC-SHA1 with the webhook's token, as 40 hex characters. No time is signed, so an old delivery can be sent again; its
 * facts are then known already. All candidates are tried with all secrets, so that time does not tell which one is right.
 */
export const verify = (delivery: Delivery, secrets: readonly string[]): Verdict => {
  const json = jsonObject(delivery.body);
  const sent = sentWith(delivery, json).map((signature) => signature.toLowerCase());
  if (sent.length === 0) return { ok: false, because: 'unsigned' };
  const isRight = (expected: string): boolean => sent.map((signature) => same(signature, expected)).includes(true);
  const right = candidatesOf(delivery.body, json).filter(([, text]) => someSecret(secrets, (secret) => isRight(hmacSha1Hex(secret, text))));
  return right[0] === undefined ? { ok: false, because: 'forged' } : { ok: true, over: right[0][0] };
};

export const sign = (body: Buffer, secret: string): Signed => ({
  headers: { 'content-type': 'application/json' },
  query: { [PARAMETER]: hmacSha1Hex(secret, body) },
  body,
});
