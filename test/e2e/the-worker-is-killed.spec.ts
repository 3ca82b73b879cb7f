import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { projections, replay } from '#projections';
import { crowd } from '../support/crowd.js';
import { holdsTogether, openHouse, type House } from '../support/house.js';
import { ownQueue, type OwnQueue } from '../support/own-queue.js';
import { until } from '../support/until.js';
import { startWorkerProcess } from '../support/worker-process.js';

let queue: OwnQueue;
let house: House;
beforeAll(async () => {
  queue = await ownQueue();
  house = await openHouse({ ...queue.option, idle: true });
});
afterAll(async () => {
  await house.close();
  await queue.stop();
});

describe('the worker is killed in the middle', () => {
  test('with 120 purchases in flight, killed twice: every badge arrives', async () => {
    const people = crowd(house, 120);
    await people.joins();
    const buying = people.buys();
    for (const mark of [20, 60]) {
      const worker = await startWorkerProcess(house);
      await until(() => people.holding() >= mark, { deadlineMs: 60_000, what: `${mark} badges` });
      await worker.kill();
    }
    await buying;
    await house.startWorker();
    await people.allHold(90_000);
    await house.settled();
    expect(await holdsTogether(house)).toEqual({ differences: 0, drifting: [] });
  }, 240_000);

  test('and a replay says that nobody gains or loses', async () => {
    const moment = { now: new Date().toISOString() };
    const report = await replay(house.runtime.pool, { projections, dryRun: true, moment, onProgress: () => undefined });
    expect(report).toMatchObject({ differences: [], changes: [], swapped: false });
  });
});
