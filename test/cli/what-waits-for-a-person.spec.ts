import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { reviewList, statusReport, whyReport, type ReviewItem } from '#answers';
import { momentOf } from '#runtime';
import { sources, type ExampleValues } from '#sources';
import { fakeGateway, type FakeGateway } from '../../apps/rehearsal/src/fake-gateway.js';
import { commandLine, type CommandLine } from '../support/command.js';
import { holdsTogether, openHouse, type House } from '../support/house.js';
import { inDays } from '../support/story.js';

jest.setTimeout(60_000);

const SECRET = 'a-secret-of-these-tests';
const CHANNELS = ['stripe', 'asaas'].map((source) => `  ${source}: { source: ${source}, secrets: ["\${GATEWAY_SECRET}"] }`).join('\n');

let house: House;
let cli: CommandLine;
let stripe: FakeGateway;
let asaas: FakeGateway;
beforeAll(async () => {
  house = await openHouse({ channels: `${CHANNELS}\n`, secrets: { GATEWAY_SECRET: SECRET } });
  cli = commandLine(house);
  const gateway = (source: (typeof sources)['stripe']): FakeGateway => fakeGateway({ url: house.url, source, channel: source.name, secret: SECRET });
  [stripe, asaas] = [gateway(sources.stripe), gateway(sources.asaas)];
  await house.map({ course: ['premium'] }, { product: 'stripe/course' });
  await house.map({ course: ['premium'] }, { product: 'asaas/course' });
  await house.map({ wall: ['wall-badge'] }, { product: 'cativa/wall', policies: { paywall: 'adopt' } });
});
afterAll(async () => {
  cli.close();
  await house.close();
});

/** A buyer who is a member, and what the gateway says about one sale of theirs; days from now. */
const member = (tag: string, gateway: FakeGateway) => {
  const values: Partial<ExampleValues> = { sale: `sub_${tag}`, charge: `pay_${tag}`, product: 'course', email: `${tag}@example.com` };
  return {
    id: house.cativa.signUp({ email: `${tag}@example.com`, name: tag }).id,
    says: async (word: string, days: number, more: Partial<ExampleValues> = {}) => {
      const answer = await gateway.send(word, { ...values, at: inDays(days).toISOString(), ...more });
      expect([word, answer.status]).toEqual([word, 200]);
    },
  };
};

const moment = () => momentOf(house.runtime.settings);
const waiting = async (): Promise<readonly ReviewItem[]> => (await reviewList(house.runtime, moment())).oldest;
const has = async (id: string, badge: string, so: boolean): Promise<void> => {
  await house.settled();
  expect([badge, house.cativa.holds(id, badge)]).toEqual([badge, so]);
};
const settle = async (...args: readonly string[]): Promise<void> => {
  const { code, err } = await cli.quick(['review', 'settle', ...args, '--by', 'carla', '--yes']);
  expect([code, err]).toEqual([0, expect.stringContaining('Settled')]);
  await house.sweep();
};

describe('a part of the money that went back', () => {
  test('keeps the badge, is listed with what settles it, and a person ends it', async () => {
    const ana = member('partly', stripe);
    await ana.says('checkout-session-completed', -3);
    await has(ana.id, 'premium', true);
    await ana.says('charge-refunded-partly', -2);
    await has(ana.id, 'premium', true);
    const [item, ...others] = await waiting();
    expect(others).toEqual([]);
    expect(item).toMatchObject({ kind: 'sale', question: 'partly refunded', known: { product: 'stripe/course (course)' } });
    expect(item?.settle[0]).toBe(`catraca review settle '${item?.item}' keep`);
    expect(JSON.stringify(item)).not.toContain('@');
    await settle(item?.item ?? '', 'end', '--note', 'agreed on the phone');
    await has(ana.id, 'premium', false);
    expect(await waiting()).toEqual([]);
    const why = await whyReport(house.runtime, 'partly@example.com', moment());
    expect(why?.reasons[0]).toMatchObject({ state: 'ended', because: 'partly refunded; ended by carla' });
    expect(why?.reasons[0]?.facts.map(({ type }) => type)).toEqual(['ChargePaid', 'ChargeReversed', 'SaleSettled']);
  });

  test('is not settled without a person who says yes, nor by what cannot settle it', async () => {
    const bia = member('unsaid', stripe);
    await bia.says('checkout-session-completed', -3);
    await bia.says('charge-refunded-partly', -2);
    await house.settled();
    const [item] = await waiting();
    const name = item?.item ?? '';
    const head = await house.store.head();
    expect((await cli.quick(['review', 'settle', name, 'end'])).code).toBe(2);
    expect((await cli.quick(['review', 'settle', name, 'until', 'soon', '--yes'])).code).toBe(2);
    expect((await cli.quick(['review', 'settle', name, 'dismiss', '--yes'])).code).toBe(2);
    expect((await cli.quick(['review', 'settle', 'sale/stripe/x/y', 'keep', '--yes'])).code).toBe(1);
    expect(await house.store.head()).toBe(head);
    await settle(name, 'keep');
    await has(bia.id, 'premium', true);
    expect(await waiting()).toEqual([]);
  });
});

