import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { daysAfter, idText, instantOf, normalizeAddress } from './ids.js';

describe('an outside id', () => {
  test.each([
    [' HP123 ', 'HP123'],
    [788921, '788921'],
    [0, '0'],
    [-0, '0'],
    ['01JABC', '01JABC'],
    ['ação 1', 'ação 1'],
    ['x'.repeat(200), 'x'.repeat(200)],
  ])('%p is read as %p', (value, text) => expect(idText(value)).toBe(text));

  test.each<[unknown, string]>([
    ['', 'empty'],
    ['   ', 'blank'],
    ['x'.repeat(201), 'too long'],
    ['a\u0000b', 'a control character'],
    ['a\nb', 'a line break'],
    ['a\ud800b', 'half a character, which no database takes'],
    [2 ** 53, 'no longer exact'],
    [1.5, 'a fraction'],
    [Number.NaN, 'no number'],
    [true, 'a truth'],
    [null, 'nothing'],
    [undefined, 'nothing'],
    [{ id: 1 }, 'an object'],
    [['a'], 'a list'],
  ])('%p is none: %s', (value) => expect(idText(value)).toBeUndefined());

  test('reading an id again changes nothing, whatever was sent', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        const text = idText(value);
        expect(idText(text)).toBe(text);
      }),
    );
  });
});

describe('an address', () => {
  test.each([
    ['  Anna.Souza@Example.COM ', 'anna.souza@example.com'],
    ['a+b@x', 'a+b@x'],
    ['josé@exemplo.com.br', 'josé@exemplo.com.br'],
  ])('%p compares as %p', (written, address) => expect(normalizeAddress(written)).toBe(address));

  test.each(['', 'anna', '@x', 'a@', 'a@b@c', 'a b@c.d', 'a@c\u0000.d', 'a\ud800@c.d', `${'a'.repeat(320)}@b.c`])('%p cannot be one', (written) =>
    expect(normalizeAddress(written)).toBeUndefined(),
  );

  test('a normalized address is its own normal form', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.emailAddress(), (noise, address) => {
        for (const written of [noise, address, ` ${address.toUpperCase()} `]) {
          const normal = normalizeAddress(written);
          if (normal !== undefined) expect(normalizeAddress(normal)).toBe(normal);
        }
      }),
    );
  });
});

describe('an instant', () => {
  test.each([
    [1_777_777_777_000, '2026-05-03T03:09:37.000Z'],
    [1_777_777_777_000.9, '2026-05-03T03:09:37.000Z'],
    ['2026-05-03T10:00Z', '2026-05-03T10:00:00.000Z'],
    ['2026-05-03T10:00:00.1234567Z', '2026-05-03T10:00:00.123Z'],
    ['2026-05-03T10:00:00-03:00', '2026-05-03T13:00:00.000Z'],
    ['2026-05-03T10:00:00.5+0530', '2026-05-03T04:30:00.500Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
    ['2026-05-03T24:00:00Z', '2026-05-04T00:00:00.000Z'],
  ])('%p is %p', (value, instant) => expect(instantOf(value)).toBe(instant));

  test.each<[unknown, string]>([
    ['2026-02-30T00:00:00Z', 'a day that no calendar has'],
    ['2026-02-29T00:00:00Z', 'not a leap year'],
    ['2026-04-31T00:00:00-03:00', 'April has thirty days'],
    ['2026-00-10T00:00:00Z', 'month zero'],
    ['2026-13-10T00:00:00Z', 'month thirteen'],
    ['2026-05-00T00:00:00Z', 'day zero'],
    ['2026-05-03T25:00:00Z', 'hour 25'],
    ['2026-05-03', 'no time'],
    ['2026-05-03T10:00:00', 'no zone'],
    ['2026-05-03 10:00:00Z', 'a space'],
    ['03/05/2026 10:00', 'another notation'],
    ['1777777777000', 'a number as text'],
    [1_777_777_777, 'seconds, which would be 1970'],
    ['1999-12-31T23:59:59Z', 'before 2000'],
    ['2200-01-01T00:00:00Z', 'after 2199'],
    [Number.POSITIVE_INFINITY, 'no moment'],
    [Number.NaN, 'no moment'],
    [null, 'nothing'],
    [{}, 'an object'],
  ])('%p is none: %s', (value) => expect(instantOf(value)).toBeUndefined());

  test('text order is time order, and reading again changes nothing', () => {
    const moment = fc.integer({ min: Date.UTC(2000), max: Date.UTC(2200) - 1 });
    fc.assert(
      fc.property(moment, moment, (a, b) => {
        const [first, second] = [instantOf(a) ?? '', instantOf(b) ?? ''];
        expect(instantOf(first)).toBe(first);
        expect(first < second).toBe(a < b);
      }),
    );
  });

  test('days later are whole milliseconds, there and back, and never leave the order of texts', () => {
    const moment = fc.integer({ min: Date.UTC(2000), max: Date.UTC(2200) - 1 }).map((value) => new Date(value).toISOString());
    fc.assert(
      fc.property(moment, fc.double({ min: 0, max: 1e7, noNaN: true }), (from, days) => {
        const then = daysAfter(from, days);
        expect(then >= from).toBe(true);
        if (then < '9999') expect(daysAfter(then, -days)).toBe(from);
      }),
    );
    expect(daysAfter('2026-05-03T10:00:00.000Z', -10 / 1440)).toBe('2026-05-03T09:50:00.000Z');
    expect(daysAfter('2026-05-03T10:00:00.000Z', 1e9)).toBe('9999-12-31T23:59:59.999Z');
  });
});
