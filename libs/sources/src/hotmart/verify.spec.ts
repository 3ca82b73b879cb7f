import { describe, expect, test } from '@jest/globals';
import type { Delivery } from '../source.js';
import { verify } from './verify.js';

const TOKEN = 'Ab3dE6gH9jK2mN5pQ8sT1vW4yZ7bC01234567';

const delivery = (headers: Delivery['headers'], query: Delivery['query'] = {}, body = '{}'): Delivery => ({
  channel: 'hotmart',
  body: Buffer.from(body),
  headers,
  query,
  receivedAt: '2026-11-20T12:00:00.000Z',
});

describe('the token of Hotmart', () => {
  test('lets in whoever knows it', () => {
    expect(verify(delivery({ 'x-hotmart-hottok': TOKEN }), [TOKEN])).toEqual({ ok: true });
  });

  test.each([{}, { 'x-hotmart-hottok': '' }, { 'x-hotmart-hottok': undefined }, { 'x-hotmart-webhook-token': TOKEN }])(
    'is missing from %j',
    (headers) => {
      expect(verify(delivery(headers), [TOKEN])).toEqual({ ok: false, because: 'unsigned' });
    },
  );

  test('proves nothing in the query or in the body', () => {
    expect(verify(delivery({}, { hottok: TOKEN }, JSON.stringify({ hottok: TOKEN })), [TOKEN]).ok).toBe(false);
  });

  test.each([TOKEN.toLowerCase(), `${TOKEN} `, TOKEN.slice(1), ' '])('is not %j', (sent) => {
    expect(verify(delivery({ 'x-hotmart-hottok': sent }), [TOKEN, '', ' '])).toEqual({ ok: false, because: 'forged' });
  });
});
