import { describe, expect, test } from '@jest/globals';
import { AT, PERSON, factOf, factsOf, fieldIn, formFact, formReading, readBody, reading, waits } from './given.js';
import { localDay, localTime } from './local-time.js';

const OF = { occurredAt: AT, sale: 'eduzz/invoice-90001', charge: '90001:77', product: 'eduzz/77', person: PERSON };
const PERSONAL = { email: 'Bia@Example.com', name: 'Bia Souza', phone: '31900001234', document: '00000000191' };

describe('a custom delivery', () => {
  test('that gives access is a paid part of its invoice', () => {
    expect(factsOf('delivery-create')).toEqual([
      {
        key: `charge/90001:77/delivery-create/${AT}`,
        fact: { type: 'ChargePaid', data: { ...OF, recurring: false, partOf: '90001' } },
        personal: PERSONAL,
      },
    ]);
  });

  test('that takes access away takes this part back, as of when it is heard', () => {
    expect(factsOf('delivery-remove')).toEqual([
      {
        key: 'charge/90001:77/delivery-remove',
        clock: 'ours',
        fact: { type: 'ChargeReversed', data: { ...OF, kind: 'refund', whole: true } },
        personal: PERSONAL,
      },
    ]);
  });

  test('reads the same as JSON, as a form, and as a form without depth', () => {
    expect(formFact('delivery-create-form')).toEqual(factOf('delivery-create'));
    expect(formFact('delivery-remove-form')).toEqual(factOf('delivery-remove'));
    expect(readBody({ type: 'create', edz_fat_cod: 1, edz_cnt_cod: 2 }).kind).toBe('facts');
    expect(readBody({ fields: { type: 'remove', edz_fat_cod: 1, edz_cnt_cod: 2 } }).kind).toBe('facts');
  });

  test('of another product of the same invoice is another charge', () => {
    expect(factOf('delivery-create', { 'fields.edz_cnt_cod': '78' })).toMatchObject({
      key: `charge/90001:78/delivery-create/${AT}`,
      fact: { data: { sale: 'eduzz/invoice-90001', product: 'eduzz/78' } },
    });
  });

  test.each<[string, unknown]>([
    ['2026-11-20 09:00:00', { occurredAt: AT }],
    ['20261120', { occurredAt: '2026-11-20T03:00:00.000Z' }],
    ['2026-11-20T12:00:00Z', { occurredAt: AT }],
  ])('made on %s speaks as of then', (date, data) => {
    expect(factOf('delivery-create', { 'fields.edz_fat_dtcadastro': date })).toMatchObject({ fact: { data } });
  });

  test.each([undefined, '', 'ontem', '0000-00-00 00:00:00'])('made on %j speaks as of when it is heard', (date) => {
    const said = factOf('delivery-create', { 'fields.edz_fat_dtcadastro': date });
    expect(said).toMatchObject({ key: 'charge/90001:77/delivery-create', clock: 'ours', fact: { data: { occurredAt: AT } } });
  });

  test.each<[unknown, unknown]>([
    ['97.90', { value: 97.9 }],
    [97.9, { value: 97.9 }],
    ['97,90', undefined],
    [{}, undefined],
  ])('for %j costs %j', (paid, amount) => {
    expect(fieldIn(factOf('delivery-create', { 'fields.edz_valorpago': paid })?.fact.data, 'amount')).toEqual(amount);
  });

  test.each<[string, unknown, string]>([
    ['type', 'update', 'type: expected create or remove'],
    ['type', null, 'type: expected create or remove'],
    ['fields', null, 'fields: expected an object'],
    ['fields.edz_fat_cod', '', 'fields.edz_fat_cod: expected an id'],
    ['fields.edz_cnt_cod', {}, 'fields.edz_cnt_cod: expected an id'],
  ])('waits for a person when %s is %j', (path, value, issue) => {
    expect(reading('delivery-create', { [path]: value })).toEqual(waits(issue));
  });

  test('as a form waits for a person as well', () => {
    expect(formReading('delivery-create-form', { 'fields[edz_fat_cod]': '' })).toEqual(waits('fields.edz_fat_cod: expected an id'));
  });
});

describe('the clock of Brazil', () => {
  test.each([
    ['20190904', '12:00:00', '2019-09-04T15:00:00.000Z'],
    ['20190904', '12:00', '2019-09-04T15:00:00.000Z'],
    ['2019-09-04 22:02:34', undefined, '2019-09-05T01:02:34.000Z'],
    ['2019-09-04T22:02:34.123', undefined, '2019-09-05T01:02:34.000Z'],
    ['2019-09-04 22:02:34', '01:00:00', '2019-09-05T01:02:34.000Z'],
    ['2019-09-04T22:02:34Z', undefined, '2019-09-04T22:02:34.000Z'],
    ['20190904', '', undefined],
    ['20190904', 'noon', undefined],
    ['20190230', '12:00:00', undefined],
    ['20190904', '25:00:00', undefined],
    ['4/9/2019', '12:00:00', undefined],
    [undefined, '12:00:00', undefined],
  ])('at %j %j is %j', (date, clock, instant) => {
    expect(localTime(date, clock)).toBe(instant);
  });

  test.each([
    ['20190904', '2019-09-04T03:00:00.000Z'],
    ['2019-09-04 22:02:34', '2019-09-04T03:00:00.000Z'],
    ['2019-02-30', undefined],
    ['soon', undefined],
    [undefined, undefined],
  ])('begins the day %j at %j', (date, instant) => {
    expect(localDay(date)).toBe(instant);
  });
});
