import { memberStream, type DomainEvent } from '#domain';
import { WrongExpectedVersion, type EventStore, type NewEvent } from '#event-store';
import { expect, test } from '@jest/globals';

const AT = '2026-05-01T10:00:00.000Z';

/** A fact about a member, keyed by its meaning. */
export const seenFact = (member: string, key: string, extra: Partial<NewEvent> & { badges?: readonly string[] } = {}): NewEvent => {
  const { badges, ...rest } = extra;
  const event: DomainEvent = { type: 'MemberSeen', data: { occurredAt: AT, member, ...(badges && { badges }) } };
  return { key: `test/${key}`, event, metadata: { source: 'test', schema: 1 }, ...rest };
};

/** What every event store promises; memory's and PostgreSQL's sit the same exam. */
export const eventStoreContract = (open: () => EventStore): void => {
  test('gives gapless positions in the order of appending, and versions by stream', async () => {
    const store = open();
    const results = await store.append([seenFact('a', '1'), seenFact('b', '2'), seenFact('a', '3')]);
    expect(results.map(({ globalPosition, version }) => [globalPosition, version])).toEqual([
      [1n, 1],
      [2n, 1],
      [3n, 2],
    ]);
    expect(await store.head()).toBe(3n);
  });

  test('hears the same meaning once, for ever, and says where it stands', async () => {
    const store = open();
    await store.append([seenFact('a', '1')]);
    await store.append([seenFact('a', '2')]);
    const [again] = await store.append([seenFact('a', '1')]);
    expect(again).toEqual({ outcome: 'duplicate', globalPosition: 1n, version: 1, contradicts: false });
    expect(await store.head()).toBe(2n);
  });

  test('hears the same meaning once even within one append', async () => {
    const results = await open().append([seenFact('a', '1'), seenFact('a', '1')]);
    expect(results.map(({ outcome }) => outcome)).toEqual(['appended', 'duplicate']);
  });

  test('keeps the first word and flags the contradiction when the same meaning says something else', async () => {
    const store = open();
    await store.append([seenFact('a', '1', { badges: ['x'] })]);
    const [again] = await store.append([seenFact('a', '1', { badges: ['y'] })]);
    expect(again).toMatchObject({ outcome: 'duplicate', contradicts: true });
    const [kept] = await store.readStream(memberStream('a'));
    expect(kept?.event.data).toMatchObject({ badges: ['x'] });
  });

  test('flags no contradiction for another time where the time is only when we heard it, and flags all else', async () => {
    const store = open();
    const heard = (occurredAt: string, member = 'a'): NewEvent => ({
      ...seenFact(member, '1'),
      event: { type: 'MemberSeen', data: { occurredAt, member } },
      metadata: { source: 'test', clock: 'ours', schema: 1 },
    });
    await store.append([heard(AT)]);
    const [later, other] = await store.append([heard('2026-05-02T10:00:00.000Z'), heard(AT, 'b')]);
    expect([later?.contradicts, other?.contradicts]).toEqual([false, true]);
  });

  test('refuses a fact whose stream is not at the expected version, and writes nothing of that append', async () => {
    const store = open();
    await store.append([seenFact('a', '1')]);
    await expect(store.append([seenFact('b', '2'), seenFact('a', '3', { expected: 0 })])).rejects.toBeInstanceOf(WrongExpectedVersion);
    expect(await store.head()).toBe(1n);
  });

  test('takes a retry of what was appended as a duplicate and not as a conflict', async () => {
    const store = open();
    await store.append([seenFact('a', '1', { expected: 0 })]);
    const [again] = await store.append([seenFact('a', '1', { expected: 0 })]);
    expect(again?.outcome).toBe('duplicate');
  });

  test('reads the log in order, in pages, and a stream by itself', async () => {
    const store = open();
    await store.append([seenFact('a', '1'), seenFact('b', '2'), seenFact('a', '3')]);
    const first = await store.readAll(0n, 2);
    const rest = await store.readAll(first.at(-1)?.globalPosition ?? 0n, 2);
    expect([...first, ...rest].map(({ globalPosition }) => globalPosition)).toEqual([1n, 2n, 3n]);
    expect((await store.readStream(memberStream('a'))).map(({ version }) => version)).toEqual([1, 2]);
  });

  test('gives back what was appended: fact, metadata, and when it was recorded', async () => {
    const store = open();
    await store.append([seenFact('a', '1', { metadata: { source: 'test', channel: 'c', delivery: 'd', schema: 1 } })]);
    const [recorded] = await store.readAll(0n, 1);
    expect(recorded).toMatchObject({
      event: { type: 'MemberSeen', data: { member: 'a', occurredAt: AT } },
      metadata: { source: 'test', channel: 'c', delivery: 'd', schema: 1 },
      stream: 'member-a',
    });
    expect(recorded?.recordedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  });

  test('appends nothing when given nothing', async () => {
    const store = open();
    expect(await store.append([])).toEqual([]);
    expect(await store.head()).toBe(0n);
  });
};
