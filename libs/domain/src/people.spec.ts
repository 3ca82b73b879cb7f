import { describe, expect, test } from '@jest/globals';
import { evolveIdentity } from './identity.js';
import { at, fold, given, paid, paywallPaid, recorded, refunded, seen } from './given.js';
import { evolvePendingGrant, pendingState, type PendingGrant } from './pending-grant.js';

describe('an address', () => {
  test("belongs to the member it was last shown with, by Cativa's clock", () => {
    given(evolveIdentity, seen('M2', '2026-05-02'))
      .when(seen('M1', '2026-05-01'))
      .then((row) => expect(row?.seen.member).toBe('M2'));
    given(evolveIdentity, seen('M1', '2026-05-01'))
      .when(seen('M2', '2026-05-02'))
      .then((row) => expect(row?.seen.member).toBe('M2'));
  });
  test('is also learned from a paywall payment', () =>
    given(evolveIdentity)
      .when(paywallPaid('2026-05-01'))
      .then((row) => expect(row).toMatchObject({ person: 'anna', seen: { member: 'M1' } })));
  test('is not learned from a sale, nor from a word without an address', () => {
    expect(fold(evolveIdentity, [paid('2026-05-01')])).toBeUndefined();
    expect(fold(evolveIdentity, [paywallPaid('2026-05-01', { person: undefined })])).toBeUndefined();
  });
});

describe('a buyer who is perhaps no member yet', () => {
  const state = (row: PendingGrant | undefined, lives: boolean) => row && pendingState(row, lives);

  test('waits while something paid lives, is withdrawn when nothing does, and fulfilled by the sign-up', () => {
    const waiting = fold(evolvePendingGrant, [paid('2026-05-01')]);
    expect(state(waiting, true)).toBe('waiting');
    expect(state(waiting, false)).toBe('withdrawn');
    expect(state(fold(evolvePendingGrant, [paid('2026-05-01'), seen('M1', '2026-05-02')]), false)).toBe('fulfilled');
  });
  test('collects each sale once, in one order', () =>
    given(evolvePendingGrant, paid('2026-05-02', { sale: 'shop/S2' }), paid('2026-05-01'))
      .when(paid('2026-06-01', { charge: 'C2' }))
      .then((row) => expect(row?.sales).toEqual(['shop/S1', 'shop/S2'])));
  test('waiting counts from when we first knew, by our clock', () => {
    const [late, early] = [paid('2026-04-01'), paid('2026-05-01', { charge: 'C2' })];
    const known = evolvePendingGrant(undefined, { ...recorded(late), recordedAt: at('2026-05-09') });
    expect(evolvePendingGrant(known, { ...recorded(early), recordedAt: at('2026-05-02') })?.since).toBe(at('2026-05-02'));
  });
  test('a member who never bought waits for nothing', () => {
    const row = fold(evolvePendingGrant, [seen('M1', '2026-05-02')]);
    expect(row).not.toHaveProperty('since');
    expect(row?.sales).toEqual([]);
  });
  test('belongs to the member that Cativa showed last, not to the one heard last', () =>
    given(evolvePendingGrant, seen('M2', '2026-05-02'))
      .when(seen('M1', '2026-05-01'))
      .then((row) => expect(row?.member).toBe('M2')));
  test('a refund is judged by the sale, not folded here', () => {
    const row = fold(evolvePendingGrant, [paid('2026-05-01')]);
    expect(fold(evolvePendingGrant, [paid('2026-05-01'), refunded('2026-05-02')])).toEqual(row);
  });
});
