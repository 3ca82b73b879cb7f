import { describe, expect, test } from '@jest/globals';
import { evolveEntitlement, reasonsOf, type Entitlement } from '#domain';
import { saidIn, type Body, type Name } from './given.js';

/* What several words about one charge come to, by the domain's own rules. */

type Told = readonly [Name, string, Body?];

const CATALOG = { mappings: [], changedAt: 0n };

/** The day that a charge of these stories was paid on. */
const PAID = { 'payment.confirmedDate': '2026-10-19' };

const stateAfter = (story: readonly Told[], now: string): unknown => {
  const events = story.flatMap(([name, dateCreated, changes = {}]) => saidIn(name, { dateCreated, ...changes }));
  const row = events.reduce<Entitlement | undefined>(
    (known, { key, fact: event }) =>
      evolveEntitlement(known, {
        ...{ globalPosition: 1n, stream: 'sale', version: 1, eventId: key, recordedAt: now },
        ...{ event, metadata: { source: 'asaas', schema: 1 } },
      }),
    undefined,
  );
  return row && reasonsOf(row, CATALOG, { now }).map(({ state }) => state);
};

/** As it came, and the other way round. */
const statesAfter = (story: readonly Told[], now = '2026-12-01T00:00:00.000Z'): unknown => [
  stateAfter(story, now),
  stateAfter([...story].reverse(), now),
];

describe('the money of a card that arrives a month later', () => {
  const CONFIRMED: Told = ['payment-confirmed', '2026-10-19 19:38:33'];
  const RECEIVED: Told = ['payment-received', '2026-11-20 07:00:00', PAID];

  test('changes nothing, and stands in for a first word that was lost', () => {
    expect(statesAfter([CONFIRMED, RECEIVED])).toEqual([['live'], ['live']]);
    expect(statesAfter([RECEIVED])).toEqual([['live'], ['live']]);
  });

  test.each<[Name, string]>([
    ['payment-refunded', '2026-11-02 10:00:00'],
    ['payment-refunded', '2026-10-19 21:00:00'],
    ['payment-refunded', '2026-10-19 19:38:33'],
    ['payment-refunded', '2026-11-25 10:00:00'],
  ])('revives nothing: %s at %s', (name, at) => {
    expect(statesAfter([CONFIRMED, [name, at], RECEIVED])).toEqual([['ended'], ['ended']]);
    expect(statesAfter([RECEIVED, [name, at]])).toEqual([['ended'], ['ended']]);
  });
});

describe('a boleto', () => {
  const OVERDUE: Told = ['payment-overdue', '2026-10-19 06:00:00'];
  const received = (at: string): Told => ['boleto-payment-received', at, PAID];

  test('that is paid on the morning of its overdue notice is paid, however late the money comes', () => {
    for (const at of ['2026-10-19 15:00:00', '2026-10-20 08:00:00', '2026-10-22 08:00:00']) {
      expect(statesAfter([OVERDUE, received(at)])).toEqual([['live'], ['live']]);
    }
  });

  test('of the next month that is not paid ends what was paid before, when the grace is over', () => {
    const next: Told = ['payment-overdue', '2026-11-19 06:00:00', { 'payment.id': 'pay_2' }];
    expect(statesAfter([received('2026-10-19 15:00:00'), next], '2026-11-25T00:00:00.000Z')).toEqual([['live'], ['live']]);
    expect(statesAfter([received('2026-10-19 15:00:00'), next], '2026-11-27T00:00:00.000Z')).toEqual([['ended'], ['ended']]);
  });

  test('that was confirmed by hand by mistake, and is then really paid on the same day, opens again', () => {
    const inCash: Told = ['payment-received-in-cash-undone', '2026-10-19 10:00:00', { 'payment.subscription': 'sub_1' }];
    expect(statesAfter([received('2026-10-19 09:00:00'), inCash])).toEqual([['ended'], ['ended']]);
    expect(statesAfter([received('2026-10-19 09:00:00'), inCash, received('2026-10-19 15:00:00')])).toEqual([['live'], ['live']]);
  });
});

describe('a refund that is denied', () => {
  test.each<Name>(['payment-refund-in-progress', 'payment-refunded'])('after %s leaves access as it was', (name) => {
    const story: readonly Told[] = [
      ['payment-confirmed', '2026-10-19 19:38:33'],
      [name, '2026-11-02 10:00:00'],
      ['payment-refund-denied', '2026-11-03 10:00:00'],
    ];
    expect(statesAfter(story)).toEqual([['live'], ['live']]);
  });
});

test.each<[string, readonly string[]]>([
  ['2026-12-01T00:00:00.000Z', ['live']],
  ['2027-02-28T00:00:00.000Z', ['review']],
])('a chargeback without an outcome is, on %s, %j; won, it is over', (now, states) => {
  const story: readonly Told[] = [
    ['payment-confirmed', '2026-10-19 19:38:33'],
    ['payment-chargeback-requested', '2026-11-02 10:00:00'],
  ];
  expect(stateAfter(story, now)).toEqual(states);
  expect(stateAfter([...story, ['payment-awaiting-chargeback-reversal', '2026-11-22 10:00:00']], now)).toEqual(['live']);
});
