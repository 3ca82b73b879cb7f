import { describe, expect, test } from '@jest/globals';
import { readBlock, readGift, readGiftEnd, readLift } from './person-word.js';

const GIFT = { to: 'ana@example.com', product: 'hotmart/501', by: 'carla' };
const wrong = (start: string) => ({ ok: false, wrong: expect.stringMatching(new RegExp(`^${start}`)) });

describe('a word', () => {
  test.each([
    ['with what it must have', GIFT, GIFT],
    ['trimmed', { to: ' ana@example.com ', product: 'hotmart/501', by: ' carla ' }, GIFT],
    ['to a member', { ...GIFT, to: '01HQ4ANA' }, { ...GIFT, to: '01HQ4ANA' }],
    ['with its end in UTC', { ...GIFT, until: '2026-12-31T21:00:00-03:00' }, { ...GIFT, until: '2027-01-01T00:00:00.000Z' }],
    ['with a note and a preview', { ...GIFT, note: 'prize, @ home', preview: false }, { ...GIFT, note: 'prize, @ home', preview: false }],
    ['carried, and again', { ...GIFT, parent: 'hotmart/S1', again: 'gift/1' }, { ...GIFT, parent: 'hotmart/S1', again: 'gift/1' }],
  ])('is read: %s', (_, given, word) => expect(readGift(given)).toEqual({ ok: true, word }));

  test('is read for an end, a block and a lift', () => {
    expect(readGiftEnd({ gift: 'gift/1', by: 'carla' })).toEqual({ ok: true, word: { gift: 'gift/1', by: 'carla' } });
    const until = '2026-12-31T00:00:00.000Z';
    expect(readBlock({ who: 'ana@example.com', until, by: 'carla' })).toEqual({ ok: true, word: { who: 'ana@example.com', until, by: 'carla' } });
    expect(readLift({ who: 'M1', by: 'carla', preview: true })).toEqual({ ok: true, word: { who: 'M1', by: 'carla', preview: true } });
  });

  test.each([undefined, null, 'to=ana@example.com', 7, [], [GIFT]])('is no %j', (given) => {
    for (const read of [readGift, readGiftEnd, readBlock, readLift]) expect(read(given)).toEqual({ ok: false, wrong: 'expected a JSON object' });
  });

  test.each([
    [
      'to',
      [undefined, null, '', ' ', 7, ['ana@example.com'], 'ana@', 'ana maria@example.com', 'a@b@example.com', 'a'.repeat(201), 'a\0b', 'a\ud800'],
    ],
    ['product', [undefined, '', 501, 'ana@example.com', 'x'.repeat(321), 'a\0b']],
    ['until', [null, '', 'soon', '2026-12-31', '2026-12-31T00:00:00', 1_795_000_000_000]],
    ['parent', [null, '', 'gift/1', 'ana@example.com']],
    ['again', [null, '', {}]],
    ['by', [undefined, null, '', ' ', 'carla@example.com', 'x'.repeat(101), 'a\nb']],
    ['note', [null, '', 'for ana@example.com', 'x'.repeat(501), 'a\0b']],
    ['preview', [null, 'true', 1, 'false']],
  ])('with a wrong %s is refused, and what stood there is not repeated', (field, values) => {
    for (const value of values) {
      const read = readGift({ ...GIFT, [field]: value });
      expect([value, read]).toEqual([value, wrong(`${field}: expected `)]);
      expect(JSON.stringify(read)).not.toContain('example.com');
    }
  });

  test('with a field of another word, or a misspelt one, is refused, and the field is not repeated', () => {
    expect(readGift({ ...GIFT, 'ana@example.com': 1 })).toEqual({
      ok: false,
      wrong: 'expected nothing but to, product, until, parent, again, by, note, preview',
    });
    expect(readLift({ who: 'M1', by: 'carla', until: '2026-12-31T00:00:00Z' })).toEqual(wrong('expected nothing but who, by, note, preview$'));
    expect(readBlock({ who: 'M1', by: 'carla', Preview: true })).toEqual(wrong('expected nothing but '));
    expect(readGiftEnd(JSON.parse('{"gift":"gift/1","by":"carla","__proto__":{"preview":true}}'))).toEqual(wrong('expected nothing but '));
  });
});
