import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { holdsTogether, openHouse, type House } from '../support/house.js';
import { buyer, inDays } from '../support/story.js';

let house: House;
beforeAll(async () => {
  house = await openHouse({ driftMs: 250 });
  await house.map({ '555': ['fleeting'] }, { policies: { renewalGraceDays: 0 } });
  await house.map({ '777': ['plan-a'] }, { plan: '1' });
  await house.map({ '777': ['plan-b'] }, { plan: '2' });
});
afterAll(async () => house.close());

const has = async (member: string, badge: string, so: boolean): Promise<void> => {
  await house.settled();
  expect(house.cativa.holds(member, badge)).toBe(so);
};
const SECONDS = 1 / 86_400;

describe('subscriptions live and end', () => {
  test('case 9: a renewal that fails four times in five days and then succeeds never costs the badge', async () => {
    const ana = buyer(house, 'c9', { paidUntil: inDays(-5).toISOString() });
    const member = ana.signUp();
    await ana.says('purchase-approved', -35);
    for (const days of [-5, -4, -2, -1]) await ana.says('purchase-delayed', days, { charge: `HPtry${days}` });
    await has(member, 'premium', true);
    await ana.says('purchase-renewed', -0.5, { charge: 'HPc9b', paidUntil: inDays(30).toISOString() });
    await has(member, 'premium', true);
    expect(ana.calls(member)).toEqual(['assign premium applied']);
  });

  test('case 10: when the time that was paid for and its grace pass in silence, the badge goes without any event', async () => {
    const ana = buyer(house, 'c10', { product: '555', paidUntil: inDays(4 * SECONDS).toISOString() });
    const member = ana.signUp();
    await ana.says('purchase-approved', -30);
    await house.holds(member, 'fleeting');
    await house.holds(member, 'fleeting', false);
  });

  test('case 11: cancelled with eleven months left: kept until the end; a refund in between takes it', async () => {
    const ana = buyer(house, 'c11', { paidUntil: inDays(330).toISOString() });
    const member = ana.signUp();
    await ana.says('purchase-approved', -30);
    await ana.says('subscription-cancellation', -10);
    await has(member, 'premium', true);
    await ana.says('purchase-refunded', -1);
    await has(member, 'premium', false);
  });

  test('case 12: cancelled and over, then approved again with the same code: assigned', async () => {
    const ana = buyer(house, 'c12', { paidUntil: inDays(-20).toISOString() });
    const member = ana.signUp();
    await ana.says('purchase-approved', -50);
    await ana.says('subscription-cancellation', -30);
    await has(member, 'premium', false);
    await ana.says('purchase-renewed', -1, { charge: 'HPc12b', paidUntil: inDays(29).toISOString() });
    await has(member, 'premium', true);
  });

  test('case 16: a switch from plan A to plan B moves the badges', async () => {
    const ana = buyer(house, 'c16', { product: '777', plan: '1' });
    const member = ana.signUp();
    await ana.says('purchase-approved', -5);
    await has(member, 'plan-a', true);
    await ana.says('switch-plan', -1, { plan: '2' });
    await has(member, 'plan-b', true);
    await has(member, 'plan-a', false);
  });

  test('and the tables are what the log says, and Cativa is what the tables say', async () => {
    await house.settled();
    expect(await holdsTogether(house)).toEqual({ differences: 0, drifting: [] });
  });
});
