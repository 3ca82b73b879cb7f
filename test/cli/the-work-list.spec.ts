import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openBadges } from '#projections';
import { commandLine, type CommandLine } from '../support/command.js';
import { openHouse, type House } from '../support/house.js';
import { buyer } from '../support/story.js';
import { until } from '../support/until.js';

/** What is listed for a member, as words. */
const listedFor = async (house: House, member: string): Promise<readonly string[]> =>
  (await openBadges(house.runtime.pool, 'asked'))
    .filter((open) => open.member === member)
    .map(({ badge, record: { ask } }) => `${ask?.command} ${badge} ${ask?.via}`);

/** How often a wish about a member was written down. */
const wishes = async (house: House, member: string): Promise<readonly string[]> =>
  (await house.store.readStream(`member-${member}`)).filter(({ event }) => event.type.endsWith('Requested')).map(({ event }) => event.type);

/** Cativa's times are whole seconds: a person who acts at once would seem to have acted before the wish. */
const nextSecond = async (): Promise<void> => {
  const second = Math.floor(Date.now() / 1000);
  await until(() => Math.floor(Date.now() / 1000) > second, { deadlineMs: 5000, what: 'the next second' });
};

describe('badges: worklist', () => {
  let house: House;
  let cli: CommandLine;
  beforeAll(async () => {
    house = await openHouse({ badges: 'worklist' });
    cli = commandLine(house, 'worklist');
  });
  afterAll(async () => {
    cli.close();
    await house.close();
  });

  const sweeps = async (): Promise<void> => {
    await house.sweep();
    await house.sweep();
  };

  test('a purchase lists an assignment, once; the person who gives the badge closes it', async () => {
    const ana = buyer(house, 'w1');
    const member = ana.signUp();
    await ana.says('purchase-approved', -1);
    await house.settled();
    await sweeps();
    expect(await listedFor(house, member)).toEqual(['assign premium worklist']);
    expect(await wishes(house, member)).toEqual(['AssignRequested']);
    await nextSecond();
    house.cativa.giveByHand(member, 'premium');
    await house.settled();
    await sweeps();
    expect(await listedFor(house, member)).toEqual([]);
    expect(await wishes(house, member)).toEqual(['AssignRequested']);
  });

  test('a refund lists the removal, once; the next event that lists all badges closes it', async () => {
    const ana = buyer(house, 'w2');
    const member = ana.signUp();
    await ana.says('purchase-approved', -1);
    await house.settled();
    await nextSecond();
    house.cativa.giveByHand(member, 'premium');
    await house.settled();
    await ana.says('purchase-refunded', -0.5);
    await house.settled();
    await sweeps();
    expect(await listedFor(house, member)).toEqual(['remove premium worklist']);
    expect(await wishes(house, member)).toEqual(['AssignRequested', 'RemoveRequested']);
    house.cativa.takeByHand(member, 'premium');
    await nextSecond();
    house.cativa.joinGroup(member);
    await house.settled();
    await sweeps();
    expect(await listedFor(house, member)).toEqual([]);
    expect(await wishes(house, member)).toEqual(['AssignRequested', 'RemoveRequested']);
  });

  test('a refund before anybody acted withdraws the listed assignment; a new payment lists it again', async () => {
    const ana = buyer(house, 'w3');
    const member = ana.signUp();
    await ana.says('purchase-approved', -1);
    await house.settled();
    await ana.says('purchase-refunded', -0.5);
    await house.settled();
    await sweeps();
    expect(await listedFor(house, member)).toEqual([]);
    expect(await wishes(house, member)).toEqual(['AssignRequested']);
    await ana.says('purchase-approved', -0.2, { sale: 'Sw3b', charge: 'HPw3b' });
    await house.settled();
    expect(await listedFor(house, member)).toEqual(['assign premium worklist']);
  });

  test('a new payment before anybody acted withdraws the listed removal', async () => {
    const ana = buyer(house, 'w4');
    const member = ana.signUp();
    await ana.says('purchase-approved', -1);
    await house.settled();
    await nextSecond();
    house.cativa.giveByHand(member, 'premium');
    await house.settled();
    await ana.says('purchase-refunded', -0.5);
    await house.settled();
    expect(await listedFor(house, member)).toEqual(['remove premium worklist']);
    await ana.says('purchase-approved', -0.2, { sale: 'Sw4b', charge: 'HPw4b' });
    await house.settled();
    await sweeps();
    expect(await listedFor(house, member)).toEqual([]);
    expect(house.cativa.holds(member, 'premium')).toBe(true);
  });

  test('the list names address, name and badge; worklist done ticks one off, and only one that is listed', async () => {
    const ana = buyer(house, 'w5');
    const member = ana.signUp();
    await ana.says('purchase-approved', -1);
    await house.settled();
    const rows = async (): Promise<unknown> => cli.json(['worklist', '--json']);
    const mine = { command: 'assign', badge: 'premium', badgeId: 'premium', member, email: 'w5@example.com', name: 'w5', since: expect.any(String) };
    expect(await rows()).toContainEqual(mine);
    const csv = await cli.quick(['worklist', 'export']);
    expect(csv.out).toContain(`assign,premium,premium,w5@example.com,w5,${member},`);
    expect((await cli.quick(['worklist', 'done', member, 'premium', '--by', 'carla'])).code).toBe(0);
    expect(await rows()).not.toContainEqual(mine);
    const again = await cli.quick(['worklist', 'done', member, 'premium']);
    expect([again.code, again.out]).toEqual([1, '']);
    expect(again.err).toContain('Nothing is listed');
    await sweeps();
    expect(await wishes(house, member)).toEqual(['AssignRequested']);
  });

  test('nobody ever called Cativa, and the tables are what the log says', async () => {
    await house.settled();
    expect(house.cativa.calls).toEqual([]);
    expect(await house.differences()).toEqual([]);
  });
});

describe('badges: none', () => {
  test('nothing is asked of anybody, and why shows what would be done', async () => {
    const house = await openHouse({ badges: 'none' });
    const cli = commandLine(house, 'none');
    const ana = buyer(house, 'n1');
    const member = ana.signUp();
    await ana.says('purchase-approved', -1);
    await house.settled();
    await house.sweep();
    expect(house.cativa.calls).toEqual([]);
    expect(await wishes(house, member)).toEqual([]);
    const badge = { badge: 'premium', badgeId: 'premium', desired: true, observed: false, ours: false, command: 'assign' };
    expect(await cli.json(['why', ana.email, '--json'])).toMatchObject({ member: { id: member }, badges: [badge] });
    cli.close();
    await house.close();
  });
});
