import { jsonObject } from '../shared/json.js';
import { same, someSecret } from '../shared/same.js';
import type { Delivery, Signed, Verdict } from '../source.js';
import { isUnnamed, kindOfV1, saysForm, sentIn } from './schema.js';

const HEADER = 'x-hotmart-hottok';
const FIELD = 'hottok';
const JSON_TYPE = 'application/json';

/** Far more than 1.0.0 ever fills: whoever shows no token has nothing larger taken apart. */
const MOST_BYTES = 65_536;

/** 1.0.0 carries the token in its body. A body of 2.0.0, which names its event, may repeat it; there it proves nothing. */
const tokenInside = (delivery: Delivery): string | undefined => {
  const sent = delivery.body.length > MOST_BYTES ? undefined : sentIn(delivery);
  if (sent === undefined || (sent.as === 'json' && !isUnnamed(sent.fields))) return undefined;
  const token = sent.fields[FIELD];
  return typeof token === 'string' ? token : undefined;
};

/**
 * A fixed token of the whole Hotmart account, no HMAC and no time: it proves who knows the token, never that the body is
 * intact or new. Where there is the header, it alone decides; without it, the token inside a body of 1.0.0 does. Wherever
 * a body holds a token, it is blanked before the body is kept.
 */
export const verify = (delivery: Delivery, secrets: readonly string[]): Verdict => {
  const token = delivery.headers[HEADER] ?? tokenInside(delivery);
  if (!token) return { ok: false, because: 'unsigned' };
  return someSecret(secrets, (secret) => same(token, secret)) ? { ok: true } : { ok: false, because: 'forged' };
};

const signedForm = (body: Buffer, secret: string): Buffer => {
  const fields = new URLSearchParams(body.toString('utf8'));
  fields.set(FIELD, secret);
  return Buffer.from(fields.toString(), 'utf8');
};

/** A 1.0.0 body gets the token inside, any other body gets the header, as Hotmart does it. */
export const sign = (body: Buffer, secret: string, _now: Date, contentType?: string): Signed => {
  if (saysForm(contentType)) return { headers: { 'content-type': contentType ?? '' }, query: {}, body: signedForm(body, secret) };
  const json = jsonObject(body);
  const headers = { 'content-type': JSON_TYPE };
  return json === undefined || kindOfV1(json) === undefined
    ? { headers: { ...headers, [HEADER]: secret }, query: {}, body }
    : { headers, query: {}, body: Buffer.from(JSON.stringify({ ...json, [FIELD]: secret }), 'utf8') };
};
