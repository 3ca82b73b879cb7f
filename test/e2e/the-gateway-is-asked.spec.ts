import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Job, Queue } from 'bullmq';
import { keptAbout, openAskedHouse, type AskedHouse } from '../support/asked-house.js';
import { holdsTogether, type House } from '../support/house.js';
import { until } from '../support/until.js';

const WITHOUT_METADATA = 'checkout-session-completed-without-metadata';
const ASAAS_CUSTOMER = 'cus_000000001111';

let opened: AskedHouse;
let house: House;
let complete: Queue;
beforeAll(async () => {
  opened = await openAskedHouse();
  ({ house } = opened);
  complete = await house.queue('complete');
  await house.map({ 'stripe-product': ['premium'] }, { product: 'stripe/prod_asked' });
  await house.map({ 'asaas-product': ['premium'] }, { product: 'asaas/link_asked' });
});
beforeEach(() => opened.api.faults.off());
afterAll(async () => opened.close());

/** Somebody who signed up and buys at Stripe; the session knows what they bought, the webhook does not. */
const buyer = (tag: string) => {
  const email = `${tag}@example.com`;
  const values = { id: `evt_${tag}`, sale: `s${tag}`, charge: `pi_${tag}`, email };
  opened.api.stripe.session({ id: `cs_live_pi_${tag}`, products: ['prod_asked'], email, name: tag });
  const { id } = house.cativa.signUp({ email, name: tag });
  return { email, values, member: id, kept: async () => keptAbout(house, `pi_${tag}`) };
};

/** Ends the wait of a delayed try, as the clock would after 10 seconds. */
const hurry = async (): Promise<void> => {
  const delayed: Job[] = [];
  await until(async () => delayed.push(...(await complete.getDelayed())) > 0, { deadlineMs: 10_000, what: 'a question to wait' });
  await Promise.all(delayed.map(async (job) => job.promote().catch(() => undefined)));
};

describe('a session that does not say what was bought', () => {
  test('is completed by asking, and the badge arrives', async () => {
    const ana = buyer('ana');
    expect((await opened.stripe.send(WITHOUT_METADATA, ana.values)).body).toMatchObject({ outcome: 'parked' });
    await house.holds(ana.member, 'premium');
    const [first, answer, ...more] = await ana.kept();
    expect(more).toEqual([]);
    expect(first).toMatchObject({ outcome: 'facts', ask: null, notes: [`completed by delivery ${answer?.id}`] });
    expect(answer).toMatchObject({ outcome: 'facts', ask: null, notes: [], received: first?.received });
  });

  test('the same webhook once more is asked about again, and changes nothing', async () => {
    const bia = buyer('bia');
    await opened.stripe.send(WITHOUT_METADATA, bia.values);
    await house.holds(bia.member, 'premium');
    const head = await house.store.head();
    await opened.stripe.send(WITHOUT_METADATA, bia.values);
    await until(async () => (await bia.kept()).filter(({ ask }) => ask === null).length === 4, { deadlineMs: 15_000, what: 'the second answer' });
    await house.settled();
    const added = (await house.store.readAll(head, 100)).map(({ event }) => event.type);
    expect(added.filter((type) => type === 'ChargePaid')).toEqual([]);
  });

  test('is asked again when the gateway answers 500 twice', async () => {
    const caio = buyer('caio');
    opened.api.faults.on('fail', { times: 2 });
    await opened.stripe.send(WITHOUT_METADATA, caio.values);
    await hurry();
    await hurry();
    await house.holds(caio.member, 'premium');
  });

  test('waits as long as the key is refused, and is told so; with a better answer it goes on', async () => {
    const davi = buyer('davi');
    opened.api.faults.on('refuseKey');
    await opened.stripe.send(WITHOUT_METADATA, davi.values);
    const [job] = await until(async () => ((await complete.getDelayedCount()) > 0 ? complete.getDelayed() : undefined), {
      deadlineMs: 10_000,
      what: 'a question to wait',
    });
    expect(job?.failedReason).toBe('Stripe refuses our key (401); is it the right one, and may it read this?');
    opened.api.faults.off();
    await hurry();
    await house.holds(davi.member, 'premium');
  });

  test('that the gateway does not know stays incomplete, with the reason, and is not asked about again', async () => {
    const eva = buyer('eva');
    opened.api.faults.on('missing');
    await opened.stripe.send(WITHOUT_METADATA, eva.values);
    const answered = async () => (await eva.kept()).find(({ ask }) => ask === null);
    const kept = await until(answered, { deadlineMs: 10_000, what: 'the answer' });
    expect(kept).toMatchObject({ outcome: 'incomplete', notes: ['the gateway cannot say: Stripe knows no such thing (404)'] });
    const asked = opened.api.asked.length;
    await house.sweep();
    expect(opened.api.asked.length).toBe(asked);
  });

  test('of a channel without a key stays as it is, and nobody is asked', async () => {
    const fabio = buyer('fabio');
    const asked = opened.api.asked.length;
    await opened.keyless.send(WITHOUT_METADATA, fabio.values);
    await house.sweep();
    expect(await fabio.kept()).toMatchObject([{ outcome: 'incomplete', ask: { of: 'stripe.session', id: 'cs_live_pi_fabio' } }]);
    expect(opened.api.asked.length).toBe(asked);
  });

  test('and names nobody: its customer is asked for as well', async () => {
    const gil = buyer('gil');
    opened.api.stripe.session({ id: 'cs_live_pi_gil', products: ['prod_asked'] });
    opened.api.stripe.customer({ id: 'cus_sgil', email: gil.email });
    await opened.stripe.send(WITHOUT_METADATA, { ...gil.values, email: '' });
    await house.holds(gil.member, 'premium');
    expect(await gil.kept()).toHaveLength(2);
  });
});

describe('a payment at Asaas, which names nobody', () => {
  test('stands at once; the address comes by asking, and then the badge', async () => {
    const email = 'hugo@example.com';
    const { id } = house.cativa.signUp({ email, name: 'Hugo' });
    opened.api.asaas.customer({ id: ASAAS_CUSTOMER, email, name: 'Hugo' });
    opened.api.faults.on('fail', { times: 1 });
    const sent = await opened.asaas.send('payment-confirmed', { sale: 'sub_hugo', charge: 'pay_hugo', product: 'link_asked' });
    expect(sent.body).toMatchObject({ outcome: 'accepted' });
    expect(await keptAbout(house, 'pay_hugo')).toMatchObject([{ outcome: 'facts', ask: { of: 'asaas.customer', id: ASAAS_CUSTOMER } }]);
    await hurry();
    await house.holds(id, 'premium');
    expect((await keptAbout(house, 'pay_hugo')).map(({ outcome, ask }) => [outcome, ask])).toEqual([
      ['facts', null],
      ['facts', null],
    ]);
  });
});

test('a question that was lost with the queue is found by the clock', async () => {
  const ines = buyer('ines');
  opened.api.faults.on('fail');
  await opened.stripe.send(WITHOUT_METADATA, ines.values);
  await until(async () => (await complete.getDelayedCount()) > 0, { deadlineMs: 10_000, what: 'a question to wait' });
  await complete.obliterate({ force: true });
  opened.api.faults.off();
  await house.holds(ines.member, 'premium');
});

test('and in the end the tables are what the log says, and Cativa is what the tables say', async () => {
  await house.settled();
  expect(await holdsTogether(house)).toEqual({ differences: 0, drifting: [] });
});
