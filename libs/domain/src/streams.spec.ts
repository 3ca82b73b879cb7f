import { expect, test } from '@jest/globals';
import * as g from './given.js';
import { streamOf } from './streams.js';

test.each([
  [g.paid('2026-05-01'), 'sale-shop/S1'],
  [g.awaited('2026-05-01'), 'sale-shop/S1'],
  [g.lapsed('2026-05-01'), 'sale-shop/S1'],
  [g.ended('2026-05-01'), 'sale-shop/S1'],
  [g.seen('M-1', '2026-05-01'), 'member-M-1'],
  [g.paywallPaid('2026-05-01'), 'member-M1'],
  [g.assigned('2026-05-01'), 'member-M1'],
  [g.mapped('2026-05-01'), 'catalog-main'],
  [g.unmapped('2026-05-01'), 'catalog-main'],
  [g.tripped('2026-05-01'), 'brake-removals'],
  [g.released('2026-05-01'), 'brake-removals'],
  [g.abandoned('2026-05-01'), 'checkout-shop/course'],
  [g.abandoned('2026-05-01', { product: undefined }), 'checkout-unknown'],
])('%j belongs to its stream', (fact, stream) => expect(streamOf(fact)).toBe(stream));
