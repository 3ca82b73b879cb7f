import { describe, expect, test } from '@jest/globals';
import { hmacSha1Hex } from '../shared/hmac.js';
import { deliveryOf } from '../shared/given.js';
import type { Delivery, Verdict } from '../source.js';
import { sign, verify } from './verify.js';

const TOKEN = 'rxue90njjv1';
const FORGED = { ok: false, because: 'forged' };
const UNSIGNED = { ok: false, because: 'unsigned' };

const signed = (text: string, over = text, secret = TOKEN): Delivery =>
  deliveryOf(Buffer.from(text), { query: { signature: hmacSha1Hex(secret, over) } });
const verdict = (text: string, over?: string): Verdict => verify(signed(text, over), [TOKEN]);

/** JSON that JavaScript writes in another way: a blank, an escape, a fraction of nothing, an escaped slash. */
const UNUSUAL = '{"a": "\\u00e3", "b":10.0,"c":"\\/"}';
const REWRITTEN = '{"a":"ã","b":10,"c":"/"}';
const WRAPPED = '{"url":"https://a.example.com","order":{"b":10.0, "a":1}}';
const INSIDE = '{"b":10,"a":1}';

describe('the signature of Kiwify', () => {
  test('is an HMAC-SHA1 with the token, as an integrator checked it', () => {
    const body = '{"webhook_event_type":"compra_aprovada","email":"cliente@example.com"}';
    const delivery = deliveryOf(Buffer.from(body), { query: { signature: '662debd91ed359eb6b4b77344d40b5cab050b172' } });
    expect(verify(delivery, ['test-token'])).toEqual({ ok: true, over: 'raw bytes' });
    expect(hmacSha1Hex('Jefe', 'what do ya want ', Buffer.from('for nothing?'))).toBe('effcdf6ae5eb2fa2d27416d5f184df9c259a7c79');
  });

  test.each<[string, string, string]>([
    ['raw bytes', UNUSUAL, UNUSUAL],
    ['raw bytes', REWRITTEN, REWRITTEN],
    ['raw bytes', WRAPPED, WRAPPED],
    ['raw bytes', 'no JSON', 'no JSON'],
    ['rewritten JSON', UNUSUAL, REWRITTEN],
    ['rewritten JSON', WRAPPED, `{"url":"https://a.example.com","order":${INSIDE}}`],
    ['the order inside', WRAPPED, INSIDE],
  ])('may cover %s', (over, text, covered) => {
    expect(verdict(text, covered)).toEqual({ ok: true, over });
  });

  test.each<[string, string]>([
    [UNUSUAL, `${REWRITTEN} `],
    [WRAPPED, '{"b":10.0, "a":1}'],
    ['{"order":[1]}', '[1]'],
    ['{"order":"text"}', '"text"'],
    ['{"order":null}', 'null'],
    ['{"data":{"a":1}}', '{"a":1}'],
    ['[{"a":1}] ', '[{"a":1}]'],
  ])('of %s covers nothing else, such as %s', (text, covered) => {
    expect(verdict(text, covered)).toEqual(FORGED);
  });

  test('over the order leaves what lies beside it open, and nothing in it', () => {
    const { query } = signed(WRAPPED, INSIDE);
    const at = (text: string): Verdict => verify(deliveryOf(Buffer.from(text), { query }), [TOKEN]);
    expect(at('{"order":{"b":10,"a":1},"more":true}')).toEqual({ ok: true, over: 'the order inside' });
    expect(at('{"order":{"b":10,"a":2}}')).toEqual(FORGED);
    expect(at(`{"order":${INSIDE},"order":{"b":10,"a":2}}`)).toEqual(FORGED);
  });

  test('may stand in a header or beside the order', () => {
    const signature = hmacSha1Hex(TOKEN, INSIDE);
    const inBody = (body: object): Verdict => verify(deliveryOf(Buffer.from(JSON.stringify(body))), [TOKEN]);
    const headers = { 'x-kiwify-signature': signature };
    expect(verify(deliveryOf(Buffer.from(INSIDE), { headers }), [TOKEN])).toEqual({ ok: true, over: 'raw bytes' });
    expect(inBody({ signature, order: { b: 10, a: 1 } })).toEqual({ ok: true, over: 'the order inside' });
    expect(inBody({ signature, order: { b: 10, a: 2 } })).toEqual(FORGED);
    expect(inBody({ order: { b: 10, a: 1, signature } })).toEqual(UNSIGNED);
  });

  test('may be the right one of several', () => {
    const right = hmacSha1Hex(TOKEN, '{}');
    const places = [
      [right, 'wrong'],
      ['wrong', right],
      ['', right],
      [right, ''],
    ];
    for (const [inQuery, inHeader] of places) {
      const delivery = deliveryOf(Buffer.from('{}'), { query: { signature: inQuery }, headers: { 'x-kiwify-signature': inHeader } });
      expect(verify(delivery, [TOKEN])).toEqual({ ok: true, over: 'raw bytes' });
    }
  });

  test('may be written in capitals', () => {
    const query = { signature: hmacSha1Hex(TOKEN, '{}').toUpperCase() };
    expect(verify(deliveryOf(Buffer.from('{}'), { query }), [TOKEN]).ok).toBe(true);
  });

  test('is made with any of the tokens, never with an empty one', () => {
    expect(verify(signed('{}'), ['next-token', TOKEN])).toEqual({ ok: true, over: 'raw bytes' });
    expect(verify(signed('{}', '{}', ''), ['', ' '])).toEqual(FORGED);
    expect(verify(signed('{}', '{}', ''), [TOKEN])).toEqual(FORGED);
    expect(verify(signed('{}'), [])).toEqual(FORGED);
  });

  test.each([{}, { signature: '' }, { signature: undefined }, { token: TOKEN }])('is missing from the query %j', (query) => {
    expect(verify(deliveryOf(Buffer.from('{}'), { query }), [TOKEN])).toEqual(UNSIGNED);
  });

  test.each([TOKEN, 'a'.repeat(40), 'é', ' '])('is not %j', (signature) => {
    expect(verify(deliveryOf(Buffer.from('{}'), { query: { signature } }), [TOKEN])).toEqual(FORGED);
  });

  test.each([`{"signature":"x"}`, `{"signature":"x","order":"text"}`, `{"signature":7,"order":{}}`, '{'])('is not looked for in %s', (text) => {
    expect(verify(deliveryOf(Buffer.from(text)), [TOKEN])).toEqual(UNSIGNED);
  });

  test('of ours goes into the query and covers the bytes', () => {
    const body = Buffer.from(UNUSUAL);
    const ours = sign(body, TOKEN);
    expect(ours).toEqual({ headers: { 'content-type': 'application/json' }, query: { signature: hmacSha1Hex(TOKEN, UNUSUAL) }, body });
    expect(verify(deliveryOf(body, ours), [TOKEN])).toEqual({ ok: true, over: 'raw bytes' });
  });
});
