import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { holdsTogether, openHouse, type House } from '../support/house.js';
import { buyer, inDays } from '../support/story.js';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(async () => house.close());

const has = async (member: string, so: boolean): Promise<void> => {
  await house.settled();
  expect(house.cativa.holds(member, 'premium')).toBe(so);
};

describe('the order of the words does not matter', () => {
  test('case 5: the refund is heard before its approval', async () => {
    const ana = buyer(house, 'c5');
    const member = ana.signUp();
    await ana.says('purchase-refunded', -1);
    await ana.says('purchase-approved', -2);
    await has(member, false);
    expect(ana.calls(member)).toEqual([]);
  });

  test.each([
    ['refused first', ['c', 'a']],
    ['approved first', ['a', 'c']],
  ])('case 6: a refused card and a good one, %s: assigned', async (_name, order) => {
    const ana = buyer(house, `c6${order.join('')}`);
    const member = ana.signUp();
    for (const word of order) {
      if (word === 'c') await ana.says('purchase-canceled', -2, { charge: 'HPREFUSED' });
      else await ana.says('purchase-approved', -1);
    }
    await has(member, true);
  });

  test('case 7: approved, and COMPLETE three weeks later: assigned, and nothing is sent twice', async () => {
    const ana = buyer(house, 'c7');
    const member = ana.signUp();
    await ana.says('purchase-approved', -21);
    await ana.says('purchase-complete', -6);
    await has(member, true);
    expect(ana.calls(member)).toHaveLength(1);
  });

  test('case 8: a COMPLETE that comes after the refund does not open again', async () => {
    const ana = buyer(house, 'c8');
    const member = ana.signUp();
    await ana.says('purchase-approved', -21);
    await ana.says('purchase-refunded', -2);
    await ana.says('purchase-complete', -6);
    await has(member, false);
  });

  test('case 13: the refund of the second charge ends the sale; both charges stand in the log', async () => {
    const ana = buyer(house, 'c13');
    const member = ana.signUp();
    await ana.says('purchase-approved', -31, { charge: 'HP13a' });
    await ana.says('purchase-renewed', -1, { charge: 'HP13b' });
    await has(member, true);
    await ana.says('purchase-refunded', -0.5, { charge: 'HP13b' });
    await has(member, false);
    const facts = await house.store.readStream('sale-hotmart/Sc13');
    expect(facts.map(({ event }) => event.type)).toEqual(['ChargePaid', 'ChargePaid', 'ChargeReversed']);
  });

  test('case 14: a protest four minutes after its cancellation keeps the badge, the refund six days later takes it', async () => {
    const ana = buyer(house, 'c14', { paidUntil: inDays(300).toISOString() });
    const member = ana.signUp();
    await ana.says('purchase-approved', -20);
    await ana.says('purchase-protest', -7 + 4 / 1440);
    await ana.says('subscription-cancellation', -7);
    await has(member, true);
    await ana.says('purchase-refunded', -1);
    await has(member, false);
  });

  test('and the tables are what the log says, and Cativa is what the tables say', async () => {
    await house.settled();
    expect(await holdsTogether(house)).toEqual({ differences: 0, drifting: [] });
  });
});
