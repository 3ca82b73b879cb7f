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

describe('the fact that a badge was refused', () => {
  const no = { kind: 'never', because: 'no such member' } as const;

  test('says nothing more when it was the first try', () => {
    expect(outcomeFact(sent, no, asked)?.event.data).not.toHaveProperty('unsure');
  });

  test('says that an earlier try may have been applied, of an assignment', () => {
    expect(outcomeFact(sent, no, { ...asked, fresh: false })?.event.data).toMatchObject({ unsure: true });
    expect(outcomeFact({ ...sent, command: 'remove' }, no, { ...asked, fresh: false })?.event.data).not.toHaveProperty('unsure');
  });
});
