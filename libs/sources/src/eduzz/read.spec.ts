import { describe, expect, test } from '@jest/globals';
import { deliveryOf } from '../shared/given.js';
import { context, readBody, reading, waits, type Name } from './given.js';
import { read } from './read.js';

const OF_NO_CONCERN = { kind: 'ignored', because: 'no word about access' };

test.each<[Name]>([
  ['invoice-recovering'],
  ['invoice-negotiated'],
  ['contract-card-attempted'],
  ['commission-processed'],
  ['nutror-enrollment-created'],
  ['contract-updated-awaiting-payment'],
])('%s is no word about access', (name) => {
  expect(reading(name)).toEqual(OF_NO_CONCERN);
});

test.each([
  'nutror.lesson_watched',
  'alpaclass.enrolled',
  'alpaclass_enrolled',
  'blinket.checkin',
  'blinket',
  'myeduzz.contract_pix_attempted',
  'myeduzz.contract_bankslip_attempted',
  'myeduzz.contract_eduzz_balance_attempted',
])('%s is of no concern, whatever stands in it', (event) => {
  expect(readBody({ id: 'e1', event, data: null })).toEqual(OF_NO_CONCERN);
});

test('a ping that is signed is ignored', () => {
  expect(reading('ping')).toEqual({ kind: 'ignored', because: 'ping of Eduzz' });
});

describe('an event', () => {
  test.each([
    ['myeduzz.invoice_forgotten', 'event: myeduzz.invoice_forgotten is not known'],
    ['myeduzz.invoice_unpaid', 'event: myeduzz.invoice_unpaid is not known'],
    ['myeduzz.invoice_paid_manually', 'event: myeduzz.invoice_paid_manually is not known'],
    ['MYEDUZZ.INVOICE_PAID', 'event: MYEDUZZ.INVOICE_PAID is not known'],
    ['invoice_paid', 'event: invoice_paid is not known'],
    ['myeduzz.invoice_updated', 'event: myeduzz.invoice_updated is not known'],
    ['nutrors.lesson', 'event: nutrors.lesson is not known'],
    ['constructor', 'event: constructor is not known'],
    ['a person <a@example.com>', 'event: expected the name of an event'],
    ['x'.repeat(201), 'event: expected an id'],
  ])('named %.40s waits for a person', (event, issue) => {
    expect(reading('invoice-paid', { event })).toEqual(waits(issue));
  });

  test.each(['', null, 7, ['myeduzz.invoice_paid'], undefined])('without a name, %j, is none', (event) => {
    expect(reading('invoice-paid', { event })).toEqual(waits('body: expected an event of Eduzz'));
  });

  test.each(['event=myeduzz.invoice_paid', '{"event":', 'a=b', ''])('is not %j', (text) => {
    expect(read(deliveryOf(Buffer.from(text)), context).kind).toBe('unreadable');
  });
});
