import { describe, expect, test } from '@jest/globals';
import { evolveEntitlement } from './entitlement.js';
import * as g from './given.js';
import { reasonsOf } from './reasons.js';

const given = (...facts: Parameters<typeof g.sale>) => g.given(evolveEntitlement, ...facts);
const GIFT = g.giftGiven('2026-05-01', { until: g.at('2026-06-01T10:30') });

describe('a gift', () => {
  test('opens what its product opens, from when it is given until its end, to the minute, and nobody has to say so', () => {
    given(GIFT)
      .when()
      .then((row) => {
        expect(g.reasonsAt('2026-06-01T10:29', row)).toMatchObject([{ state: 'live', charge: 'gift', because: 'given by rui' }]);
        expect(g.reasonsAt('2026-06-01T10:30', row)).toMatchObject([{ state: 'ended', until: g.at('2026-06-01T10:30') }]);
      });
  });

  test('without an end opens for ever, whatever the product says of sales without an end', () => {
    const year = g.catalogOfLines(g.mapping('shop/course', ['X'], { policies: { accessDays: 30 } }));
    expect(g.reasonsAt('2036-01-01', g.sale(g.giftGiven('2026-05-01')), year)).toMatchObject([{ state: 'live', until: null }]);
  });

  test('given again has the end that was said last', () => {
    given(GIFT)
      .when(g.giftGiven('2026-05-20', { until: g.at('2026-12-01') }))
      .then(g.opensOn('2026-11-30'));
    given(GIFT).when(g.giftGiven('2026-05-20')).then(g.opensOn('2030-01-01'));
  });

  test('is ended by a person, and given again after that opens again', () => {
    given(GIFT).when(g.giftEnded('2026-05-02')).then(g.closedOn('2026-05-03', 'given by rui; ended by rui'));
    given(GIFT, g.giftEnded('2026-05-02')).when(g.giftGiven('2026-05-04')).then(g.opensOn('2026-05-05'));
  });

  test('of what is in no line of the catalog opens nothing', () => {
    const row = g.sale(g.giftGiven('2026-05-01', { product: 'shop/other' }));
    expect(g.reasonsAt('2026-05-02', row)[0]?.mapping).toBeUndefined();
  });
});

describe('a gift that a sale carries', () => {
  const carried = g.sale(g.giftGiven('2026-05-02', { parent: 'shop/S1', until: g.at('2026-08-01') }));
  const saidOn = (when: string, ...parent: Parameters<typeof g.sale>) =>
    reasonsOf(carried, g.COURSE, { now: g.at(when), others: parent.length === 0 ? [] : [g.sale(...parent)] });

  test('opens as long as that sale does, and no longer than its own end', () => {
    expect(saidOn('2026-07-31', g.paid('2026-05-01'))).toMatchObject([
      { state: 'live', until: g.at('2026-08-01'), because: 'given by rui, as long as shop/S1 opens' },
    ]);
    expect(saidOn('2026-08-01', g.paid('2026-05-01'))).toMatchObject([{ state: 'ended' }]);
  });

  test('ends with the refund of that sale', () => {
    expect(saidOn('2026-05-11', g.paid('2026-05-01'), g.refunded('2026-05-10'))).toMatchObject([
      { state: 'ended', until: g.at('2026-05-10'), because: 'given by rui with shop/S1, which opens no more' },
    ]);
  });

  test('ends with the paid time of that sale, and the grace after it', () => {
    const term = g.renewed(1, '2026-05-01');
    expect(saidOn('2026-05-31', term)).toMatchObject([{ state: 'live', until: g.at('2026-06-07') }]);
    expect(saidOn('2026-06-07', term)).toMatchObject([{ state: 'ended' }]);
  });

  test('opens nothing while nothing is known of that sale', () => {
    expect(saidOn('2026-05-03')).toMatchObject([{ state: 'ended' }]);
  });
});

describe('a claimed sale', () => {
  test('is the member’s who claimed it last; taken back, it is the buyer’s again', () => {
    const moved = g.sale(g.paid('2026-05-01'), g.claimed('2026-05-02'), g.claimed('2026-05-03', { member: 'M7' }));
    expect(moved.claimed?.member).toBe('M7');
    expect(moved.person?.person).toBe('anna');
    const back = g.sale(g.paid('2026-05-01'), g.claimed('2026-05-02'), g.claimUndone('2026-05-04'));
    expect(back.claimed).toEqual({ at: g.at('2026-05-04'), id: expect.any(String) });
  });

  test('opens and ends as before: whose it is has no part in that', () => {
    given(g.paid('2026-05-01'), g.claimed('2026-05-02')).when().then(g.opensOn('2026-05-03', 'paid'));
    given(g.paid('2026-05-01'), g.claimed('2026-05-02')).when(g.refunded('2026-05-03')).then(g.closedOn('2026-05-04', 'refunded'));
  });
});
