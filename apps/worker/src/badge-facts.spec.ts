import { describe, expect, test } from '@jest/globals';
import { outcomeFact } from './badge-facts.js';

const at = '2026-05-01T12:00:00.000Z';
const sent = { command: 'assign' as const, member: 'M1', badge: 'X', sales: ['shop/S1', 'shop/S2'] };
const asked = { at, fresh: true, now: at, attempt: 1 };

describe('the fact that a badge was given', () => {
  test('names the sales that it opened', () => {
    expect(outcomeFact(sent, { kind: 'done' }, asked)?.event).toMatchObject({ type: 'BadgeAssigned', data: { sales: sent.sales } });
  });

  test('names them beside the word that it was there already', () => {
    const fact = outcomeFact(sent, { kind: 'done', already: true }, asked);
    expect(fact?.event.data).toMatchObject({ already: true, sales: sent.sales });
  });

  test('names none where it had been ours before and was lost', () => {
    expect(outcomeFact(sent, { kind: 'done' }, { ...asked, again: true })?.event.data).not.toHaveProperty('sales');
  });

  test('is not written while the wish is open, and a removal names no sales', () => {
    expect(outcomeFact(sent, { kind: 'listed' }, asked)).toBeUndefined();
    expect(outcomeFact({ ...sent, command: 'remove' }, { kind: 'done' }, asked)?.event.data).not.toHaveProperty('sales');
  });
});
