import { describe, expect, test } from '@jest/globals';
import { AT, NOW, PERSON, dataOf, factOf, factsOf, fieldIn, reading, waits, type Body, type Name } from './given.js';

const OF = { occurredAt: AT, sale: 'eduzz/3456', charge: '90001', product: 'eduzz/77', person: PERSON };
const SINGLE = { ...OF, sale: 'eduzz/invoice-90001' };
const later = (seconds: number): string => new Date(NOW.getTime() + seconds * 1_000).toISOString();

describe('a paid invoice', () => {
  test('of a contract is a paid charge of something billed again', () => {
    expect(factsOf('invoice-paid')).toEqual([
      {
        key: `charge/90001/paid/${AT}`,
        fact: {
          type: 'ChargePaid',
          data: { ...OF, offer: 'o1', recurring: true, paidAt: AT, amount: { value: 97.9, currency: 'BRL' } },
        },
        personal: { email: 'Bia@Example.com', name: 'Bia Souza', phone: '+5531900001234', document: '00000000191' },
      },
    ]);
  });

  test('of the next month is a new charge of the same sale', () => {
    expect(dataOf('invoice-paid', { 'data.id': 90002 })).toMatchObject({ sale: 'eduzz/3456', charge: '90002', recurring: true });
  });

  test.each<[unknown]>([[null], [undefined], [{}], [{ id: null }], [{ id: 0 }], [{ id: '0' }]])(
    'with the contract %j stands for itself',
    (contract) => {
      expect(dataOf('invoice-paid', { 'data.contract': contract })).toMatchObject({ sale: 'eduzz/invoice-90001', charge: '90001', recurring: false });
    },
  );

  test.each<[Body, boolean]>([
    [{ id: '3456', isUnlimitedInstallments: true }, true],
    [{ id: '3456', isPSL: true }, true],
    [{ id: '3456', isUnlimitedInstallments: false, isPSL: true }, false],
    [{ id: '3456', isUnlimitedInstallments: 'yes' }, false],
    [{ isUnlimitedInstallments: true }, false],
  ])('of the contract %j is an instalment: %s', (contract, expected) => {
    expect(fieldIn(dataOf('invoice-paid', { 'data.contract': contract }), 'instalments') === true).toBe(expected);
  });

  test('is told again under the same key, and with a changed time under another', () => {
    expect(factOf('invoice-paid', { id: 'another', sentDate: later(90) })?.key).toBe(factOf('invoice-paid')?.key);
    expect(factOf('invoice-paid', { 'data.paidAt': later(1) })?.key).not.toBe(factOf('invoice-paid')?.key);
  });

  test.each<[Body, string]>([
    [{ 'data.paidAt': later(-60) }, later(-60)],
    [{ 'data.paidAt': null, sentDate: later(-5) }, later(-5)],
    [{ 'data.paidAt': 'yesterday', sentDate: null, 'data.createdAt': later(-90) }, later(-90)],
  ])('with %j speaks as of %s', (changes, occurredAt) => {
    expect(dataOf('invoice-paid', changes)).toMatchObject({ occurredAt });
  });

  test('without any time speaks as of when it was heard, and keeps that out of its key', () => {
    const timeless = { 'data.paidAt': null, 'data.createdAt': null, sentDate: undefined };
    expect(factOf('invoice-paid', timeless)).toMatchObject({ key: 'charge/90001/paid/evt1', clock: 'ours', fact: { data: { occurredAt: AT } } });
    expect(factOf('invoice-paid', { ...timeless, id: null })?.key).toBe('charge/90001/paid');
  });

  test('for two products is a charge for each, as parts of the invoice', () => {
    const said = factsOf('two-products-invoice-paid');
    expect(said.map(({ key }) => key)).toEqual([`charge/90001:77/paid/${AT}`, `charge/90001:2970078/paid/${AT}`]);
    const part = { partOf: '90001', recurring: false, sale: 'eduzz/invoice-90001', amount: { value: 97.9, currency: 'BRL' } };
    expect(said.map(({ fact }) => fact.data)).toMatchObject([
      { ...part, charge: '90001:77', product: 'eduzz/77' },
      { ...part, charge: '90001:2970078', product: 'eduzz/2970078' },
    ]);
  });

  test('for two pieces of one product is one charge', () => {
    const item = { productId: 77 };
    expect(factsOf('invoice-paid', { 'data.items': [item, item] }).map(({ fact }) => fact.data)).toMatchObject([{ charge: '90001' }]);
    expect(factsOf('invoice-paid', { 'data.items': [item, item] })[0]?.fact.data).not.toHaveProperty('partOf');
  });

  test.each<[Body, unknown]>([
    [{ 'data.paid': { value: 10.5, currency: 'USD' } }, { value: 10.5, currency: 'USD' }],
    [{ 'data.paid': null }, { value: 97.9, currency: 'BRL' }],
    [{ 'data.paid': { value: '10,50' } }, { value: 97.9, currency: 'BRL' }],
    [{ 'data.paid': { value: 10.5, currency: null } }, { value: 10.5 }],
    [{ 'data.paid': null, 'data.items.0.price': 97.9 }, undefined],
  ])('with %j costs %j', (changes, amount) => {
    expect(fieldIn(dataOf('invoice-paid', changes), 'amount')).toEqual(amount);
  });

  test.each<[unknown, string | undefined]>([
    ['o1', 'o1'],
    [5, '5'],
    [{ id: 'o2', name: 'Oferta' }, 'o2'],
    [{ name: 'Oferta' }, undefined],
    [[], undefined],
    [null, undefined],
  ])('of the offer %j is of offer %j', (offer, expected) => {
    expect(fieldIn(dataOf('invoice-paid', { 'data.offer': offer }), 'offer')).toBe(expected);
  });

  test.each<[Body, string]>([
    [{ 'data.items': undefined }, 'data.items: expected at least one product'],
    [{ 'data.items': [] }, 'data.items: expected at least one product'],
    [{ 'data.items': 'a' }, 'data.items: expected at least one product'],
    [{ 'data.items': [{ productId: '1' }, { name: 'x' }] }, 'data.items.1.productId: expected an id'],
    [{ 'data.items.0.productId': {} }, 'data.items.0.productId: expected an id'],
    [{ 'data.id': null }, 'data.id: expected an id'],
    [{ 'data.contract': 'yes' }, 'data.contract: expected an object'],
    [{ 'data.contract.id': {} }, 'data.contract.id: expected an id'],
    [{ data: null }, 'data: expected an object'],
  ])('with %j waits for a person', (changes, issue) => {
    expect(reading('invoice-paid', changes)).toEqual(waits(issue));
  });

  test.each(['refunded', 'open', 'canceled', null, 7])('is paid whatever status stands beside it: %j', (status) => {
    expect(factOf('invoice-paid', { 'data.status': status, 'data.chargeback': { status: 'x' } })?.fact.type).toBe('ChargePaid');
  });
});

