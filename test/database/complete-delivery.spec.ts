import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { LookupOutcome } from '#effects';
import { completeDelivery } from '#runtime';
import { keptAbout, openAskedHouse, type AskedHouse } from '../support/asked-house.js';

let opened: AskedHouse;
beforeAll(async () => void (opened = await openAskedHouse({ idle: true })));
afterAll(async () => opened.close());

const PRODUCTS: LookupOutcome = { kind: 'answer', completion: { by: 'look-up', products: ['prod_1'] } };
const PERSON: LookupOutcome = { kind: 'answer', completion: { by: 'look-up', email: 'ana@example.com', name: 'Ana' } };
const LATER: LookupOutcome = { kind: 'later', because: 'a bad day', afterMs: 5 };
const NEVER: LookupOutcome = { kind: 'never', because: 'it is gone' };

/** Completes a delivery with a gateway that gives these answers, one after the other; without any, with no gateway at all. */
const complete = async (delivery: string, ...answers: readonly LookupOutcome[]) => {
  const waiting = [...answers];
  const ask = async (): Promise<LookupOutcome> => Promise.resolve(waiting.shift() ?? LATER);
  const channels = answers.length === 0 ? [] : ['stripe', 'asaas'];
  const { pool, personOf } = opened.house.runtime;
  return completeDelivery({ pool, personOf, testsAreReal: false, lookups: new Map(channels.map((name) => [name, { ask }])) }, delivery);
};

const idOf = ({ body }: { body: unknown }): string => (body as { delivery: string }).delivery;
const sessionOf = async (tag: string, email: string): Promise<string> =>
  idOf(await opened.stripe.send('checkout-session-completed-without-metadata', { id: `evt_${tag}`, sale: tag, charge: `pi_${tag}`, email }));
const kept = async (tag: string) =>
  (await keptAbout(opened.house, `pi_${tag}`)).map(({ outcome, ask, notes }) => ({ outcome, asks: ask?.of, notes }));
const factsOf = async (tag: string): Promise<readonly string[]> => {
  const sold = (await opened.house.store.readAll(0n, 1000)).filter(({ event }) => JSON.stringify(event.data).includes(`_${tag}"`));
  return sold.map(({ event }) => event.type);
};

describe('a question', () => {
  test('asked twice at once has one answer', async () => {
    const delivery = await sessionOf('twice', 'ana@example.com');
    const outcomes = await Promise.all(Array.from({ length: 4 }, async () => complete(delivery, PRODUCTS)));
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['completed', 'nothing', 'nothing', 'nothing']);
    expect(await kept('twice')).toMatchObject([{ outcome: 'facts' }, { outcome: 'facts', notes: [] }]);
    expect(await factsOf('twice')).toEqual(['ChargePaid']);
    expect(await complete(delivery, PRODUCTS)).toEqual({ kind: 'nothing' });
  });

  test('stays open, and nothing is kept, when the answer comes later', async () => {
    expect(await complete(await sessionOf('later', 'ana@example.com'), LATER)).toEqual(LATER);
    expect(await kept('later')).toEqual([{ outcome: 'incomplete', asks: 'stripe.session', notes: ['waits for stripe.session cs_live_pi_later'] }]);
  });

  test('stays open where there is nobody to ask', async () => {
    expect(await complete(await sessionOf('nobody', 'ana@example.com'))).toEqual({ kind: 'nothing' });
    expect(await kept('nobody')).toMatchObject([{ outcome: 'incomplete', asks: 'stripe.session' }]);
  });

  test('is closed when there will be no answer', async () => {
    expect(await complete(await sessionOf('never', 'ana@example.com'), NEVER)).toEqual({ kind: 'closed', because: 'it is gone' });
    expect(await kept('never')).toEqual([{ outcome: 'incomplete', asks: undefined, notes: ['the gateway cannot say: it is gone'] }]);
  });

  test('is closed, and not asked for ever, when the answer leaves it open', async () => {
    const outcome = await complete(await sessionOf('empty', 'ana@example.com'), PERSON, PRODUCTS);
    expect(outcome).toEqual({ kind: 'closed', because: 'its answer leaves the question open' });
    expect(await kept('empty')).toMatchObject([{ outcome: 'incomplete', asks: undefined }]);
  });

  test('about a delivery that nobody has is none', async () => {
    expect(await complete('0e5a7c1e-0000-4000-8000-000000000000', PRODUCTS)).toEqual({ kind: 'nothing' });
  });
});

describe('an answer that opens another question', () => {
  test('is one answer with the next', async () => {
    expect(await complete(await sessionOf('both', ''), PRODUCTS, PERSON)).toMatchObject({ kind: 'completed', facts: 2 });
    expect(await kept('both')).toMatchObject([{ outcome: 'facts' }, { outcome: 'facts', asks: undefined }]);
  });

  test('is kept when the next comes later, and is not lost when it comes', async () => {
    const first = await complete(await sessionOf('next', ''), PRODUCTS, LATER);
    expect(first).toMatchObject({ kind: 'completed', facts: 1 });
    expect(await kept('next')).toMatchObject([{ asks: undefined }, { outcome: 'facts', asks: 'stripe.customer' }]);
    expect(await complete(first.kind === 'completed' ? first.by : '', PERSON)).toMatchObject({ kind: 'completed', facts: 1 });
    expect(await kept('next')).toMatchObject([{ asks: undefined }, { asks: undefined }, { outcome: 'facts', asks: undefined }]);
  });

  test('is kept, with the reason, when there is no next', async () => {
    expect(await complete(await sessionOf('last', ''), PRODUCTS, NEVER)).toMatchObject({ kind: 'completed', facts: 1 });
    expect(await kept('last')).toMatchObject([{}, { outcome: 'facts', asks: undefined, notes: ['the gateway cannot say: it is gone'] }]);
  });
});

test('facts that stood at once go on standing when there will be no answer', async () => {
  const delivery = idOf(await opened.asaas.send('payment-confirmed', { sale: 'sub_stands', charge: 'pi_stands' }));
  expect(await complete(delivery, NEVER)).toMatchObject({ kind: 'closed' });
  expect(await kept('stands')).toMatchObject([{ outcome: 'facts', asks: undefined }]);
});
