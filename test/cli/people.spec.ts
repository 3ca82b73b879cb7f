import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { commandLine, type CommandLine, type Ended } from '../support/command.js';
import { openHouse, type House } from '../support/house.js';
import { buyer, inDays } from '../support/story.js';

jest.setTimeout(60_000);

let house: House;
let cli: CommandLine;
beforeAll(async () => {
  house = await openHouse();
  cli = commandLine(house);
  await house.map({ '501': ['plus'] });
});
afterAll(async () => {
  cli.close();
  await house.close();
});

const says = async (...args: readonly string[]): Promise<Ended> => cli.quick([...args, '--by', 'carla', '--yes']);
const done = async (...args: readonly string[]): Promise<Ended> => {
  const ended = await says(...args);
  expect([ended.code, ended.err]).toEqual([0, expect.stringContaining('Done.')]);
  return ended;
};

describe('a gift', () => {
  test('is shown before it is given, opens at once, stands in why, and is ended', async () => {
    const member = buyer(house, 'giftedana').signUp();
    await house.settled();
    const before = await house.store.head();
    const asked = await cli.quick(['gift', 'give', 'giftedana@example.com', 'hotmart/501', '--by', 'carla']);
    expect([asked.code, asked.out]).toEqual([2, expect.stringMatching(/plus[^\n]*gains/)]);
    expect(await house.store.head()).toBe(before);
    const { out } = await done('gift', 'give', 'giftedana@example.com', 'hotmart/501', '--note', 'a prize', '--json');
    const [gift] = (JSON.parse(out) as { said: { sale: string }[] }).said;
    await house.holds(member, 'plus');
    expect(await cli.json(['why', member, '--json'])).toMatchObject({
      reasons: [{ sale: gift?.sale, charge: 'gift', state: 'live', because: 'given by carla', until: null, facts: [{ type: 'GiftGiven' }] }],
    });
    await done('gift', 'end', gift?.sale ?? '');
    await house.holds(member, 'plus', false);
  });

  test('with an end that has come opens no more, by itself', async () => {
    const member = buyer(house, 'giftedbia').signUp();
    await house.settled();
    const { out } = await done('gift', 'give', member, 'hotmart/501', '--json');
    const [gift] = (JSON.parse(out) as { said: { sale: string }[] }).said;
    await house.holds(member, 'plus');
    await done('gift', 'give', member, 'hotmart/501', '--again', gift?.sale ?? '', '--until', new Date().toISOString());
    await house.sweep();
    await house.holds(member, 'plus', false);
  });

  test('to an address that is nobody’s yet waits for a sign-up', async () => {
    const carla = buyer(house, 'giftedcarla');
    expect((await done('gift', 'give', carla.email, 'hotmart/501')).out).toContain('a sign-up will find it');
    expect(await cli.json(['why', carla.email, '--json'])).toMatchObject({ member: null, reasons: [{ state: 'pending' }] });
    await house.holds(carla.signUp(), 'plus');
  });

  test('that a sale carries ends with the refund of that sale, though its buyer is another', async () => {
    const [diana, eva] = [buyer(house, 'giftparent'), buyer(house, 'giftedeva')];
    diana.signUp();
    const member = eva.signUp();
    await diana.says('purchase-approved', -2);
    await house.settled();
    await done('gift', 'give', eva.email, 'hotmart/501', '--parent', 'hotmart/Sgiftparent');
    await house.holds(member, 'plus');
    await diana.says('purchase-refunded', -1);
    await house.holds(member, 'plus', false);
  });

  test.each([
    ['of what opens nothing', ['gift', 'give', 'x@example.com', 'hotmart/nothing'], 1, 'is in no line of the catalog'],
    ['that no sale carries', ['gift', 'give', 'x@example.com', 'hotmart/501', '--parent', 'hotmart/none'], 1, 'is no sale that was paid for'],
    ['carried by a gift', ['gift', 'give', 'x@example.com', 'hotmart/501', '--parent', 'gift/1'], 2, 'A gift cannot carry a gift'],
    ['until no time', ['gift', 'give', 'x@example.com', 'hotmart/501', '--until', 'soon'], 2, '--until takes an instant'],
    ['to what is no address', ['gift', 'give', 'x @example.com', 'hotmart/501'], 2, 'That is no address'],
    ['with an address in its note', ['gift', 'give', 'x@example.com', 'hotmart/501', '--note', 'for bia@example.com'], 2, 'leave addresses out'],
    ['that is none', ['gift', 'end', 'hotmart/Sgiftparent'], 1, 'is no gift'],
  ])('%s is refused with a sentence', async (_, args, code, sentence) => {
    const ended = await says(...args);
    expect([ended.code, ended.err]).toEqual([code, expect.stringContaining(sentence)]);
  });
});

