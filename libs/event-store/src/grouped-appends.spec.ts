import { streamOf } from '#domain';
import { describe, expect, test } from '@jest/globals';
import type { NewEvent } from './event-store.js';
import { groupedAppends } from './grouped-appends.js';
import { memoryEventStore } from './memory-event-store.js';
import { WrongExpectedVersion } from './wrong-expected-version.js';

const fact = (member: string, nth: number, expected?: number): NewEvent => ({
  key: `test/${member}/${nth}`,
  event: { type: 'MemberSeen', data: { member, occurredAt: '2026-11-20T12:00:00.000Z' } },
  metadata: { source: 'test', schema: 1 },
  ...(expected !== undefined && { expected }),
});

/** A store whose writings are counted by how many facts each had. */
const counted = () => {
  const memory = memoryEventStore(() => new Date('2026-11-20T12:00:00.000Z'));
  const groups: number[] = [];
  const store = groupedAppends({
    ...memory,
    append: async (facts) => {
      groups.push(facts.length);
      return memory.append(facts);
    },
  });
  return { store, groups };
};

describe('appends in groups', () => {
  test('those that come while one is being written go together, and each hears its own results', async () => {
    const { store, groups } = counted();
    const answers = await Promise.all([[fact('a', 1)], [fact('b', 1), fact('b', 2)], [], [fact('a', 1)]].map(async (facts) => store.append(facts)));
    expect(groups).toEqual([1, 3]);
    expect(answers.map((results) => results.map(({ outcome, version }) => [outcome, version]))).toEqual([
      [['appended', 1]],
      [
        ['appended', 1],
        ['appended', 2],
      ],
      [],
      [['duplicate', 1]],
    ]);
  });

  test('one that expected another version hears so, and spoils nobody else', async () => {
    const { store } = counted();
    const settled = await Promise.allSettled([[fact('a', 1)], [fact('b', 1, 7)], [fact('c', 1, 0)]].map(async (facts) => store.append(facts)));
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(settled[1]).toMatchObject({ reason: expect.any(WrongExpectedVersion) as unknown });
    expect(await store.readStream(streamOf(fact('b', 1).event))).toEqual([]);
  });

  test('of two that expect the same version of one stream, only one is appended', async () => {
    const { store } = counted();
    const settled = await Promise.allSettled([[fact('x', 1)], [fact('a', 1, 0)], [fact('a', 2, 0)]].map(async (facts) => store.append(facts)));
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
  });

  test('whoever expects a version is not written behind one that changes it in the same breath', async () => {
    const { store } = counted();
    const settled = await Promise.allSettled([[fact('x', 1)], [fact('a', 1)], [fact('a', 2, 0)]].map(async (facts) => store.append(facts)));
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
  });
});
