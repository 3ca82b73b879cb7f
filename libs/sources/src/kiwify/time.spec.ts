import { describe, expect, test } from '@jest/globals';
import { endOf, timeOf } from './time.js';

const LAST_OF_APRIL_12 = '2025-04-12T23:59:59.999Z';

describe('a time of Kiwify', () => {
  test.each([
    ['2025-04-08 02:19', '2025-04-08T02:19:00.000Z'],
    ['2025-04-08 02:19:07', '2025-04-08T02:19:07.000Z'],
    ['2025-04-08T02:19:07.25', '2025-04-08T02:19:07.250Z'],
    [' 2025-04-08 02:19 ', '2025-04-08T02:19:00.000Z'],
    ['2025-04-12T02:23:51.006Z', '2025-04-12T02:23:51.006Z'],
    ['2025-04-12T02:23:51-03:00', '2025-04-12T05:23:51.000Z'],
    ['12/04/2025 10:30', '2025-04-12T10:30:00.000Z'],
    ['29/02/2028 10:30', '2028-02-29T10:30:00.000Z'],
  ])('%s is %s', (text, instant) => {
    expect([timeOf(text), endOf(text)]).toEqual([instant, instant]);
  });

  test.each([
    ['2025-04-12', LAST_OF_APRIL_12],
    ['12/04/2025', LAST_OF_APRIL_12],
  ])('%s is over when that day is, and is no time', (text, instant) => {
    expect([timeOf(text), endOf(text)]).toEqual([undefined, instant]);
  });

  test.each([
    '',
    'soon',
    '2025-02-30 10:00',
    '2025-02-30',
    '30/02/2025',
    '29/02/2027',
    '04/25/2025',
    '00/04/2025',
    '2025-00-10 10:00',
    '2025-04-00',
    '2025-04-08 24:30',
    '2025-04-08 10:61',
    '2025-04-08 2:19',
    '12/04/25',
    '12/04/2025 soon',
    '2025-04-08 02:19 BRT',
    '1999-12-31 10:00',
    '9999-12-31',
    1_744_078_740_000,
    null,
    undefined,
    {},
    [],
    ['2025-04-08 02:19'],
  ])('%j is none', (value) => {
    expect([timeOf(value), endOf(value)]).toEqual([undefined, undefined]);
  });
});
