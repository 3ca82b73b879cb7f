import { memberStream } from '#domain';
import { memoryEventStore, WrongExpectedVersion } from '#event-store';
import { describe, expect, test } from '@jest/globals';
import { recordAnswer, recordRepeat } from './badge-answer.js';
import { appendWish, requestFact } from './badge-facts.js';

const at = '2026-05-01T12:00:00.000Z';
const now = '2026-05-01T12:00:01.000Z';
const sent = { command: 'assign' as const, member: 'M1', badge: 'X', sales: ['shop/S1'] };
const asked = { at, fresh: true, now, attempt: 1 };
const there = { kind: 'done', already: true } as const;

const storeWithWish = async () => {
  const store = memoryEventStore(() => new Date(at));
  await appendWish(store, requestFact(sent, 'api', { member: 'M1', version: 0, now: at }));
  return store;
};
const lastOf = async (store: Awaited<ReturnType<typeof storeWithWish>>) => (await store.readStream(memberStream('M1'))).at(-1)?.event;

describe('two workers at one wish', () => {
  test('cannot both have made it: the second hears that it came second', async () => {
    const store = await storeWithWish();
    await expect(appendWish(store, requestFact(sent, 'api', { member: 'M1', version: 0, now }))).rejects.toThrow(WrongExpectedVersion);
  });

  test('the first hears "it was there already": somebody else gave it, if nobody tried beside', async () => {
    const store = await storeWithWish();
    await recordAnswer(store, sent, there, asked);
    expect(await lastOf(store)).toMatchObject({ type: 'BadgeAssigned', data: { already: true } });
  });

  test('the first hears "it was there already": our own doing, if the second tried beside', async () => {
    const store = await storeWithWish();
    await recordRepeat(store, sent, { at, now, version: 1 });
    await recordAnswer(store, sent, there, asked);
    expect((await lastOf(store))?.data).not.toHaveProperty('already');
  });

  test('what Cativa says of the member meanwhile is no second try', async () => {
    const store = await storeWithWish();
    await store.append([
      {
        key: 'cativa/1',
        event: { type: 'BadgeSeen', data: { occurredAt: now, member: 'M1', badge: 'Y' } },
        metadata: { source: 'cativa', schema: 1 },
      },
    ]);
    await recordAnswer(store, sent, there, asked);
    expect(await lastOf(store)).toMatchObject({ type: 'BadgeAssigned', data: { already: true } });
  });

  test('a refusal of the first leaves the badge ours, if the second tried beside', async () => {
    const store = await storeWithWish();
    await recordRepeat(store, sent, { at, now, version: 1 });
    await recordAnswer(store, sent, { kind: 'never', because: 'no' }, asked);
    expect(await lastOf(store)).toMatchObject({ type: 'BadgeRefused', data: { unsure: true } });
  });

  test('a try that is repeated often is told once', async () => {
    const store = await storeWithWish();
    await recordRepeat(store, sent, { at, now, version: 1 });
    await recordRepeat(store, sent, { at, now: at, version: 1 });
    expect(await store.streamVersions([memberStream('M1')])).toEqual([2]);
  });

  test('a try is not repeated once the first was answered, since whoever answered believes that nobody else tries', async () => {
    const store = await storeWithWish();
    await recordAnswer(store, sent, { kind: 'never', because: 'no' }, asked);
    await expect(recordRepeat(store, sent, { at, now, version: 1 })).rejects.toBeInstanceOf(WrongExpectedVersion);
  });
});
