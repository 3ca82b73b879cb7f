import { hmacHex } from '../shared/hmac.js';
import { isObject, type Json } from '../shared/json.js';
import { same, someSecret } from '../shared/same.js';
import { FORM, type Delivery, type Signed, type Verdict } from '../source.js';
import { deliveredIn, fieldsOf, generationOf, type Generation } from './body.js';

const SIGNATURE = 'x-signature';
const DELIVERY_TOKEN = 'edz_cli_origin_secret';
const LEGACY_TOKEN = 'origin_secret';
/** `origin` is how Eduzz's own example reads the same key; `api_key` is the one that both replaced. */
const LEGACY_TOKENS: readonly string[] = [LEGACY_TOKEN, 'origin', 'api_key'];

const textsIn = (json: Json, names: readonly string[]): readonly string[] =>
  names
    .map((name) => json[name])
    .map((value) => (typeof value === 'string' ? value.trim() : ''))
    .filter((text) => text !== '');

/** What a body brings as proof of its sender. The current webhook brings none in its body. */
const tokensIn = (json: Json): readonly string[] => {
  const generation = generationOf(json);
  if (generation === 'legacy') return textsIn(json, LEGACY_TOKENS);
  return generation === 'delivery' ? textsIn(deliveredIn(json) ?? {}, [DELIVERY_TOKEN]) : [];
};

const judged = (right: boolean): Verdict => (right ? { ok: true } : { ok: false, because: 'forged' });

/** Whether the ping that activates a configuration is signed is not documented, so it may come without. */
const unsigned = (body: Buffer, json: Json): Verdict => ({
  ok: false,
  because: body.length === 0 || json['event'] === 'ping' ? 'greeting' : 'unsigned',
});

/**
 * Current webhook: an HMAC-SHA256 over the bytes, in hex, without a time, so that an old body passes again. The older two: a
 * constant of the account in the body itself, which proves who knows it, never that the body is intact or new. An empty body
 * is how a console may check an address.
 */
export const verify = ({ headers, body }: Delivery, secrets: readonly string[]): Verdict => {
  const signature = headers[SIGNATURE]?.trim().toLowerCase();
  if (signature) return judged(someSecret(secrets, (secret) => same(signature, hmacHex(secret, body))));
  const json = fieldsOf(body) ?? {};
  const tokens = tokensIn(json);
  if (tokens.length === 0) return unsigned(body, json);
  return judged(someSecret(secrets, (secret) => tokens.map((token) => same(token, secret)).includes(true)));
};

const withToken = (json: Json, generation: Generation | undefined, secret: string): Json => {
  const { fields } = json;
  if (generation !== 'delivery') return { ...json, [LEGACY_TOKEN]: secret };
  return isObject(fields) ? { ...json, fields: { ...fields, [DELIVERY_TOKEN]: secret } } : { ...json, [DELIVERY_TOKEN]: secret };
};

const formWithToken = (body: Buffer, generation: Generation | undefined, secret: string): Buffer => {
  const form = new URLSearchParams(body.toString('utf8'));
  const flat = generation === 'delivery' ? DELIVERY_TOKEN : LEGACY_TOKEN;
  form.set([...form.keys()].some((name) => name.startsWith('fields[')) ? `fields[${flat}]` : flat, secret);
  return Buffer.from(form.toString(), 'utf8');
};

/** A form, and JSON of the older two, get the constant into their body; anything else is signed in the header. */
export const sign = (body: Buffer, secret: string, _now: Date, contentType?: string): Signed => {
  const json = fieldsOf(body) ?? {};
  const generation = generationOf(json);
  if (contentType === FORM) return { headers: { 'content-type': FORM }, query: {}, body: formWithToken(body, generation, secret) };
  const headers = { 'content-type': 'application/json' };
  if (generation === 'legacy' || generation === 'delivery')
    return { headers, query: {}, body: Buffer.from(JSON.stringify(withToken(json, generation, secret)), 'utf8') };
  return { headers: { ...headers, [SIGNATURE]: hmacHex(secret, body) }, query: {}, body };
};
