import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { acceptDeliveries } from '#event-store';
import { createHash, randomUUIDv7 } from 'node:crypto';
import { bodyOf, doorOf, outcomeOf } from '../support/door.js';
import { commandLine, type CommandLine } from '../support/command.js';
import { openHouse, type House } from '../support/house.js';
import { buyer } from '../support/story.js';

jest.setTimeout(60_000);

let house: House;
let cli: CommandLine;
beforeAll(async () => {
  house = await openHouse();
  cli = commandLine(house);
});
afterAll(async () => {
  cli.close();
  await house.close();
});

const head = async (): Promise<bigint> => house.store.head();

/** A catalog file with the product that every sample sells, and more. */
const catalogFile = (more: string): string =>
  cli.write(
    'catalog.yaml',
    `products:\n  - { product: hotmart/4100234, name: "4100234", badges: [premium] }\n${more}\nbadges: { premium: premium, plus: plus-id, x: x }\n`,
  );

describe('catalog apply', () => {
  test('shows who gains; without a terminal and without --yes it exits 2 and changes nothing; with it, it applies', async () => {
    const ana = buyer(house, 'cat1', { product: '501' });
    const member = ana.signUp();
    await ana.says('purchase-approved', -1);
    await house.settled();
    const [file, before] = [catalogFile('  - { product: hotmart/501, name: Plus, badges: [plus] }'), await head()];
    expect(await cli.json(['catalog', 'preview', file, '--json'])).toMatchObject({ access: [{ member, badge: 'plus-id', change: 'gains' }] });
    const asked = await cli.run(['catalog', 'apply', file], { input: 'y\n' });
    expect(asked.code).toBe(2);
    expect(asked.err).toContain('--yes');
    expect(asked.out).toContain('gains');
    expect(await head()).toBe(before);
    const applied = await cli.quick(['catalog', 'apply', file, '--yes', '--note', 'a second product', '--json']);
    expect([applied.code, JSON.parse(applied.out)]).toMatchObject([0, { applied: true, access: [{ change: 'gains' }] }]);
    expect(await cli.json(['catalog', 'show', '--json'])).toContainEqual({
      product: 'hotmart/501',
      name: 'Plus',
      badges: [{ name: 'plus', id: 'plus-id' }],
      policies: {},
    });
    await house.sweep();
    await house.holds(member, 'plus-id');
    const after = await head();
    expect(await cli.json(['catalog', 'apply', file, '--yes', '--json'])).toEqual({ changes: [], access: [], applied: false });
    expect(await head()).toBe(after);
  });

  test('lists every problem of a file at once and changes nothing', async () => {
    const before = await head();
    const twice =
      '  - { product: hotmart/1, badges: [nobadge] }\n  - { product: hotmart/1, badges: [x] }\n  - { product: hotmart/2, badges: [alsonot] }';
    const meaning = await cli.quick(['catalog', 'apply', catalogFile(twice), '--yes']);
    ['products.1.badges: nobadge', 'products.2: the same product', 'products.3.badges: alsonot'].forEach((problem) =>
      expect(meaning.err).toContain(problem),
    );
    const shape = await cli.quick([
      'catalog',
      'apply',
      cli.write('bad.yaml', 'products: [{ product: 1, badge: [x] }, { product: none, badges: x, policies: { dispute: maybe } }]\n'),
      '--yes',
    ]);
    const places = [
      'badges: is missing',
      'products.0.badges: is missing',
      'products.0.badge: is no known',
      'products.0.product',
      'products.1.product',
      'products.1.badges',
      'products.1.policies.dispute',
    ];
    places.forEach((place) => expect(shape.err).toContain(place));
    expect([meaning.code, shape.code, meaning.out, shape.out]).toEqual([1, 1, '', '']);
    expect(await head()).toBe(before);
  });
});

describe('verify and replay', () => {
  test('nobody gains or loses by a replay of sound tables; a damaged row is named, and mended', async () => {
    const ana = buyer(house, 'rep1');
    const member = ana.signUp();
    await ana.says('purchase-approved', -1);
    await house.holds(member, 'premium');
    await house.settled();
    expect(await cli.json(['verify', '--json'])).toMatchObject({ gaps: 0, differences: [] });
    expect(await cli.json(['replay', '--dry-run', '--json'])).toMatchObject({ differences: [], changes: [], swapped: false });
    expect((await cli.quick(['replay', '--dry-run'])).out).toContain('Nobody gains or loses a badge.');
    const damage = `update entitlements set state = jsonb_set(state, '{charges}', '{}') where key = 'hotmart/Srep1'`;
    expect((await house.runtime.pool.query(damage)).rowCount).toBe(1);
    const verified = await cli.quick(['verify']);
    expect(verified.code).toBe(1);
    expect(verified.out).toMatch(/entitlements.*hotmart\/Srep1.*differs/);
    expect(verified.err).toContain('catraca replay');
    const dry = await cli.json(['replay', '--dry-run', '--json']);
    expect(dry).toMatchObject({
      differences: [{ projection: 'entitlements', key: 'hotmart/Srep1' }],
      changes: [{ member, badge: 'premium', change: 'gains' }],
    });
    expect((await cli.run(['replay'])).code).toBe(2);
    expect((await cli.quick(['verify'])).code).toBe(1);
    expect(await cli.json(['replay', '--yes', '--json'])).toMatchObject({ swapped: true });
    expect((await cli.quick(['verify'])).code).toBe(0);
    await house.sweep();
    expect([house.cativa.holds(member, 'premium'), ana.calls(member)]).toEqual([true, ['assign premium applied']]);
  });
});