describe('a block', () => {
  test('takes what was paid for, is shown by why, and gives it back when it is lifted', async () => {
    const flora = buyer(house, 'blockedflora');
    const member = flora.signUp();
    await flora.says('purchase-approved', -2);
    await house.holds(member, 'premium');
    expect((await done('block', 'set', flora.email, '--note', 'shared her password')).out).toMatch(/premium[^\n]*loses/);
    await house.holds(member, 'premium', false);
    expect(await cli.json(['why', member, '--json'])).toMatchObject({ block: { by: 'carla', until: null }, reasons: [{ state: 'live' }] });
    expect((await cli.quick(['why', member])).out).toContain('Blocked by carla');
    await done('block', 'lift', flora.email);
    await house.holds(member, 'premium');
  });

  test('of an address that is nobody’s yet keeps it out of those who wait', async () => {
    const gil = buyer(house, 'blockedgil');
    await gil.says('purchase-approved', -2);
    await house.settled();
    await done('block', 'set', gil.email);
    const sales = JSON.stringify(await cli.json(['status', '--json']));
    expect(sales).not.toContain('Sblockedgil');
    const member = gil.signUp();
    await house.settled();
    expect(house.cativa.holds(member, 'premium')).toBe(false);
  });
});

describe('a claim', () => {
  test('moves a sale to another member and back, badge and all', async () => {
    const [hugo, other] = [buyer(house, 'claimhugo'), buyer(house, 'claimother')];
    const [owner, member] = [hugo.signUp(), other.signUp()];
    await hugo.says('purchase-approved', -2);
    await house.holds(owner, 'premium');
    const moved = await done('claim', 'give', 'HPclaimhugo', other.email, '--note', 'sent the receipt');
    expect(moved.out).toMatch(/premium[^\n]*gains/);
    expect(moved.out).toMatch(/premium[^\n]*loses/);
    await house.holds(member, 'premium');
    await house.holds(owner, 'premium', false);
    expect(await cli.json(['why', hugo.email, '--json'])).toMatchObject({ reasons: [], moved: [{ sale: 'hotmart/Sclaimhugo', member }] });
    expect(await cli.json(['why', 'HPclaimhugo', '--json'])).toMatchObject({ member: { id: member }, reasons: [{ state: 'live' }] });
    await done('claim', 'undo', 'HPclaimhugo');
    await house.holds(owner, 'premium');
    await house.holds(member, 'premium', false);
  });

  test('of a sale whose buyer never signed up takes it from those who wait', async () => {
    const [iris, ines] = [buyer(house, 'claimiris'), buyer(house, 'claimines')];
    await iris.says('purchase-approved', -2);
    const member = ines.signUp();
    await house.settled();
    await done('claim', 'give', 'hotmart/Sclaimiris', member);
    await house.holds(member, 'premium');
    expect(JSON.stringify(await cli.json(['status', '--json']))).not.toContain('Sclaimiris');
  });

  test('without proof waits for a person, who grants or refuses it', async () => {
    const joana = buyer(house, 'claimjoana');
    await joana.says('purchase-approved', -2);
    const member = buyer(house, 'claimjo').signUp();
    const ask = async (request: string) =>
      house.store.append([
        {
          key: `test/claim/${request}`,
          event: {
            type: 'ClaimRequested',
            data: { occurredAt: inDays(-1).toISOString(), request, person: house.runtime.personOf(joana.email), code: 'HPclaimjoana', member },
          },
          metadata: { source: 'catraca', schema: 1 },
          personal: { email: joana.email, memberEmail: 'claimjo@example.com', message: 'it is me' },
        },
      ]);
    await ask('R1');
    await ask('R2');
    await house.settled();
    expect(await cli.json(['claim', 'list', '--json'])).toMatchObject([
      { request: 'R1', code: 'HPclaimjoana', email: joana.email, message: 'it is me' },
      { request: 'R2' },
    ]);
    expect(await cli.json(['review', 'list', '--json'])).toMatchObject({
      oldest: expect.arrayContaining([expect.objectContaining({ item: 'claim/R1' })]),
    });
    expect(JSON.stringify(await cli.json(['review', 'list', '--json']))).not.toContain(joana.email);
    expect(JSON.parse((await says('claim', 'refuse', 'R1', '--json')).out)).toEqual({ said: [{ type: 'ClaimAnswered' }] });
    await done('claim', 'give', 'HPclaimjoana', member, '--request', 'R2');
    await house.holds(member, 'premium');
    expect(await cli.json(['claim', 'list', '--json'])).toEqual([]);
    expect((await says('claim', 'refuse', 'R1')).code).toBe(1);
  });
});
