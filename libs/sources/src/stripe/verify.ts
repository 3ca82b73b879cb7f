import { someSecret } from '../shared/same.js';
import type { Delivery, Signed, Verdict } from '../source.js';
import { webhooks } from './library.js';

const HEADER = 'stripe-signature';
/** Stripe's own tolerance, in seconds; here it holds for the past and for the future. */
const TOLERANCE = 300;

/** How old a signature may be, in seconds, at a moment in epoch milliseconds. The library takes 0 for "of any age". */
interface Age {
  readonly atMost: number;
  readonly at: number;
}
const ANY_AGE: Age = { atMost: 0, at: 0 };

const isRight = (header: string, text: string, { secret, age }: { secret: string; age: Age }): boolean => {
  try {
    return webhooks().signature?.verifyHeader(text, header, secret, age.atMost, undefined, age.at) ?? false;
  } catch {
    return false; // the library's way to say no, whatever the header holds
  }
};

/**
 * An HMAC over the moment of delivery and the bytes, checked by Stripe's own library; the key is the whole secret, `whsec_`
 * included. The library knows signatures that are too old and none that are too new: one made more than the tolerance from
 * now is one that will be at most a second old by then. Thin events are signed in the same way and pass; reading refuses them.
 */
export const verify = ({ headers, body }: Delivery, secrets: readonly string[], now: Date): Verdict => {
  const header = headers[HEADER];
  if (!header) return { ok: false, because: 'unsigned' };
  const text = body.toString('utf8');
  // The library would repair broken UTF-8 first and then find the repaired text genuine.
  if (!Buffer.from(text, 'utf8').equals(body)) return { ok: false, because: 'forged' };
  const passes = (age: Age): boolean => someSecret(secrets, (secret) => isRight(header, text, { secret, age }));
  if (!passes(ANY_AGE)) return { ok: false, because: 'forged' };
  const tooNew = passes({ atMost: 1, at: now.getTime() + (TOLERANCE + 2) * 1_000 });
  return tooNew || !passes({ atMost: TOLERANCE, at: now.getTime() }) ? { ok: false, because: 'stale' } : { ok: true };
};

export const sign = (body: Buffer, secret: string, now: Date): Signed => {
  const timestamp = Math.floor(now.getTime() / 1_000);
  const signature = webhooks().generateTestHeaderString({ payload: body.toString('utf8'), secret, timestamp });
  return { headers: { 'content-type': 'application/json', [HEADER]: signature }, query: {}, body };
};