describe('a refund that names its payment only', () => {
  test('finds the subscription when the names are linked, though it came first', async () => {
    const cai = member('linked', stripe);
    await cai.says('checkout-session-completed-subscription-without-metadata', -5);
    await cai.says('invoice-paid-first-basil', -5);
    await has(cai.id, 'premium', true);
    await cai.says('charge-refunded-of-invoice', -1);
    await has(cai.id, 'premium', true);
    await cai.says('invoice-payment-paid', -5);
    await has(cai.id, 'premium', false);
    const why = await whyReport(house.runtime, 'linked@example.com', moment());
    expect(why?.reasons[0]?.facts.map(({ type }) => type).sort()).toEqual(['BuyerNamed', 'ChargePaid', 'ChargeReversed', 'PaymentLinked']);
  });

  test("of a payment at an adopted paywall of Cativa's takes what the paywall gave", async () => {
    const { id } = house.cativa.signUp({ email: 'wall@example.com', name: 'wall' });
    const cativa = fakeGateway({
      url: house.url,
      source: sources.cativa,
      channel: 'cativa',
      secret: house.runtime.settings.channels['cativa']?.secrets[0] ?? '',
    });
    const values = { member: id, email: 'wall@example.com', badge: 'wall-badge', product: 'wall', charge: 'wall', at: inDays(0).toISOString() };
    house.cativa.giveByHand(id, 'wall-badge');
    expect((await cativa.send('paywall-payment-completed', values)).status).toBe(200);
    await has(id, 'wall-badge', true);
    await asaas.send('single-payment-refunded', { charge: 'pay_wall', sale: 'sub_wall', product: 'course', at: inDays(0.001).toISOString() });
    await has(id, 'wall-badge', false);
  });
});

describe('a sale that says too little', () => {
  test('without a buyer is counted among those who paid and wait, until a person names the buyer', async () => {
    const dea = member('nameless', asaas);
    await dea.says('single-payment-confirmed', -1);
    await has(dea.id, 'premium', false);
    const { paidWithoutAccess } = await statusReport(house.runtime, moment());
    expect(paidWithoutAccess.oldest).toContainEqual(expect.objectContaining({ who: 'a buyer without a name', sales: ['asaas/pay_nameless'] }));
    expect(await waiting()).toEqual([expect.objectContaining({ item: 'buyer/asaas/pay_nameless', kind: 'no-buyer' })]);
    await settle('buyer/asaas/pay_nameless', 'buyer', 'Nameless@example.com');
    await has(dea.id, 'premium', true);
    expect(await waiting()).toEqual([]);
  });

  test('without a product is completed by a person, and read again as the gateway would have said it', async () => {
    const eva = member('productless', stripe);
    await eva.says('checkout-session-completed-without-metadata', -1);
    await has(eva.id, 'premium', false);
    const [item] = await waiting();
    expect(item).toMatchObject({ kind: 'incomplete', known: { channel: 'stripe' } });
    await settle(item?.item ?? '', 'product', 'course');
    await has(eva.id, 'premium', true);
    expect(await waiting()).toEqual([]);
  });
});

test('what nobody understands waits until a person puts it aside, and stays in the log', async () => {
  await stripe.send('unknown-event', { id: 'evt_forgotten' });
  const [item] = await waiting();
  expect(item).toMatchObject({ kind: 'unreadable' });
  await settle(item?.item ?? '', 'dismiss', '--note', 'not ours');
  expect(await waiting()).toEqual([]);
  expect((await statusReport(house.runtime, moment())).parked).toEqual([]);
});

test('in the end the tables are what the log says, and Cativa is what the tables say', async () => {
  await house.settled();
  expect((await holdsTogether(house)).differences).toBe(0);
});
