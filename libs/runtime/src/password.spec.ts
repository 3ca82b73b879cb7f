import { expect, test } from '@jest/globals';
import { hashPassword, isPassword } from './password.js';

const stored = hashPassword('a long password');

test('a password is known again by its hash, and no other is', () => {
  expect(isPassword('a long password', stored)).toBe(true);
  expect(isPassword('a long passwore', stored)).toBe(false);
  expect(isPassword('', stored)).toBe(false);
});

test('the hash names its costs, hides the password, and is another each time', () => {
  expect(stored).toMatch(/^scrypt\$16384\$8\$1\$[\w-]{22}\$[\w-]{43}$/);
  expect(stored).not.toContain('password');
  expect(hashPassword('a long password')).not.toBe(stored);
});

test('letters beyond ASCII count', () => {
  expect(isPassword('senha segurança', hashPassword('senha segurança'))).toBe(true);
  expect(isPassword('senha seguranca', hashPassword('senha segurança'))).toBe(false);
});

test.each(['', 'scrypt', 'scrypt$16384$8$1$$', 'scrypt$16384$8$1$c2FsdA$', 'bcrypt$16384$8$1$c2FsdA$aGFzaA', 'a long password'])(
  'lets nobody in by the broken hash %j',
  (broken) => {
    expect(isPassword('', broken)).toBe(false);
    expect(isPassword('a long password', broken)).toBe(false);
  },
);
