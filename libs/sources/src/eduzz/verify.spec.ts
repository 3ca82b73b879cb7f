import { describe, expect, test } from '@jest/globals';
import { hmacHex } from '../shared/hmac.js';
import { deliveryOf } from '../shared/given.js';
import { FORM, type Verdict } from '../source.js';
import { bodyOf, NOW } from './given.js';
import { sign, verify } from './verify.js';

const SECRET = 'chave-do-canal-0123456789';
const PAID = JSON.stringify(bodyOf('invoice-paid'));
const PING = '{"event":"ping","data":{"message":"ping"}}';

const verdict = (body: string, signature?: string, secrets: readonly string[] = [SECRET]): Verdict =>
  verify(deliveryOf(Buffer.from(body), { headers: { 'x-signature': signature } }), secrets);
const refused = (because: 'unsigned' | 'forged' | 'greeting'): Verdict => ({ ok: false, because });

describe('the signature of the current webhook', () => {
  test.each([PAID, PING, '{"a":"ção"}\n', ''])('is an HMAC over the bytes of %.30j', (body) => {
    expect(verdict(body, hmacHex(SECRET, body))).toEqual({ ok: true });
    expect(verdict(body, hmacHex(SECRET, body).toUpperCase())).toEqual({ ok: true });
    expect(verdict(body, hmacHex(SECRET, body), ['the-next-one', SECRET])).toEqual({ ok: true });
  });

  test('is known from a vector made elsewhere (RFC 4231, case 2)', () => {
    const hash = '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843';
    expect(verdict('what do ya want for nothing?', hash, ['Jefe'])).toEqual({ ok: true });
  });

  test.each([PAID, PING, ''])('that is wrong is forged, whatever it stands over: %.30j', (body) => {
    for (const wrong of ['0'.repeat(64), 'x', `sha256=${hmacHex(SECRET, body)}`, hmacHex(SECRET, `${body} `), hmacHex('other', body)])
      expect(verdict(body, wrong)).toEqual(refused('forged'));
    expect(verdict(body, hmacHex('', body), ['', ' '])).toEqual(refused('forged'));
  });

  test.each([undefined, '', '  '])('is missing from %j', (header) => {
    expect(verdict(PAID, header)).toEqual(refused('unsigned'));
  });

  test.each([PING, '{"event":"ping"}', ''])('may be missing from a knock: %j', (body) => {
    expect(verdict(body)).toEqual(refused('greeting'));
  });

  test.each(['{"event":"Ping"}', '{"event":"myeduzz.ping"}', '{"event":["ping"]}', ' ', 'event=pings', 'not json', '{"event":"ping"'])(
    'may be missing from nothing else: %j',
    (body) => {
      expect(verdict(body)).toEqual(refused('unsigned'));
    },
  );

  test('cannot be replaced by a constant inside the body', () => {
    for (const name of ['origin_secret', 'origin', 'api_key', 'edz_cli_origin_secret'])
      expect(verdict(JSON.stringify({ ...bodyOf('invoice-paid'), [name]: SECRET }))).toEqual(refused('unsigned'));
  });
});

describe('the constant inside an older body', () => {
  const encoded = encodeURIComponent(SECRET);

  test.each([
    ['JSON', JSON.stringify({ type: 'invoice', trans_cod: '1', origin_secret: SECRET })],
    ['a form', `trans_cod=1&origin_secret=${encoded}`],
    ['its other name', `trans_cod=1&origin=${encoded}`],
    ['its oldest name', JSON.stringify({ type: 'contract', api_key: SECRET })],
    ['one of two', JSON.stringify({ type: 'invoice', origin_secret: SECRET, api_key: 'another' })],
    ['a custom delivery', JSON.stringify({ type: 'create', fields: { edz_cli_origin_secret: SECRET } })],
    ['a delivery as a form', `type=remove&fields%5Bedz_cli_origin_secret%5D=${encoded}`],
    ['a delivery as a form with brackets as they are', `type=remove&fields[edz_cli_origin_secret]=${encoded}`],
    ['a delivery without depth', `type=create&edz_fat_cod=1&edz_cli_origin_secret=${encoded}`],
  ])('opens in %s', (_, body) => {
    expect(verdict(body)).toEqual({ ok: true });
    expect(verdict(body, undefined, ['the-next-one', SECRET])).toEqual({ ok: true });
    expect(verdict(body, undefined, [`${SECRET}x`, ''])).toEqual(refused('forged'));
    expect(verdict(body, '0'.repeat(64))).toEqual(refused('forged'));
  });

  test.each([
    ['nothing', { type: 'invoice', trans_cod: '1' }],
    ['an empty one', { type: 'invoice', origin_secret: '', api_key: ' ' }],
    ['one that is no text', { type: 'invoice', origin_secret: [SECRET], origin: { a: SECRET }, api_key: 7 }],
    ['the other kind', { type: 'invoice', edz_cli_origin_secret: SECRET }],
    ['the other kind', { type: 'create', origin_secret: SECRET, fields: { origin_secret: SECRET } }],
    ['only the key that is to be dropped', { type: 'create', fields: { edz_cli_apikey: SECRET } }],
    ['no kind', { origin_secret: SECRET }],
  ])('does not open with %s', (_, body) => {
    expect(verdict(JSON.stringify(body))).toEqual(refused('unsigned'));
  });

  test('that is empty on both sides proves nothing', () => {
    expect(verdict('trans_cod=1&origin_secret=', undefined, [''])).toEqual(refused('unsigned'));
    expect(verdict('trans_cod=1&origin_secret=+', undefined, [' '])).toEqual(refused('unsigned'));
  });
});

describe('signing', () => {
  const signed = (body: string, contentType?: string) => {
    const { headers, body: bytes } = sign(Buffer.from(body), SECRET, NOW, contentType);
    return { headers, text: bytes.toString('utf8'), verdict: verify(deliveryOf(bytes, { headers }), [SECRET]) };
  };

  test.each([
    ['{"event":"a"}', undefined, '{"event":"a"}'],
    ['{"type":"invoice"}', undefined, `{"type":"invoice","origin_secret":"${SECRET}"}`],
    ['{"trans_cod":"1","origin_secret":"old"}', undefined, `{"trans_cod":"1","origin_secret":"${SECRET}"}`],
    ['{"type":"create","fields":{"a":"b"}}', undefined, `{"type":"create","fields":{"a":"b","edz_cli_origin_secret":"${SECRET}"}}`],
    ['type=invoice&a=b', FORM, `type=invoice&a=b&origin_secret=${SECRET}`],
    ['type=create&fields[a]=b', FORM, `type=create&fields%5Ba%5D=b&fields%5Bedz_cli_origin_secret%5D=${SECRET}`],
    ['type=create&edz_fat_cod=1', FORM, `type=create&edz_fat_cod=1&edz_cli_origin_secret=${SECRET}`],
  ])('%s puts the proof where its kind has it', (body, contentType, expected) => {
    const made = signed(body, contentType);
    expect(made.text).toBe(expected);
    expect(made.verdict).toEqual({ ok: true });
    expect(made.headers['content-type']).toBe(contentType ?? 'application/json');
    expect('x-signature' in made.headers).toBe(body.includes('event'));
  });
});
