import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { byText, defined, own } from './plain.js';
import { later } from './slot.js';

const word = fc.record({ at: fc.constantFrom('2026-05-01T00:00:00.000Z', '2026-05-02T00:00:00.000Z'), id: fc.constantFrom('a', 'b', 'c') });

describe('a slot', () => {
  test("keeps the later word by the sender's clock, whichever is heard first", () => {
    const [old, young] = [
      { at: '2026-05-01T00:00:00.000Z', id: 'b' },
      { at: '2026-05-02T00:00:00.000Z', id: 'a' },
    ];
    expect(later(old, young)).toBe(young);
    expect(later(young, old)).toBe(young);
    expect(later(undefined, old)).toBe(old);
  });

  test('is the same in every order and grouping, and hearing a word again changes nothing', () => {
    fc.assert(
      fc.property(word, word, word, (a, b, c) => {
        expect(later(a, b)).toEqual(later(b, a));
        expect(later(later(a, b), c)).toEqual(later(a, later(b, c)));
        expect(later(a, a)).toEqual(a);
      }),
    );
  });
});

describe('rows are plain JSON', () => {
  test('a field without a value is no field', () => {
    expect(defined({ plan: undefined, offer: 'o', zero: 0, none: null })).toStrictEqual({ offer: 'o', zero: 0, none: null });
  });

  test('ids that are names of the language find nothing that was not put there', () => {
    expect(own<number>({}, 'constructor')).toBeUndefined();
    expect(own<number>({}, '__proto__')).toBeUndefined();
    expect(own({ constructor: 1 }, 'constructor')).toBe(1);
  });

  test('texts have one order on every machine', () => {
    expect(['b', 'a', 'B', 'á'].sort(byText)).toEqual(['B', 'a', 'b', 'á']);
    expect(byText('a', 'a')).toBe(0);
  });
});
