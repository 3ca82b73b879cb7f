import { describe, expect, test } from '@jest/globals';
import { factsIn } from '../shared/given.js';
import { AT, PERSON, bodyOf, dataOf, factsOf, fieldIn, formFact, formReading, readBody, waits, type Name } from './given.js';

const OF = { occurredAt: AT, sale: 'eduzz/3456', charge: '90001', product: 'eduzz/77', person: PERSON };
const SINGLE = { ...OF, sale: 'eduzz/invoice-90001' };
const SUM = { value: 97.9, currency: 'BRL' };

describe('a paid invoice of before', () => {
  test('is the same charge of the same sale as the current webhook makes of it', () => {
    expect(formFact('legacy-invoice-paid')).toEqual({
      key: `charge/90001/legacy-paid/${AT}`,
      fact: { type: 'ChargePaid', data: { ...OF, recurring: true, recurrence: 2, paidAt: AT, amount: SUM } },
      personal: { email: 'Bia@Example.com', name: 'Bia Souza', phone: '31900001234', document: '00000000191' },
    });
    for (const name of ['sale', 'charge', 'product', 'person'])
      expect(fieldIn(formFact('legacy-invoice-paid')?.fact.data, name)).toBe(fieldIn(dataOf('invoice-paid'), name));
  });

  test('reads the same as JSON and as a form', () => {
    expect(factsOf('legacy-invoice-paid-json')).toEqual([formFact('legacy-invoice-paid')]);
  });

  test.each(['', '0', undefined])('with the contract %j stands for itself', (recurrence_cod) => {
    expect(formFact('legacy-invoice-paid', { recurrence_cod })?.fact.data).toMatchObject({ sale: 'eduzz/invoice-90001', recurring: false });
  });

  test.each([
    [{ trans_paiddate: '20261119', trans_paidtime: '22:30:00' }, '2026-11-20T01:30:00.000Z'],
    [{ trans_paiddate: '2026-11-19 22:30:00', trans_paidtime: '' }, '2026-11-20T01:30:00.000Z'],
    [{ trans_paiddate: '20261120', trans_paidtime: '' }, '2026-11-20T03:00:00.000Z'],
    [{ trans_paiddate: '20261119', trans_paidtime: '' }, '2026-11-19T12:00:00.000Z'],
    [{ trans_paiddate: '20261119', trans_paidtime: '', trans_createdate: '' }, '2026-11-19T03:00:00.000Z'],
  ])('with %j was paid at %s, by the clock of Brazil', (changes, paidAt) => {
    expect(formFact('legacy-invoice-paid', changes)?.fact.data).toMatchObject({ occurredAt: paidAt, paidAt });
  });

  test('without a readable day is paid when it is heard of', () => {
    const said = formFact('legacy-invoice-paid', { trans_paiddate: '31/12' });
    expect(said).toMatchObject({ key: 'charge/90001/legacy-paid', clock: 'ours', fact: { data: { occurredAt: AT } } });
    expect(said?.fact.data).not.toHaveProperty('paidAt');
  });

  const second = { 'trans_items[1][item_product_id]': '78', 'trans_items[1][item_value]': '10' };
  test('for two products is a charge for each', () => {
    const parts = factsIn(formReading('legacy-invoice-paid', second)).map(({ fact }) => fact.data);
    expect(parts).toMatchObject([
      { charge: '90001:77', partOf: '90001', amount: SUM },
      { charge: '90001:78', partOf: '90001', amount: { value: 10, currency: 'BRL' } },
    ]);
  });

  test('may have its items as a list, and its product beside', () => {
    const list = readBody({ ...bodyOf('legacy-invoice-paid'), trans_items: [{ item_product_id: 5 }, { item_product_id: 6 }] });
    expect(factsIn(list).map(({ fact }) => fieldIn(fact.data, 'product'))).toEqual(['eduzz/5', 'eduzz/6']);
    expect(factsIn(readBody({ type: 'invoice', trans_cod: 9, trans_status: 3, product_cod: 7 }))).toMatchObject([
      { fact: { data: { charge: '9', product: 'eduzz/7', recurring: false } } },
    ]);
  });

  test('without a product waits for a person', () => {
    const issue = 'trans_items: expected a product in each item';
    expect(formReading('legacy-invoice-paid', { 'trans_items[0][item_product_id]': '' })).toEqual(waits(issue));
    expect(readBody({ type: 'invoice', trans_cod: '9', trans_status: '3' })).toEqual(waits(issue));
  });

  test('goes to the student, where there is one', () => {
    const said = formFact('legacy-invoice-paid', { student_email: 'leo@example.com', student_name: 'Leo', student_tel: '3130001111' });
    expect(said?.fact.data).toMatchObject({ person: 'key of leo@example.com' });
    expect(said?.personal).toEqual({ email: 'leo@example.com', name: 'Leo', phone: '3130001111', payerEmail: 'Bia@Example.com' });
  });
});

