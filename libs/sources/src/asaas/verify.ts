import { same, someSecret } from '../shared/same.js';
import type { Delivery, Signed, Verdict } from '../source.js';

const HEADER = 'asaas-access-token';

/**
 * The token that the seller typed into the webhook's settings, no HMAC and no time: it proves who knows the token, never
 * that the body is intact or new. Asaas sends none where none was set, and nobody is let in without one.
 */
export const verify = ({ headers }: Delivery, secrets: readonly string[]): Verdict => {
  const token = headers[HEADER];
  if (!token) return { ok: false, because: 'unsigned' };
  return someSecret(secrets, (secret) => same(token, secret)) ? { ok: true } : { ok: false, because: 'forged' };
};

export const sign = (body: Buffer, secret: string): Signed => ({
  headers: { 'content-type': 'application/json', [HEADER]: secret },
  query: {},
  body,
});
