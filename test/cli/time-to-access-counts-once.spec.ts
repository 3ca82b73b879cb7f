import { afterEach, expect, test, jest } from '@jest/globals';
import { statusReport } from '#answers';
import { momentOf } from '#runtime';
import { commandLine } from '../support/command.js';
import { openHouse, type House } from '../support/house.js';
import { buyer } from '../support/story.js';
import { until } from '../support/until.js';

jest.setTimeout(60_000);
let house: House;
afterEach(async () => house.close());
const day = async () => (await statusReport(house.runtime, momentOf(house.runtime.settings))).timeToAccess.gateways[0]?.lastDay;

test('a sale whose badge was there already has no span, also when that badge is lost and given again', async () => {
  house = await openHouse();
  const ana = buyer(house, 'anaagain');
  const member = ana.signUp();
  await house.settled();
  await ana.says('purchase-approved', -0.001);
  await house.holds(member, 'premium');
  await house.settled();
  await ana.says('purchase-approved', -0.0005, { sale: 'Ssecond', charge: 'HPsecond' });
  await house.settled();
  const from = Date.now();
  house.cativa.takeByHand(member, 'premium');
  await until(() => Date.now() - from > 1100, { deadlineMs: 3000, what: 'the next second' });
  house.cativa.joinGroup(member);
  await house.settled();
  await house.holds(member, 'premium');
  await house.settled();
  expect(ana.calls(member)).toHaveLength(2);
  expect(await day()).toMatchObject({ fromWebhook: { count: 1 } });
});

test('a badge that a person ticked off opened its sales', async () => {
  house = await openHouse({ badges: 'worklist' });
  const cli = commandLine(house, 'worklist');
  const ana = buyer(house, 'analist');
  const member = ana.signUp();
  await house.settled();
  await ana.says('purchase-approved', -0.001);
  await house.settled();
  expect((await cli.quick(['worklist', 'done', member, 'premium'])).code).toBe(0);
  cli.close();
  await house.settled();
  expect(await day()).toMatchObject({ fromWebhook: { count: 1 } });
  expect(await house.differences()).toEqual([]);
});
