import { describe, expect, test } from '@jest/globals';
import { evolveEntitlement as evolve } from './entitlement.js';
import { chargedBack, closedOn, disputeClosed, disputed, given, opensOn, paid, reasonsAt, refunded, renewed, sale, undone } from './given.js';

const PAID = paid('2026-05-01');
const HOLD = { dispute: 'hold' } as const;

describe('money that went back', () => {
  test('a refund ends it at once', () => given(evolve, PAID).when(refunded('2026-05-03')).then(closedOn('2026-05-03', 'refunded')));
  test('a chargeback ends it at once', () => given(evolve, PAID).when(chargedBack('2026-05-03')).then(closedOn('2026-05-03', 'charged back')));
  test('at the same moment as the payment, money wins', () => given(evolve, refunded('2026-05-01')).when(PAID).then(closedOn('2026-05-01')));
  test('is outdated by a newer word that paid', () =>
    given(evolve, PAID, refunded('2026-05-03')).when(paid('2026-05-04')).then(opensOn('2026-05-05')));
  test('a refund that failed changed nothing', () =>
    given(evolve, PAID, refunded('2026-05-03')).when(undone('2026-05-06')).then(opensOn('2026-05-07', 'paid')));
  test('a second refund, after the first one failed, stands', () =>
    given(evolve, PAID, refunded('2026-05-03'), undone('2026-05-06')).when(refunded('2026-05-08')).then(closedOn('2026-05-09', 'refunded')));
  test('of one charge leaves the other charges of a single sale', () =>
    given(evolve, PAID, paid('2026-05-01', { charge: 'C2' }))
      .when(refunded('2026-05-03'))
      .then(opensOn('2026-05-04')));
});

describe('a part of the money', () => {
  test('keeps access and asks a person to look', () => {
    const row = sale(PAID, refunded('2026-05-03', { whole: false }));
    expect(reasonsAt('2026-05-04', row)[0]).toMatchObject({ state: 'review', because: 'partly refunded' });
  });
  test('does not outlive the term', () =>
    given(evolve, PAID)
      .when(refunded('2026-05-03', { whole: false }))
      .then(closedOn('2026-07-01', undefined, { accessDays: 30 })));
  test('that did not go back after all needs nobody', () => {
    const row = sale(PAID, refunded('2026-05-03', { whole: false }), undone('2026-05-04'));
    expect(reasonsAt('2026-05-05', row)[0]).toMatchObject({ state: 'live', because: 'paid' });
  });
  test('beyond what the product allows ends access, also while a chargeback waits for its outcome for ever', () => {
    const most = refunded('2026-05-03', { whole: false, amount: { value: 90 }, of: { value: 100 } });
    given(evolve, PAID, disputed('2026-05-02', { kind: 'chargeback' }))
      .when(most)
      .then(closedOn('2026-08-30', undefined, { partialRefundEndsAt: 50 }));
  });
  test('before a newer payment is forgotten', () => {
    const row = sale(PAID, refunded('2026-05-03', { whole: false }), paid('2026-05-06'));
    expect(reasonsAt('2026-05-07', row)[0]).toMatchObject({ state: 'live' });
  });
});

