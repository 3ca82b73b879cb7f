import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { commandLine, type CommandLine } from '../support/command.js';
import { openHouse, type House } from '../support/house.js';
import { buyer } from '../support/story.js';

jest.setTimeout(60_000);

let house: House;
let cli: CommandLine;

beforeAll(async () => {
  house = await openHouse();
  cli = commandLine(house);
  const ana = buyer(house, 'anaintime');
  const member = ana.signUp();
  await house.settled();
  await ana.says('purchase-approved', -0.001);
  await house.holds(member, 'premium');
  await buyer(house, 'biaintime').says('purchase-approved', -0.001);
  await house.settled();
});
afterAll(async () => {
  cli.close();
  await house.close();
});

describe('status', () => {
  test('prints how soon those who paid were in, and who has waited longest, by gateway', async () => {
    const { out } = await cli.quick(['status']);
    const [, table = ''] = out.split('Time to access');
    expect(table).toMatch(/hotmart .* 24 h .* \d+(\.\d)? min .*\(1\) .*\d+(\.\d)? m?s \/ \d+(\.\d)? m?s \(1\).*\(no account, 1\)/);
    expect(table).toMatch(/hotmart .* 7 d /);
  });

  test('gives the same as JSON', async () => {
    const spans = { count: 1, medianMs: expect.any(Number), p95Ms: expect.any(Number) };
    expect(await cli.json(['status', '--json'])).toMatchObject({
      timeToAccess: {
        healthy: true,
        because: [],
        gateways: [{ gateway: 'hotmart', lastDay: { fromGateway: spans, fromWebhook: spans }, waiting: { noAccount: { count: 1 } } }],
      },
    });
  });

  test('begins with what is wrong, in one line, when something is, and exits with 0 all the same', async () => {
    expect((await cli.quick(['status'])).out).not.toContain('SOMETHING IS WRONG');
    const occurredAt = new Date().toISOString();
    const event = { type: 'BrakeTripped' as const, data: { occurredAt, removals: 11, limit: 10, windowMinutes: 10 } };
    await house.store.append([{ key: 'test/brake', event, metadata: { source: 'catraca', schema: 1 } }]);
    await house.settled();
    const { code, out } = await cli.quick(['status']);
    expect([code, out.split('\n')[0]]).toEqual([0, `SOMETHING IS WRONG: the brake is on since ${occurredAt}.`]);
  });
});
