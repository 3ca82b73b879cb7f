import { describe, expect, test } from '@jest/globals';
import { codeAsTyped, codeHash, derived, idHash, isAttemptId, newAttemptId, newCode, sameBytes, seal, unseal } from './secrets.js';

const ID = newAttemptId();

describe('the id of an attempt', () => {
  test('is never made twice, and is known by its form', () => {
    const ids = Array.from({ length: 100 }, newAttemptId);
    expect(new Set(ids).size).toBe(100);
    expect(ids.every(isAttemptId)).toBe(true);
  });

  test.each(['', 'short', `${ID}x`, `${ID.slice(1)}\n`, undefined])('%j is none', (text) => {
    expect(isAttemptId(text)).toBe(false);
  });

  test('at rest is something else', () => {
    expect(idHash(ID).toString('base64url')).not.toBe(ID);
    expect(idHash(ID)).toEqual(idHash(ID));
  });

  test('gives another value for each purpose', () => {
    expect(sameBytes(derived(ID, 'state'), derived(ID, 'nonce'))).toBe(false);
    expect(sameBytes(derived(ID, 'state'), derived(newAttemptId(), 'state'))).toBe(false);
  });
});

describe('a code', () => {
  test('is six digits, the first of which may be nought', () => {
    expect(Array.from({ length: 200 }, newCode).every((code) => /^\d{6}$/.test(code))).toBe(true);
  });

  test('is kept for one attempt and one proof', () => {
    const kept = codeHash(ID, 'purchase', '000123');
    expect(sameBytes(kept, codeHash(ID, 'purchase', '000123'))).toBe(true);
    expect(sameBytes(kept, codeHash(ID, 'member', '000123'))).toBe(false);
    expect(sameBytes(kept, codeHash(newAttemptId(), 'purchase', '000123'))).toBe(false);
  });

  test('may be typed as people type', () => expect(codeAsTyped(' 123-456\u00a0')).toBe('123456'));
});

describe('what is sealed', () => {
  test('opens with the same id', () => expect(unseal(ID, seal(ID, 'ana@exemplo.com'))).toBe('ana@exemplo.com'));
  test('opens with no other', () => expect(() => unseal(newAttemptId(), seal(ID, 'ana@exemplo.com'))).toThrow());
  test('does not show what it is', () => expect(seal(ID, 'ana@exemplo.com').toString('latin1')).not.toContain('ana'));
  test('is refused when a byte is another', () => {
    const sealed = seal(ID, 'ana@exemplo.com');
    sealed[sealed.length - 1] = (sealed[sealed.length - 1] ?? 0) ^ 1;
    expect(() => unseal(ID, sealed)).toThrow();
  });
});
