import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { openBadges } from '#projections';
import type { Job, Queue } from 'bullmq';
import { openHouse, type House } from '../support/house.js';
import { buyer } from '../support/story.js';
import { until } from '../support/until.js';

let house: House;
let reconcile: Queue;
beforeAll(async () => {
  house = await openHouse();
  reconcile = await house.queue('reconcile');
});
beforeEach(() => house.cativa.faults.off());
afterAll(async () => house.close());

/** Ends the wait of a delayed retry, as the clock would after 10 seconds. */
const hurry = async (): Promise<void> => {
  const delayed: Job[] = [];
  await until(async () => delayed.push(...(await reconcile.getDelayed())) > 0, { deadlineMs: 10_000, what: 'a retry to wait' });
  await Promise.all(delayed.map(async (job) => job.promote().catch(() => undefined)));
};

describe('Cativa has a bad day', () => {
  test.each([
    ['answers 500', 'fail', 500],
    ['answers 429 with Retry-After', 'throttle', 1],
    ['cuts the connection', 'dropConnection', undefined],
    ['applies the call and never answers', 'timeoutAfterApplying', undefined],
  ] as const)('case 32: Cativa %s: it converges, with no more than one effect', async (_what, fault, value) => {
    const ana = buyer(house, `c32${fault}`);
    const member = ana.signUp();
    await house.settled();
    house.cativa.faults.on(fault, { times: 1, ...(value !== undefined && { value }) });
    await ana.says('purchase-approved', -1);
    await hurry();
    await house.holds(member, 'premium');
    await house.settled();
    expect(house.cativa.members().find(({ id }) => id === member)?.badges).toEqual(['premium']);
    await ana.says('purchase-refunded', -0.5);
    await house.holds(member, 'premium', false);
  });

  test('news about a member ends the wait between two attempts', async () => {
    const ana = buyer(house, 'news');
    const member = ana.signUp();
    await house.settled();
    house.cativa.faults.on('fail', { times: 1 });
    await ana.says('purchase-approved', -1);
    await until(async () => (await reconcile.getDelayedCount()) > 0, { deadlineMs: 10_000, what: 'a retry to wait' });
    await buyer(house, 'news', { sale: 'Snews2', charge: 'HPnews2' }).says('purchase-approved', -1);
    await house.holds(member, 'premium');
  });

  test('case 33: a refusal for good is parked with its reason, out of the loop, until a person asks again', async () => {
    const ana = buyer(house, 'c33');
    const member = ana.signUp();
    await house.settled();
    house.cativa.faults.on('refuse');
    await ana.says('purchase-approved', -1);
    await until(async () => (await reconcile.getFailedCount()) > 0, { deadlineMs: 10_000, what: 'a failed job on the board' });
    await house.settled();
    const [refused] = await openBadges(house.runtime.pool, 'refused');
    expect(refused).toMatchObject({ member, badge: 'premium', record: { ours: false, refused: { command: 'assign' } } });
    const calls = ana.calls(member).length;
    await house.sweep();
    expect(ana.calls(member)).toHaveLength(calls);
    house.cativa.faults.off();
    const [job] = await reconcile.getFailed();
    expect(job?.failedReason).toContain('422');
    await job?.retry();
    await house.holds(member, 'premium');
  });

  test('case 33: a change of the catalog forgives a refusal', async () => {
    const ana = buyer(house, 'c33b');
    const member = ana.signUp();
    await house.settled();
    house.cativa.faults.on('refuse');
    await ana.says('purchase-approved', -1);
    await until(async () => (await openBadges(house.runtime.pool, 'refused')).some((open) => open.member === member), {
      deadlineMs: 10_000,
      what: 'a refusal',
    });
    house.cativa.faults.off();
    await house.map({ '999': ['other'] });
    await house.holds(member, 'premium');
  });
});
