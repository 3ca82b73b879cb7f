import { describe, expect, test } from '@jest/globals';
import { CommandError } from './exit.js';
import { signed, whom } from './signature.js';

describe('who says something, and why', () => {
  test('is a name and a note of one line', () => {
    expect(signed({ by: ' carla ', note: 'a prize, @ home' })).toEqual({ by: 'carla', note: 'a prize, @ home' });
  });

  test.each([
    { by: ' ' },
    { by: 'ana@example.com' },
    { by: 'x'.repeat(101) },
    { by: 'carla', note: 'for ana@example.com' },
    { by: 'carla', note: '🙂'.repeat(501) },
  ])('%j is refused, as the back office refuses it', (signature) => {
    expect(() => signed(signature)).toThrow(CommandError);
  });
});

describe('whom a person means', () => {
  test.each([
    ['ana@example.com', { email: 'ana@example.com' }],
    [' 01HQ7Z3X ', { member: '01HQ7Z3X' }],
  ])('%p is %j', (text, named) => expect(whom(text)).toEqual(named));

  test.each(['', ' ', 'ana@', 'a b@example.com', 'x'.repeat(201), 'a\u0007b'])('%p is nobody', (text) => {
    expect(() => whom(text)).toThrow(/^That is no address, and no member id either\. Type /);
  });
});
