import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { acceptDeliveries, askedDelivery, openQuestions } from '#event-store';
import { openHouse, type House } from '../support/house.js';
import { randomUUIDv7 } from 'node:crypto';

let house: House;
beforeAll(async () => void (house = await openHouse({ idle: true })));
afterAll(async () => house.close());

const MINUTE = 60_000;

/** Keeps a delivery that came so many minutes ago, with or without an open question. */
const keep = async (channel: string, minutesAgo: number, isOpen = true): Promise<string> => {
  const receivedAt = new Date(Date.now() - minutesAgo * MINUTE).toISOString();
  const [id, bytes] = [randomUUIDv7(), { body: Buffer.from('{}'), digest: Buffer.alloc(32) }];
  const ask = isOpen ? { ask: { of: 'stripe.session', id: `cs_${minutesAgo}` } } : {};
  const rest = { headers: {}, query: {}, outcome: 'incomplete' as const, notes: [] };
  await acceptDeliveries(house.runtime.pool, [{ delivery: { id, channel, source: 'stripe', receivedAt, ...bytes, ...rest, ...ask }, events: [] }]);
  return id;
};

describe('open questions', () => {
  test('are found by channel, the oldest first, each channel with its own share', async () => {
    const [third, first, second] = [await keep('shop', 10), await keep('shop', 30), await keep('shop', 20)];
    const other = await keep('school', 5);
    await keep('shop', 40, false);
    await keep('nobody-asks', 50);
    const ids = await openQuestions(house.runtime.pool, ['shop', 'school', 'empty'], 'all', 2);
    expect(ids.filter((id) => id !== other)).toEqual([first, second]);
    expect(ids).toContain(other);
    expect(await openQuestions(house.runtime.pool, ['shop'], 'all', 500)).toEqual([first, second, third]);
    expect(await openQuestions(house.runtime.pool, [], 'all', 500)).toEqual([]);
  });

  test('about news are those of the last minutes, however many older ones wait', async () => {
    await keep('busy', 60);
    const fresh = await keep('busy', 1);
    expect(await openQuestions(house.runtime.pool, ['busy'], 'news', 1)).toEqual([fresh]);
  });
});

describe('a kept delivery', () => {
  test('is given with its question, its bytes and the moment that it came', async () => {
    const id = await keep('given', 7);
    expect(await askedDelivery(house.runtime.pool, id)).toMatchObject({
      ...{ id, channel: 'given', source: 'stripe', outcome: 'incomplete', headers: {}, query: {}, ask: { of: 'stripe.session', id: 'cs_7' } },
      body: Buffer.from('{}'),
      receivedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    });
  });

  test('without an open question is not', async () => {
    expect(await askedDelivery(house.runtime.pool, await keep('given', 8, false))).toBeUndefined();
  });
});
