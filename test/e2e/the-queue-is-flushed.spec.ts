import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { crowd } from '../support/crowd.js';
import { holdsTogether, openHouse, type House } from '../support/house.js';
import { ownQueue, type OwnQueue } from '../support/own-queue.js';
import { until } from '../support/until.js';

let queue: OwnQueue;
let house: House;
beforeAll(async () => {
  queue = await ownQueue();
  house = await openHouse({ ...queue.option, driftMs: 1000 });
});
afterAll(async () => {
  await house.close();
  await queue.stop();
});

describe('the queue is flushed at noon', () => {
  test('with 300 purchases in flight: every badge arrives, and nothing is sent twice that was confirmed', async () => {
    const people = crowd(house, 300);
    await people.joins();
    const buying = people.buys();
    for (const mark of [30, 100, 200]) {
      await until(() => people.holding() >= mark, { deadlineMs: 60_000, what: `${mark} badges` });
      await queue.flush(house.runtime.pool);
    }
    await buying;
    await people.allHold(60_000);
    await house.settled();
    expect(await holdsTogether(house)).toEqual({ differences: 0, drifting: [] });
  }, 180_000);
});
