import { expect, test } from '@jest/globals';
import { DEFAULT_RULES, rulesOf } from './policy.js';

test('says nothing: seven days of grace, disputes keep, subscriptions end, single sales do not', () => {
  expect(rulesOf({})).toEqual(DEFAULT_RULES);
  expect(DEFAULT_RULES).toMatchObject({ renewalGraceDays: 7, dispute: 'keep', billing: 'subscription', accessDays: null, accessMonths: null });
  expect(DEFAULT_RULES).toMatchObject({ partialRefundEndsAt: null, subscriptionEnd: 'at-end-date', trial: 'grants', paywall: 'record' });
});

test('the product outranks the installation, and the installation the defaults', () => {
  expect(rulesOf({ product: { renewalGraceDays: 0 }, installation: { renewalGraceDays: 3, dispute: 'hold' } })).toEqual({
    ...DEFAULT_RULES,
    renewalGraceDays: 0,
    dispute: 'hold',
  });
});

test('a field that is named but left open changes nothing', () => {
  expect(rulesOf({ product: { renewalGraceDays: undefined, accessDays: 30 }, installation: { dispute: undefined } })).toEqual({
    ...DEFAULT_RULES,
    accessDays: 30,
  });
});