describe('a refund in a subscription', () => {
  const [jan, feb, mar] = [renewed(1, '2026-01-01'), renewed(2, '2026-01-31'), renewed(3, '2026-03-02')];

  test('of any charge ends all that was paid up to then', () => {
    given(evolve, jan, feb)
      .when(refunded('2026-02-02', { charge: 'C2' }))
      .then(closedOn('2026-02-02', 'refunded'));
    given(evolve, jan, feb)
      .when(refunded('2026-02-02', { charge: 'C1' }))
      .then(closedOn('2026-02-02', 'refunded'));
  });
  test('does not end what was paid later', () =>
    given(evolve, jan, feb, refunded('2026-02-02', { charge: 'C2' }))
      .when(mar)
      .then(opensOn('2026-03-03', 'paid')));
  test('of a charge that was approved anew ends nothing', () => {
    const row = sale(jan, feb, refunded('2026-02-01', { charge: 'C2' }), renewed(2, '2026-02-02'));
    expect(reasonsAt('2026-02-03', row).map(({ state }) => state)).toEqual(['live', 'live']);
  });
  test('of a charge whose approval was lost ends the sale all the same', () =>
    given(evolve, jan)
      .when(refunded('2026-01-15', { charge: 'C9' }))
      .then(closedOn('2026-01-16', 'refunded')));
  test('two words at the same moment give one reason, whatever the order of charges', () => {
    const words = [refunded('2026-02-02', { charge: 'C1' }), chargedBack('2026-02-02', { charge: 'C2' })];
    const [one, other] = [sale(jan, feb, ...words), sale(feb, ...words.toReversed(), jan)];
    expect(reasonsAt('2026-02-03', one)).toEqual(reasonsAt('2026-02-03', other));
  });
});

describe('a dispute', () => {
  test('keeps access by default', () => given(evolve, PAID).when(disputed('2026-05-03')).then(opensOn('2026-05-04', 'paid')));
  test('holds access where the product says so', () => {
    const row = sale(PAID, disputed('2026-05-03'));
    given(evolve, PAID)
      .when(disputed('2026-05-03'))
      .then(closedOn('2026-05-04', 'disputed', HOLD));
    expect(reasonsAt('2026-05-04', row)[0]?.state).toBe('live');
  });
  test('an enquiry never holds', () =>
    given(evolve, PAID)
      .when(disputed('2026-05-03', { kind: 'enquiry' }))
      .then(opensOn('2026-05-04', 'paid', HOLD)));
  test.each(['won', 'withdrawn'] as const)('%s restores', (outcome) =>
    given(evolve, PAID, disputed('2026-05-03'))
      .when(disputeClosed('2026-05-06', { outcome }))
      .then(opensOn('2026-05-07', 'paid', HOLD)),
  );
  test('lost ends, also where disputes keep, and a later dispute does not revive it', () => {
    given(evolve, PAID, disputed('2026-05-03')).when(disputeClosed('2026-05-06')).then(closedOn('2026-05-07', 'dispute lost'));
    given(evolve, PAID, disputeClosed('2026-05-06')).when(disputed('2026-05-09')).then(closedOn('2026-05-10', 'dispute lost'));
  });
  test('lost and then won on appeal restores', () =>
    given(evolve, PAID, disputeClosed('2026-05-06'))
      .when(disputeClosed('2026-05-09', { outcome: 'won' }))
      .then(opensOn('2026-05-10')));
  test('opened anew holds anew', () =>
    given(evolve, PAID, disputed('2026-05-03'), disputeClosed('2026-05-06', { outcome: 'won' }))
      .when(disputed('2026-05-08'))
      .then(closedOn('2026-05-09', 'disputed', HOLD)));
  test('is outdated by a newer word that paid', () =>
    given(evolve, PAID, disputed('2026-05-03'))
      .when(paid('2026-05-04'))
      .then(opensOn('2026-05-05', 'paid', HOLD)));
  test('about the second charge of a subscription holds or ends the first one too', () => {
    const charges = [renewed(1, '2026-01-01'), renewed(2, '2026-01-31')];
    given(evolve, ...charges)
      .when(disputed('2026-02-02', { charge: 'C2' }))
      .then(closedOn('2026-02-03', 'disputed', HOLD));
    given(evolve, ...charges)
      .when(disputeClosed('2026-02-02', { charge: 'C2' }))
      .then(closedOn('2026-02-03', 'dispute lost'));
  });
  test('does not hold for longer than what was paid lasts', () => {
    const row = sale(renewed(1, '2026-01-01'), disputed('2026-01-03'));
    expect(reasonsAt('2026-06-01', row)[0]?.state).toBe('ended');
  });
});
