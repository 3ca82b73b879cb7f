import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { commandLine, type CommandLine } from '../support/command.js';
import { openHouse, type House } from '../support/house.js';
import { inDays, threeBuyers, type buyer } from '../support/story.js';

jest.setTimeout(60_000);

let house: House;
let cli: CommandLine;
let ana: ReturnType<typeof buyer>;
let member: string;
/** When the purchase was known and the refund was not. */
let between: string;

beforeAll(async () => {
  house = await openHouse();
  cli = commandLine(house);
  ({ ana, member, between } = await threeBuyers(house, 'oftheanswers'));
  await house.hotmart.send('unknown-event', { email: 'dianaoftheanswers@example.com' });
  await house.settled();
});
afterAll(async () => {
  cli.close();
  await house.close();
});

const INSTANT = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
const fact = (type: string) => ({ position: expect.any(Number), type, occurredAt: INSTANT, recordedAt: INSTANT, channel: 'hotmart' });

describe('why --json', () => {
  test('has the shape that other tools rely on', async () => {
    expect(await cli.json(['why', ana.email, '--json'])).toEqual({
      asked: ana.email,
      now: INSTANT,
      member: { id: member, addresses: 1 },
      reasons: [
        {
          sale: 'hotmart/Sanaoftheanswers',
          charge: 'HPanaoftheanswers',
          product: 'hotmart/4100234',
          state: 'ended',
          since: INSTANT,
          until: INSTANT,
          kept: null,
          because: 'refunded',
          facts: [fact('ChargePaid'), fact('ChargeReversed')],
        },
      ],
      block: null,
      moved: [],
      badges: [{ badge: 'premium', badgeId: 'premium', desired: false, observed: false, ours: false, command: null }],
      commands: ['AssignRequested', 'BadgeAssigned', 'RemoveRequested', 'BadgeRemoved'].map((type) => ({ ...fact(type), channel: 'catraca' })),
      waiting: null,
    });
  });

  test('as of an instant tells what was known then', async () => {
    const report = await cli.json(['why', ana.email, '--as-of', between, '--json']);
    expect(report).toMatchObject({
      now: between,
      reasons: [{ state: 'live', because: 'paid' }],
      badges: [{ desired: true, observed: true, ours: true }],
    });
    expect(await cli.json(['why', ana.email, '--as-of', inDays(-30).toISOString(), '--json'])).toMatchObject({ reasons: [], badges: [] });
  });

  test('of a buyer who is no member yet says since when she waits', async () => {
    const report = await cli.json(['why', 'BiaOfTheAnswers@example.com', '--json']);
    expect(report).toMatchObject({ member: null, reasons: [{ state: 'pending', because: 'paid' }], waiting: { since: INSTANT, invited: null } });
  });

  test('finds the same case by member, by sale and by transaction', async () => {
    const asked = [ana.email, member, 'hotmart/Sanaoftheanswers', 'Sanaoftheanswers', 'HPanaoftheanswers'];
    const reports = await Promise.all(asked.map(async (who) => cli.json(['why', who, '--json'])));
    reports.forEach((report) => expect(report).toMatchObject({ member: { id: member }, reasons: [{ charge: 'HPanaoftheanswers' }] }));
  });

  test('of a product that no line of the catalog names says so', async () => {
    expect(await cli.json(['why', 'carlaoftheanswers@example.com', '--json'])).toMatchObject({
      reasons: [{ because: expect.stringContaining('not in the catalog') }],
      badges: [],
    });
  });

  test.each(['nobody@example.com', 'hotmart/NOTHING', '%', "'; drop table events; --", '__proto__'])(
    'of %s, of whom nothing is known, exits 1 and says what to look at',
    async (who) => {
      const { code, out, err } = await cli.quick(['why', who, '--json']);
      expect([code, out]).toEqual([1, '']);
      expect(err).toContain(`Nothing is known of ${who}`);
      expect(err).toContain('another address?');
    },
  );
});

describe('every command that shows data', () => {
  test('prints one JSON document and nothing else with --json', async () => {
    const commands = [
      ['status'],
      ['why', ana.email],
      ['verify'],
      ['catalog', 'show'],
      ['worklist'],
      ['worklist', 'list'],
      ['replay', '--dry-run'],
      ['reread', '--parked', '--dry-run'],
      ['doctor'],
    ];
    const all = await Promise.all(commands.map(async (args) => cli.run([...args, '--json'])));
    all.forEach(({ code, out, err }) => {
      expect([code, err]).toEqual([0, '']);
      expect(() => JSON.parse(out) as unknown).not.toThrow();
    });
  });

  test('status tells who waits, what is not mapped and what was not understood', async () => {
    expect(await cli.json(['status', '--json'])).toMatchObject({
      paidWithoutAccess: {
        oldest: expect.arrayContaining([expect.objectContaining({ sales: ['hotmart/Sbiaoftheanswers'], why: 'no account yet' })]),
      },
      brake: { tripped: false, held: 0 },
      refused: [],
      unmapped: [{ product: 'hotmart/777', sales: 1 }],
      contradictions: 0,
      parked: [{ channel: 'hotmart', notes: ['event: PURCHASE_FORGOTTEN is not known'] }],
      channels: [{ channel: 'hotmart', deliveries: 5, parked: 1, last: INSTANT }, { channel: 'cativa' }],
      log: { projections: expect.arrayContaining([expect.objectContaining({ projection: 'entitlements', lag: 0 })]) },
    });
  });

  test('status and tail show no address, no name and no whole name of a person', async () => {
    const person = house.runtime.personOf(ana.email);
    const all = await Promise.all(
      [['status'], ['status', '--json'], ['tail', '--lines', '1000'], ['tail', '--lines', '1000', '--json']].map(async (args) => cli.quick(args)),
    );
    for (const { code, out, err } of all) {
      expect([code, err]).toEqual([0, '']);
      expect(out).not.toMatch(/example\.com|@example|Ana Exemplo|31900001234|00000000191/i);
      expect(out).not.toContain(person);
    }
    const [, , tail, json] = all;
    expect(tail?.out).toContain(`"person":"${person.slice(0, 8)}…"`);
    const lines = (json?.out ?? '')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { position: string });
    expect(lines.map(({ position }) => position)).toEqual(lines.map((_, index) => String(index + 1)));
    expect((await cli.quick(['tail', '--lines', '2'])).out.trim().split('\n')).toHaveLength(2);
  });

  test('tables say the same for people: paid without access comes first', async () => {
    const { out } = await cli.quick(['status']);
    expect(out.trimStart()).toMatch(/^Paid without access: 2/);
    expect((await cli.quick(['why', ana.email])).out).toMatch(/ended since .*: refunded/);
  });
});
