import { instantOf, type Instant } from '#domain';
import { hmacHex } from '../shared/hmac.js';
import { same, someSecret } from '../shared/same.js';
import type { Delivery, Signed, Verdict } from '../source.js';

export const SIGNATURE = 'x-cativa-signature';
const TOLERANCE_MS = 300_000;

/** `t=<Unix seconds>,v1=<64 hex>`; `t` stays text, since it is part of what was signed. Other parts are for others. */
interface Signature {
  readonly t: string;
  readonly hashes: readonly string[];
}

const partsNamed = (name: string, header: string): readonly string[] =>
  header
    .split(',')
    .map((part) => part.trim())
    .flatMap((part) => (part.startsWith(`${name}=`) ? [part.slice(name.length + 1)] : []));

const parsed = (header: string): Signature | undefined => {
  const [t, ...more] = partsNamed('t', header);
  const hashes = partsNamed('v1', header).filter((hash) => /^[0-9a-f]{64}$/i.test(hash));
  return t !== undefined && more.length === 0 && /^\d{1,12}$/.test(t) && hashes.length > 0 ? { t, hashes } : undefined;
};

const millisOf = ({ t }: Signature): number => Number(t) * 1_000;

/**
 * An HMAC over the moment of delivery and the bytes: it proves who sends, that nothing was changed, and when. The key is
 * the whole secret, `whsec_` included. Any right `v1` will do. Only what is truly signed can be stale.
 */
export const verify = ({ headers, body }: Delivery, secrets: readonly string[], now: Date): Verdict => {
  const header = headers[SIGNATURE];
  if (!header) return { ok: false, because: 'unsigned' };
  const signature = parsed(header);
  if (signature === undefined) return { ok: false, because: 'forged' };
  const isRight = (secret: string): boolean => {
    const expected = hmacHex(secret, `${signature.t}.`, body);
    return signature.hashes.map((hash) => same(hash.toLowerCase(), expected)).includes(true);
  };
  if (!someSecret(secrets, isRight)) return { ok: false, because: 'forged' };
  return Math.abs(now.getTime() - millisOf(signature)) > TOLERANCE_MS ? { ok: false, because: 'stale' } : { ok: true };
};

export const sign = (body: Buffer, secret: string, now: Date): Signed => {
  const t = String(Math.floor(now.getTime() / 1_000));
  const headers = { 'content-type': 'application/json', [SIGNATURE]: `t=${t},v1=${hmacHex(secret, `${t}.`, body)}` };
  return { headers, query: {}, body };
};

/** When the delivery left: the only time there is for an event that brings none. */
export const sentAt = (headers: Delivery['headers']): Instant | undefined => {
  const signature = parsed(headers[SIGNATURE] ?? '');
  return signature && instantOf(millisOf(signature));
};