const OURS = { clock: 'ours' };
test.each<[Name, string, object, object]>([
  ['legacy-invoice-waiting-refund', 'disputed', { type: 'ChargeDisputed', data: { ...SINGLE, kind: 'refund-request' } }, OURS],
  ['legacy-invoice-refunded', 'refund', { type: 'ChargeReversed', data: { ...OF, kind: 'refund', whole: true, of: SUM } }, OURS],
  ['legacy-single-invoice-refunded', 'refund', { type: 'ChargeReversed', data: { ...SINGLE, kind: 'refund', whole: true, of: SUM } }, OURS],
  ['legacy-invoice-canceled', 'refused', { type: 'PaymentLapsed', data: { ...SINGLE, kind: 'refused' } }, OURS],
  ['legacy-invoice-expired', 'expired', { type: 'PaymentLapsed', data: { ...SINGLE, kind: 'expired' } }, OURS],
])('%s says "%s" of its charge, by our clock', (name, word, fact, clock) => {
  expect(formFact(name)).toMatchObject({ key: `charge/90001/legacy-${word}`, ...clock });
  expect(formFact(name)?.fact).toEqual(fact);
});

describe('an invoice of before', () => {
  test('that went back in part says so, and has a time if one is written', () => {
    expect(formFact('legacy-invoice-refunded', { refund_type: 'Parcial', refund_date: '2026-11-20 08:00:00' })).toMatchObject({
      key: 'charge/90001/legacy-refund-part/2026-11-20T11:00:00.000Z',
      fact: { data: { whole: false, occurredAt: '2026-11-20T11:00:00.000Z' } },
    });
  });

  test.each([
    ['1', { key: 'charge/90001/legacy-awaited/2026-11-19T12:00:00.000Z' }],
    ['15', { key: 'charge/90001/legacy-awaited', clock: 'ours' }],
  ])('with the status %s is awaited', (trans_status, said) => {
    const fact = { type: 'PaymentAwaited', data: { method: '32', expiresAt: '2026-11-22T02:59:59.000Z' } };
    expect(formFact('legacy-invoice-opened', { trans_status })).toMatchObject({ ...said, fact });
  });

  test.each(['9', '11'])('with the status %s says nothing', (trans_status) => {
    expect(formReading('legacy-invoice-paid', { trans_status }).kind).toBe('ignored');
  });

  test.each([
    [{ trans_status: '5' }, 'trans_status: expected a known status'],
    [{ trans_status: '' }, 'trans_status: expected an id'],
    [{ trans_cod: '' }, 'trans_cod: expected an id'],
    [{ type: 'other' }, 'type: expected invoice, contract or abandonment'],
  ])('with %j waits for a person', (changes, issue) => {
    expect(formReading('legacy-invoice-paid', changes)).toEqual(waits(issue));
  });

  test('need not say that it is one', () => {
    expect(formFact('legacy-invoice-paid', { type: undefined })?.fact.type).toBe('ChargePaid');
  });
});
