import { describe, expect, test } from '@jest/globals';
import { claimTexts } from '#texts';
import { addressIn, codeIn, digitsIn, faultsOf, textIn } from './fields.js';

describe('an address', () => {
  test('is taken in the form it is known by', () => expect(addressIn('  Ana@Exemplo.COM ')).toBe('ana@exemplo.com'));
  test('that only looks like another in lower case goes to that other', () => expect(addressIn('\u212Aim@x.com')).toBe('kim@x.com'));
  test.each([null, '', 'ana', 'a@b@c', 'a@b,c', 'a;b@c.com', '<a@b.com>', 'a"b@c.com', 'a@b.com\nBcc: c@d.com', `${'x'.repeat(250)}@a.com`])(
    '%j is none',
    (text) => expect(addressIn(text)).toBeUndefined(),
  );
});

describe('a transaction code', () => {
  test.each(['HP1234567890', ' HP16015479281022 ', 'cs_test_a1', '8fe7-91', 'pay_1/2', '123'])('may be %j', (text) =>
    expect(codeIn(text)).toBe(text.trim()),
  );
  test.each([null, '', 'ana@example.com', 'two words', '%', '<b>', 'x'.repeat(101), 'a\0b'])('%j is none', (text) =>
    expect(codeIn(text)).toBeUndefined(),
  );
});

test.each([
  ['123456', '123456'],
  [' 123-456 ', '123456'],
  ['12345', undefined],
  ['1234567', undefined],
  ['١٢٣٤٥٦', undefined],
])('the digits in %j are %j', (text, digits) => expect(digitsIn(text)).toBe(digits));

test('free text loses what controls a terminal or a mail, and keeps its lines', () => {
  expect(textIn('one\r\ntwo\u0000\u001b[31m\ud800')).toBe('one\ntwo  [31m\ufffd');
});

test('only what is wrong is said', () => {
  expect(faultsOf(claimTexts.en, { address: true, code: false })).toEqual({ address: claimTexts.en.wrongAddress });
});
