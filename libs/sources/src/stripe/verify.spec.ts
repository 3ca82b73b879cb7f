import { describe, expect, test } from '@jest/globals';
import { hmacHex } from '../shared/hmac.js';
import type { Delivery, Verdict } from '../source.js';
import { sign, verify } from './verify.js';

const SECRET = 'whsec_test_secret';
const BODY = '{"id":"evt_test_webhook","object":"event"}';
const T = 1_700_000_000;
const V1 = 'd95c6b7477fbd7e9f90b1b0ef5f9c7ac25abca5382460e0d988c2b2a5b71b990';
const HEADER = `t=${T},v1=${V1}`;
const OTHER = '0'.repeat(64);
const at = (seconds: number): Date => new Date((T + seconds) * 1_000);

const delivery = (header: string | undefined, body: string | Buffer = BODY): Delivery => ({
  channel: 'stripe',
  body: Buffer.from(body),
  headers: { 'stripe-signature': header },
  query: {},
  receivedAt: at(0).toISOString(),
});
interface Given {
  readonly secrets?: readonly string[];
  readonly now?: Date;
  readonly body?: string | Buffer;
}
const verified = (header: string | undefined, { secrets = [SECRET], now = at(0), body = BODY }: Given = {}): Verdict =>
  verify(delivery(header, body), secrets, now);

const FORGED = { ok: false, because: 'forged' };
const STALE = { ok: false, because: 'stale' };

describe('the signature of Stripe', () => {
  test('is the HMAC of the time and the bytes, with the whole secret', () => {
    expect(verified(HEADER)).toEqual({ ok: true });
    expect(sign(Buffer.from(BODY), SECRET, at(0.9)).headers).toEqual({ 'content-type': 'application/json', 'stripe-signature': HEADER });
  });

  test.each([undefined, ''])('is missing from %j', (header) => {
    expect(verified(header)).toEqual({ ok: false, because: 'unsigned' });
  });

  test.each([
    ['two secrets while they are exchanged', `t=${T},v1=${OTHER},v1=${V1}`],
    ['a part for another scheme', `t=${T},v0=${OTHER},v1=${V1}`],
    ['the parts in another order', `v1=${V1},t=${T}`],
  ])('passes with %s', (_, header) => {
    expect(verified(header)).toEqual({ ok: true });
  });

  test('passes with any of our secrets', () => {
    expect(verified(HEADER, { secrets: ['whsec_next', SECRET] })).toEqual({ ok: true });
  });

  test.each<[string, string]>([
    ['another hash', `t=${T},v1=${OTHER}`],
    ['another time', `t=${T + 1},v1=${V1}`],
    ['no time', `v1=${V1}`],
    ['no hash', `t=${T}`],
    ['a hash of another scheme only', `t=${T},v0=${V1}`],
    ['a part without a value', 't,v1'],
    ['nothing of the kind', 'Bearer abc'],
  ])('is forged with %s', (_, header) => {
    expect(verified(header)).toEqual(FORGED);
  });

  test.each([[[]], [['']], [[' \n']], [['whsec_other']]])('is forged with the secrets %j', (secrets) => {
    expect(verified(HEADER, { secrets })).toEqual(FORGED);
  });

  test('by an empty secret proves nothing', () => {
    expect(verified(`t=${T},v1=${hmacHex('', `${T}.${BODY}`)}`, { secrets: [''] })).toEqual(FORGED);
  });

  test.each<[string, string | Buffer]>([
    ['another body', `${BODY} `],
    ['no body', ''],
    ['a byte order mark before it', `\ufeff${BODY}`],
    ['broken UTF-8 that would be repaired', Buffer.concat([Buffer.from(BODY), Buffer.from([0xff])])],
  ])('covers the bytes: %s is forged', (_, body) => {
    expect(verified(HEADER, { body })).toEqual(FORGED);
  });

  test('of a repaired text does not stand for the broken bytes', () => {
    const broken = Buffer.from([0x22, 0xff, 0x22]);
    const header = `t=${T},v1=${hmacHex(SECRET, `${T}.${broken.toString('utf8')}`)}`;
    expect(verified(header, { body: broken })).toEqual(FORGED);
  });

  test.each<[number, Verdict | object]>([
    [300, { ok: true }],
    [300.999, { ok: true }],
    [301, STALE],
    [-300, { ok: true }],
    [-301, STALE],
    [-86_400, STALE],
  ])('holds five minutes to either side: %d seconds after it was made', (seconds, verdict) => {
    expect(verified(HEADER, { now: at(seconds) })).toEqual(verdict);
  });

  test('with a time that is no number is stale, even if it is genuine', () => {
    expect(verified(`t=soon,v1=${hmacHex(SECRET, `NaN.${BODY}`)}`)).toEqual(STALE);
  });

  test('too old and wrong is forged, not stale', () => {
    expect(verified(HEADER, { secrets: ['whsec_other'], now: at(9_999) })).toEqual(FORGED);
  });
});
