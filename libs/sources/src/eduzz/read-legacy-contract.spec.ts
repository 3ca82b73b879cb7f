import { describe, expect, test } from '@jest/globals';
import { AT, PERSON, context, formFact, formReading, waits, type Name } from './given.js';

describe('a contract of before', () => {
  const CONTRACT = { occurredAt: AT, sale: 'eduzz/3456', product: 'eduzz/77', person: PERSON };

  test.each(['3', '7'])('with the status %s failed to renew, once for each invoice', (recurrence_status) => {
    const said = formFact('legacy-contract-late', { recurrence_status });
    expect(said).toMatchObject({ key: `sale/3456/legacy-failed/${recurrence_status}/90001`, clock: 'ours' });
    expect(said?.fact).toEqual({ type: 'RenewalFailed', data: CONTRACT });
    const keys = [{ trans_cod: '90002' }, { trans_cod: '', recurrence_count: '4' }, { trans_cod: '', recurrence_count: '' }].map(
      (changes) => formFact('legacy-contract-late', changes)?.key,
    );
    expect(keys).toEqual(['sale/3456/legacy-failed/7/90002', 'sale/3456/legacy-failed/7/4', 'sale/3456/legacy-failed/7/unknown']);
  });

  test('that is cancelled ends nobody knows when', () => {
    expect(formFact('legacy-contract-canceled')).toMatchObject({
      key: `sale/3456/legacy-ended/${AT}`,
      fact: { type: 'SubscriptionEnded', data: { ...CONTRACT, endsAt: 'unknown' } },
    });
    expect(formFact('legacy-contract-canceled', { recurrence_canceled_at: '' })).toMatchObject({ key: 'sale/3456/legacy-ended', clock: 'ours' });
  });

  test('that is finished came to its agreed end', () => {
    expect(formFact('legacy-contract-finished')?.fact).toEqual({ type: 'SubscriptionEnded', data: { ...CONTRACT, endsAt: null, finished: true } });
  });

  test('on trial opens, if the product is known', () => {
    const trial = { type: 'ChargePaid', data: { ...CONTRACT, charge: 'trial-3456', recurring: true, trial: true } };
    expect(formFact('legacy-contract-trial')?.fact).toEqual(trial);
    expect(formReading('legacy-contract-trial', { product_cod: '' })).toEqual(waits('product_cod: expected an id'));
  });

  test.each([
    ['1', { kind: 'ignored', because: 'no word about access' }],
    ['2', { kind: 'ignored', because: 'no word about access' }],
    ['8', waits('recurrence_status: expected a known status')],
    ['', waits('recurrence_status: expected an id')],
  ])('with the status %j says nothing about access', (recurrence_status, expected) => {
    expect(formReading('legacy-contract-late', { recurrence_status })).toEqual(expected);
  });
});

describe('a test of the old panel', () => {
  test.each<[Name, Record<string, string>]>([
    ['legacy-invoice-paid', { trans_key: '7d8as76fa8d8sa7da8g78a6sd' }],
    ['legacy-invoice-paid', { trans_cod: '1', product_cod: '1' }],
    ['legacy-abandonment', { identifier: '36ec1293-17f8-404a-bbda-b58eaeb21aab' }],
    ['legacy-abandonment', { invoiceId: '1', 'product[id]': '1' }],
  ])('is known in %s by %j', (name, changes) => {
    expect(formReading(name, changes)).toEqual({ kind: 'ignored', because: 'test event of Eduzz' });
    expect(formReading(name, changes, { ...context, testsAreReal: true }).kind).toBe('facts');
  });

  test.each<[Name, Record<string, string>]>([
    ['legacy-invoice-paid', { trans_cod: '1' }],
    ['legacy-invoice-paid', { product_cod: '1' }],
    ['legacy-invoice-paid', { cus_name: 'Teste Webhook' }],
    ['legacy-abandonment', { 'product[id]': '1' }],
  ])('is not taken for granted in %s by %j alone', (name, changes) => {
    expect(formReading(name, changes).kind).toBe('facts');
  });
});
