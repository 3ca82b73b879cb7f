import { describe, expect, test } from '@jest/globals';
import { hmacHex } from './hmac.js';
import { same, someSecret } from './same.js';

describe('comparing secrets', () => {
  test.each([
    ['token', 'token', true],
    ['token', 'tokeN', false],
    ['token', 'token-and-more', false],
    ['', '', true],
    ['é', 'e\u0301', false],
    ['x'.repeat(100_000), 'x'.repeat(100_000), true],
  ])('%.9s and %.9s: %s', (a, b, expected) => {
    expect(same(a, b)).toBe(expected);
  });

  test('an empty or blank secret never counts, whatever the test says', () => {
    expect(someSecret(['', ' ', '\n'], () => true)).toBe(false);
    expect(someSecret(['', 'real'], () => true)).toBe(true);
    expect(someSecret([], () => true)).toBe(false);
  });

  test('every secret is tried, so that time does not tell which one is right', () => {
    const tried: string[] = [];
    someSecret(['first', 'second'], (secret) => tried.push(secret) > 0);
    expect(tried).toEqual(['first', 'second']);
  });
});

test('an HMAC over parts is the HMAC over their sum (RFC 4231, case 2)', () => {
  const expected = '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843';
  expect(hmacHex('Jefe', 'what do ya want ', Buffer.from('for nothing?'))).toBe(expected);
});
