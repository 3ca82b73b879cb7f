import { same, someSecret } from '../shared/same.js';
import type { Delivery, Signed, Verdict } from '../source.js';

const HEADER = 'x-hotmart-hottok';

/**
 * A fixed token of the whole Hotmart account, no HMAC and no time: it proves who knows the token, never that the body is
 * intact or new. Some bodies repeat it as `hottok`; there it proves nothing and is blanked before the body is kept.
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
