import { describe, expect, test } from '@jest/globals';
import { blanking } from '../shared/blank.js';
import { deliveryOf } from '../shared/given.js';
import { FORM, type Delivery } from '../source.js';
import { NOW, arrived, bodyOf, type Name } from './given.js';
import { hotmart } from './index.js';
import { sign, verify } from './verify.js';

const TOKEN = 'Ab3dE6gH9jK2mN5pQ8sT1vW4yZ7bC01234567';
const HEADER = 'x-hotmart-hottok';
const UNSIGNED = { ok: false, because: 'unsigned' };
const FORGED = { ok: false, because: 'forged' };

const delivery = (headers: Delivery['headers'], query: Delivery['query'] = {}, body = '{}'): Delivery =>
  deliveryOf(Buffer.from(body), { headers, query });

describe('the token of Hotmart', () => {
  test('lets in whoever knows it', () => {
    expect(verify(delivery({ [HEADER]: TOKEN }), [TOKEN])).toEqual({ ok: true });
  });

  test.each([{}, { [HEADER]: '' }, { [HEADER]: undefined }, { 'x-hotmart-webhook-token': TOKEN }])('is missing from %j', (headers) => {
    expect(verify(delivery(headers), [TOKEN])).toEqual(UNSIGNED);
  });

  test('proves nothing in the query, or in a body that names its event', () => {
    const body = (event: unknown): string => JSON.stringify({ hottok: TOKEN, event });
    expect(verify(delivery({}, { hottok: TOKEN }), [TOKEN])).toEqual(UNSIGNED);
    expect(verify(delivery({}, {}, body('PURCHASE_APPROVED')), [TOKEN])).toEqual(UNSIGNED);
    expect(verify(delivery({}, {}, body(null)), [TOKEN])).toEqual(UNSIGNED);
  });

  test.each([TOKEN.toLowerCase(), `${TOKEN} `, TOKEN.slice(1), ' '])('is not %j', (sent) => {
    expect(verify(delivery({ [HEADER]: sent }), [TOKEN, '', ' '])).toEqual(FORGED);
  });
});

describe('the token inside a body of 1.0.0', () => {
  const form = (hottok: string): string => `${new URLSearchParams({ hottok }).toString()}&status=approved&transaction=HP1`;
  const json = (hottok: unknown): string => JSON.stringify({ hottok, cancellationDate: 1 });

  test.each([
    ['a form', { 'content-type': FORM }, form(TOKEN)],
    ['a form that nothing else says is one', {}, form(TOKEN)],
    ['a form with no other field', { 'content-type': `${FORM};charset=utf-8` }, `hottok=${TOKEN}`],
    ['JSON', { 'content-type': 'application/json' }, json(TOKEN)],
    ['JSON that calls itself a form', { 'content-type': FORM }, json(TOKEN)],
  ])('lets in whoever knows it, in %s', (_, headers, body) => {
    expect(verify(delivery(headers, {}, body), ['the-next-one', TOKEN])).toEqual({ ok: true });
  });

  test.each([
    ['a form', form(`${TOKEN} `)],
    ['a form, part of it', form(TOKEN.slice(1))],
    ['JSON', json('another')],
  ])('is refused when it is a wrong one: %s', (_, body) => {
    expect(verify(delivery({}, {}, body), [TOKEN, '', ' '])).toEqual(FORGED);
  });

  test.each([
    ['an empty field', form('')],
    ['no field', 'status=approved'],
    ['a number', json(1)],
    ['a list', json([TOKEN])],
    ['a place deeper inside', JSON.stringify({ data: { hottok: TOKEN } })],
    ['no text at all', JSON.stringify([TOKEN])],
    ['neither JSON nor an order', `hottok=${TOKEN}`],
    ['a body larger than any of 1.0.0', `${form(TOKEN)}&sck=${'x'.repeat(65_536)}`],
  ])('is not there: %s', (_, body) => {
    expect(verify(delivery({}, {}, body), [TOKEN])).toEqual(UNSIGNED);
  });

  test('is not asked where there is the header: that alone decides', () => {
    expect(verify(delivery({ [HEADER]: 'wrong' }, {}, form(TOKEN)), [TOKEN])).toEqual(FORGED);
    expect(verify(delivery({ [HEADER]: '' }, {}, form(TOKEN)), [TOKEN])).toEqual(UNSIGNED);
    expect(verify(delivery({ [HEADER]: TOKEN }, {}, form('wrong')), [TOKEN])).toEqual({ ok: true });
  });

  test('is blanked before the body is kept, whoever it belongs to', () => {
    const kept = [form('of-somebody-else'), json('of-somebody-else')].map((body) => blanking(hotmart.secretFields, [])(Buffer.from(body)).toString());
    expect(kept).toEqual([form('x').replace('hottok=x', `hottok=${'*'.repeat(16)}`), json('*'.repeat(16))]);
  });
});

describe('signing', () => {
  const SPECIAL = 'a b&c=d';

  test('puts the token into a form, in the place of another one if there is one, and into no header', () => {
    const signed = sign(Buffer.from('hottok=old&status=approved'), SPECIAL, NOW, FORM);
    expect(signed).toEqual({ headers: { 'content-type': FORM }, query: {}, body: Buffer.from('hottok=a+b%26c%3Dd&status=approved') });
    expect(verify(deliveryOf(signed.body, { headers: signed.headers }), [SPECIAL])).toEqual({ ok: true });
    expect(new URLSearchParams(sign(arrived('v1-approved').body, TOKEN, NOW, FORM).body.toString()).get('hottok')).toBe(TOKEN);
  });

  test.each<[Name]>([['v1-cart'], ['v1-subscription-cancellation'], ['v1-switch-plan']])('puts the token into %s and into no header', (name) => {
    const { headers, body } = sign(arrived(name).body, TOKEN, NOW);
    expect(headers).toEqual({ 'content-type': 'application/json' });
    expect(JSON.parse(body.toString())).toEqual({ ...bodyOf(name), hottok: TOKEN });
  });

  test.each(['{}', '[]', 'not json', JSON.stringify({ event: 'PURCHASE_APPROVED', cancellationDate: 1 })])('leaves %s as it is', (text) => {
    const body = Buffer.from(text);
    expect(sign(body, TOKEN, NOW)).toEqual({ headers: { 'content-type': 'application/json', [HEADER]: TOKEN }, query: {}, body });
  });
});
