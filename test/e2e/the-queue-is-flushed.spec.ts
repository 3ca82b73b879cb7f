import { inTransaction, postgresEventStore } from '#event-store';
import { foldUpTo, projections } from '#projections';
import { exampleValues } from '#sources';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { crowd } from '../support/crowd.js';
import { holdsTogether, openHouse, type House } from '../support/house.js';
import { ownQueue, type OwnQueue } from '../support/own-queue.js';
import { until } from '../support/until.js';

/** A sale that is kept and folded, and of which nobody was told: as if the wake-up had been lost. */
const buysUnheard = async ({ runtime: { pool, personOf } }: House, email: string): Promise<void> => {
  const product = `hotmart/${exampleValues({}, new Date()).product}`;
  const data = { sale: 'hotmart/LOST', charge: 'HPLOST', product, person: personOf(email), recurring: false, occurredAt: new Date().toISOString() };
  await inTransaction(pool, async (client) => {
    const store = postgresEventStore(client);
    await store.append([{ key: 'test/lost', event: { type: 'ChargePaid', data }, metadata: { source: 'hotmart', schema: 1 } }]);
    await foldUpTo(client, projections, await store.head());
  });
};

let queue: OwnQueue;
let house: House;
beforeAll(async () => {
  queue = await ownQueue();
});
afterEach(async () => house.close());
afterAll(async () => queue.stop());

describe('the queue is flushed at noon', () => {
  test('with 300 purchases in flight: every badge arrives, and nothing is sent twice that was confirmed', async () => {
    house = await openHouse({ ...queue.option, driftMs: 1000 });
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

  test('nobody waits for the next look at everybody, which is an hour away here: a queue without a memory is noticed', async () => {
    house = await openHouse(queue.option);
    const people = crowd(house, 100);
    await people.joins();
    const buying = people.buys();
    await until(() => people.holding() >= 20, { deadlineMs: 60_000, what: '20 badges' });
    await queue.flush(house.runtime.pool);
    await buying;
    await queue.flush(house.runtime.pool);
    await people.allHold(60_000);
  }, 120_000);

  test('a wake-up that was lost with the connection to the queue is made good at the next tick, and not at the next look an hour away', async () => {
    house = await openHouse(queue.option);
    const sweeps = await house.queue('sweep');
    await until(async () => (await sweeps.getCompletedCount()) > 0, { deadlineMs: 20_000, what: 'the look that every worker begins with' });
    await house.settled();
    const { id } = house.cativa.signUp({ email: 'lost@example.com', name: 'Lost' });
    await house.cativa.delivered();
    await house.settled();
    await buysUnheard(house, 'lost@example.com');
    await queue.breakOff(house.runtime.pool);
    await house.holds(id, 'premium');
  }, 60_000);
});
