import { describe, expect, test } from '@jest/globals';
import { deliveryOf } from '../shared/given.js';
import type { Delivery, Verdict } from '../source.js';
import { verify } from './verify.js';

const TOKEN = 'a-long-token-typed-by-the-seller-0001';

const verdict = (headers: Delivery['headers'], rest: Partial<Delivery> = {}): Verdict =>
  verify(deliveryOf(Buffer.from('{}'), { headers, ...rest }), [TOKEN, '', ' ']);

describe('the token of Asaas', () => {
  test('lets in whoever knows it', () => {
    expect(verdict({ 'asaas-access-token': TOKEN })).toEqual({ ok: true });
  });

  test.each([{}, { 'asaas-access-token': '' }, { 'asaas-access-token': undefined }, { 'access-token': TOKEN }, { authorization: TOKEN }])(
    'is missing from %j: Asaas sends none where none was set',
    (headers) => {
      expect(verdict(headers)).toEqual({ ok: false, because: 'unsigned' });
    },
  );

  test('proves nothing in the query or in the body', () => {
    const body = Buffer.from(JSON.stringify({ access_token: TOKEN }));
    expect(verdict({}, { query: { access_token: TOKEN }, body }).ok).toBe(false);
  });

  test.each([TOKEN.toUpperCase(), `${TOKEN} `, TOKEN.slice(1), ' '])('is not %j', (sent) => {
    expect(verdict({ 'asaas-access-token': sent })).toEqual({ ok: false, because: 'forged' });
  });
});