describe('who gets access', () => {
  test('is the student, and the payer is kept beside', () => {
    expect(factOf('student-invoice-paid')).toMatchObject({
      fact: { data: { person: PERSON } },
      personal: { email: 'Bia@Example.com', name: 'Bia Souza', payerEmail: 'Pagadora@example.com' },
    });
  });

  test('is the buyer where the student has no address, or the very same', () => {
    expect(factOf('invoice-paid', { 'data.student': { name: 'Leo', email: '' } })?.personal).toMatchObject({ name: 'Bia Souza' });
    const twice = factOf('invoice-paid', { 'data.student': { email: 'BIA@example.com' } });
    expect(twice?.personal).toEqual({ email: 'BIA@example.com' });
  });

  test('is nobody, rather than the payer, where the address of the student cannot be one', () => {
    const said = factOf('student-invoice-paid', { 'data.student.email': 'none' });
    expect(said?.fact.data).not.toHaveProperty('person');
    expect(said?.personal).toMatchObject({ email: 'none', payerEmail: 'Pagadora@example.com' });
  });

  test('may be nobody at all', () => {
    const said = factOf('invoice-paid', { 'data.buyer': null });
    expect(said).not.toHaveProperty('personal');
    expect(said?.fact.data).not.toHaveProperty('person');
  });
});

const CHARGED = { value: 97.9, currency: 'BRL' };
test.each<[Name, string, object]>([
  ['invoice-refunded', 'refund', { type: 'ChargeReversed', data: { ...OF, kind: 'refund', whole: true, of: CHARGED } }],
  ['single-invoice-refunded', 'refund', { type: 'ChargeReversed', data: { ...SINGLE, kind: 'refund', whole: true, of: CHARGED } }],
  ['single-invoice-partly-refunded', 'refund-part', { type: 'ChargeReversed', data: { ...SINGLE, kind: 'refund', whole: false, of: CHARGED } }],
  ['invoice-chargeback', 'chargeback', { type: 'ChargeReversed', data: { ...OF, kind: 'chargeback', whole: true, of: CHARGED } }],
  ['invoice-waiting-refund', 'disputed', { type: 'ChargeDisputed', data: { ...OF, kind: 'refund-request' } }],
  ['invoice-canceled', 'refused', { type: 'PaymentLapsed', data: { ...SINGLE, kind: 'refused' } }],
  ['invoice-refused', 'refused', { type: 'PaymentLapsed', data: { ...SINGLE, kind: 'refused' } }],
  ['invoice-expired', 'expired', { type: 'PaymentLapsed', data: { ...SINGLE, kind: 'expired' } }],
  ['invoice-overdue', 'failed', { type: 'RenewalFailed', data: OF }],
  ['single-invoice-overdue', 'overdue', { type: 'PaymentAwaited', data: { ...SINGLE, method: 'pix', expiresAt: '2026-11-21T12:00:00.000Z' } }],
  ['invoice-opened', 'opened', { type: 'PaymentAwaited', data: { ...SINGLE, method: 'pix', expiresAt: '2026-11-21T12:00:00.000Z' } }],
  ['invoice-waiting-payment', 'awaited', { type: 'PaymentAwaited', data: { ...SINGLE, method: 'pix', expiresAt: '2026-11-21T12:00:00.000Z' } }],
  ['invoice-scheduled', 'scheduled', { type: 'PaymentAwaited', data: { ...OF, method: 'pix', expiresAt: '2026-11-21T12:00:00.000Z' } }],
])('%s says "%s" of its charge', (name, word, fact) => {
  expect(factsOf(name)).toEqual([{ key: `charge/90001/${word}/${AT}`, fact, personal: expect.objectContaining({ name: 'Bia Souza' }) }]);
});
