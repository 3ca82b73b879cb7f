import { expect, test } from '@jest/globals';
import { DEFAULT_RULES, rulesOf } from './policy.js';

test('says nothing: seven days of grace, disputes keep, subscriptions end, single sales do not', () => {
  expect(rulesOf()).toEqual({ renewalGraceDays: 7, dispute: 'keep', billing: 'subscription', accessDays: null });
});

test('the product outranks the installation, and the installation the defaults', () => {
  expect(rulesOf({ renewalGraceDays: 0 }, { renewalGraceDays: 3, dispute: 'hold' })).toEqual({
    ...DEFAULT_RULES,
    renewalGraceDays: 0,
    dispute: 'hold',
  });
});

test('a field that is named but left open changes nothing', () => {
  expect(rulesOf({ renewalGraceDays: undefined, accessDays: 30 }, { dispute: undefined })).toEqual({ ...DEFAULT_RULES, accessDays: 30 });
});
