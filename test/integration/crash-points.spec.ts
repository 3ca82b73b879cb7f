import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { nameOf, pointIn } from '../crash-points/scenario.js';
import { sale } from '../crash-points/scenarios/sale.js';
import { sitesOn } from '../crash-points/sites.js';
import { tryPoints, type Verdict } from '../crash-points/trials.js';
import { ownQueue, type OwnQueue } from '../support/own-queue.js';

/** The most telling ones, by the names that both queues have; `npm run crash-points` kills at all of them. */
const TOLD = [
  ['a webhook is kept and nobody knows', 'purchase: ingress after keep-deliveries-and-append'],
  ['Cativa has done it and we have not heard so', 'purchase: worker after call POST /social/v1/badges/premium/users/*'],
  ['the badge was taken and it is not recorded', 'refund: worker after call DELETE /social/v1/badges/premium/users/*'],
] as const;

const points = TOLD.map(([, name]) => pointIn(name)).filter((point) => point !== undefined);

let queue: OwnQueue;
const verdicts: Verdict[] = [];
beforeAll(async () => {
  queue = await ownQueue();
  await tryPoints(sale, points, { sites: sitesOn(queue.option.redisUrl), houses: 2, told: (verdict) => void verdicts.push(verdict) });
}, 300_000);
afterAll(async () => queue.stop());

describe('a real process is killed when', () => {
  test.each(TOLD)('%s: all is well in the end (%s)', (_when, name) => {
    const told = verdicts.find(({ point }) => nameOf(point) === name);
    expect(told).toMatchObject({ verdict: 'survived', breaches: [] });
  });
});
