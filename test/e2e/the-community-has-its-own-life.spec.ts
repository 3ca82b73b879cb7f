import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { holdsTogether, openHouse, type House } from '../support/house.js';
import { buyer } from '../support/story.js';
import { until } from '../support/until.js';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(async () => house.close());

const NEXT_SECOND = 1100;

/** Cativa's times are whole seconds: what must be later than our own word has to wait for the next one. */
const nextSecond = async (): Promise<void> => {
  const from = Date.now();
  await until(() => Date.now() - from > NEXT_SECOND, { deadlineMs: 5000, what: 'the next second' });
};

describe('the community has its own life', () => {
  test('case 26: a badge that an admin gave by hand stays when a sale of it is refunded', async () => {
    const ana = buyer(house, 'c26');
    const member = ana.signUp();
    house.cativa.giveByHand(member, 'premium');
    await house.settled();
    await ana.says('purchase-approved', -1);
    await house.settled();
    await ana.says('purchase-refunded', -0.5);
    await house.settled();
    expect(house.cativa.holds(member, 'premium')).toBe(true);
    expect(ana.calls(member)).toEqual([]);
  });

  test('case 27: an admin takes our badge away; the next event that lists badges shows it, and it is assigned again', async () => {
    const ana = buyer(house, 'c27');
    const member = ana.signUp();
    await ana.says('purchase-approved', -1);
    await house.holds(member, 'premium');
    await house.settled();
    house.cativa.takeByHand(member, 'premium');
    await nextSecond();
    house.cativa.joinGroup(member);
    await house.holds(member, 'premium');
    await house.settled();
    expect(ana.calls(member)).toEqual(['assign premium applied', 'assign premium applied']);
  });

  test('case 28: a badge event that comes before the sign-up event is enough to know who somebody is', async () => {
    const ana = buyer(house, 'c28');
    await ana.says('purchase-approved', -1);
    await house.settled();
    house.cativa.faults.on('webhooksDown');
    const member = ana.signUp();
    await house.cativa.delivered();
    house.cativa.faults.off();
    house.cativa.giveByHand(member, 'welcome');
    await house.holds(member, 'premium');
  });

  test('case 29: after a change of address the next event links the new one, and both work', async () => {
    const ana = buyer(house, 'c29');
    const member = ana.signUp();
    house.cativa.changeAddress(member, 'c29new@example.com');
    await nextSecond();
    house.cativa.joinGroup(member);
    await house.settled();
    const again = buyer(house, 'c29new');
    await again.says('purchase-approved', -1);
    await house.holds(member, 'premium');
    await again.says('purchase-refunded', -0.5);
    await house.holds(member, 'premium', false);
    await ana.says('purchase-approved', -0.4);
    await house.holds(member, 'premium');
  });

  test('and the tables are what the log says', async () => {
    await house.settled();
    expect((await holdsTogether(house)).differences).toBe(0);
  });
});
