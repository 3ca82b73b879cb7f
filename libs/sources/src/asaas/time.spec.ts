import { expect, test } from '@jest/globals';
import { endOfDay, startOfDay, timeOf } from './time.js';

test.each([
  ['2025-12-16 19:38:33', '2025-12-16T22:38:33.000Z'],
  ['2025-12-16T19:38:33', '2025-12-16T22:38:33.000Z'],
  ['2025-12-31 23:00:00.5', '2026-01-01T02:00:00.500Z'],
  ['2026-01-15 12:00:00', '2026-01-15T15:00:00.000Z'],
  ['2025-12-16T19:38:33Z', '2025-12-16T19:38:33.000Z'],
  ['2025-12-16T19:38:33+02:00', '2025-12-16T17:38:33.000Z'],
])('%s, in Brasília or with a zone, is %s', (written, instant) => {
  expect(timeOf(written)).toBe(instant);
});

test.each([undefined, '', '2025-12-16', '16/12/2025 19:38', '2025-02-30 10:00:00', '2025-12-16 25:00:00', '1999-12-16 10:00:00', 'soon'])(
  '%j is no time',
  (written) => {
    expect(timeOf(written)).toBeUndefined();
  },
);

test.each(['2025-12-16', '2025-12-16 19:38:33'])('the day of %s lasts from midnight to midnight in Brasília', (written) => {
  expect(startOfDay(written)).toBe('2025-12-16T03:00:00.000Z');
  expect(endOfDay(written)).toBe('2025-12-17T02:59:59.999Z');
});

test.each([undefined, '', '2025-12', '2025-02-30', '20251216', '2025-12-160', '16/12/2025'])('%j is no day', (written) => {
  expect([startOfDay(written), endOfDay(written)]).toEqual([undefined, undefined]);
});