/** A delivery as an older version would have left it, which could not read it. */
const leftUnread = async (body: string): Promise<string> => {
  const [id, bytes] = [randomUUIDv7(), Buffer.from(body)];
  const digest = createHash('sha256').update(bytes).digest();
  const delivery = {
    id,
    channel: 'hotmart',
    source: 'hotmart',
    body: bytes,
    digest,
    headers: {},
    query: {},
    receivedAt: new Date().toISOString(),
    outcome: 'unreadable',
    notes: ['?'],
  } as const;
  await acceptDeliveries(house.runtime.pool, [{ delivery, events: [] }]);
  return id;
};

describe('reread', () => {
  test('says what parked deliveries would give and changes nothing; then reads them, and what they say takes effect once', async () => {
    const { id: member } = house.cativa.signUp({ email: 'rr@example.com', name: 'Rr' });
    await house.settled();
    const delivery = await leftUnread(bodyOf('purchase-approved', { sale: 'Srr', charge: 'HPrr', email: 'rr@example.com' }));
    const hopeless = await leftUnread(bodyOf('unknown-event'));
    const before = await head();
    const still = {
      delivery: hopeless,
      channel: 'hotmart',
      before: 'unreadable',
      after: 'unreadable',
      facts: 0,
      notes: ['event: PURCHASE_FORGOTTEN is not known'],
    };
    const read = { delivery, channel: 'hotmart', before: 'unreadable', after: 'facts', facts: 1, notes: [] };
    expect(await cli.json(['reread', '--parked', '--dry-run', '--json'])).toEqual([read, still]);
    expect(await head()).toBe(before);
    expect(await cli.json(['reread', '--parked', '--json'])).toEqual([read, still]);
    await house.holds(member, 'premium');
    expect(await cli.json(['reread', '--parked', '--json'])).toEqual([still]);
    expect(await cli.json(['reread', '--delivery', delivery, '--json'])).toEqual([{ ...read, before: 'facts', facts: 0 }]);
    expect(await cli.json(['reread', '--delivery', randomUUIDv7(), '--json'])).toEqual([]);
    await house.settled();
    expect(house.cativa.calls.filter((call) => call.member === member)).toHaveLength(1);
  });
});

describe('send', () => {
  test('signs a sample as the gateway would and posts it to the ingress of the configuration', async () => {
    const args = ['send', 'hotmart', 'purchase-approved', '--set', 'sale=Ssend', '--set', 'charge=HPsend', '--set', 'email=sent@example.com'];
    const { id: member } = house.cativa.signUp({ email: 'sent@example.com', name: 'Sent' });
    expect(await cli.json(args)).toEqual({ outcome: 'accepted', delivery: expect.any(String) });
    await house.holds(member, 'premium');
  });

  test('posts a file to another ingress, prints a body instead of posting it, and says so when nobody answers', async () => {
    const printed = await cli.quick(['send', 'hotmart', 'purchase-approved', '--set', 'charge=HPfile', '--print']);
    expect(JSON.parse(printed.out)).toMatchObject({ data: { purchase: { transaction: 'HPfile' } } });
    const file = cli.write('body.json', printed.out);
    expect(await cli.json(['send', 'hotmart', file, '--url', `${house.url}/`])).toMatchObject({ outcome: 'accepted' });
    expect(outcomeOf(await doorOf(house).post(printed.out))).toBe('duplicate');
    const alone = await cli.quick(['send', 'hotmart', 'purchase-approved', '--url', 'http://127.0.0.1:1']);
    expect([alone.code, alone.out]).toEqual([1, '']);
    expect(alone.err).toContain('Is the ingress running?');
    const refused = await cli.quick(['send', 'hotmart', 'purchase-approved'], { HOTMART_HOTTOK: 'not-the-right-one' });
    expect(refused.code).toBe(1);
    expect(refused.err).toContain('401');
    expect(refused.err).not.toContain('not-the-right-one');
  });
});
