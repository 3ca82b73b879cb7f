import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { noBadgeApi, worklistBadgeApi, type BadgeApi, type BadgeOutcome } from '#effects';
import { startFakeCativa, type FakeCativa } from '../../apps/rehearsal/src/fake-cativa.js';
import { apiAt, KEY, wordsOf } from './badge-api-harness.js';

const ODD_IDS = ['a/b', '..', '.', 'é ñ', 'x?y=1#z', '%2e%2e', '\u0000', '🎫', 'a\r\nb', '$&', 'half \ud800', 'x'.repeat(200)];

interface Executor {
  readonly api: BadgeApi;
  /** The answer to a call that Cativa, a person or nobody carries out. */
  readonly usual: BadgeOutcome['kind'];
  readonly close: () => Promise<void>;
}

const executors: readonly { readonly name: string; readonly start: () => Promise<Executor> }[] = [
  {
    name: 'http',
    start: async () => {
      const cativa = await startFakeCativa({ key: KEY, listeners: [] });
      cativa.signUp({ id: 'mary', email: 'mary@example.com', name: 'Mary Smith' });
      return { api: apiAt(cativa.url), usual: 'done', close: cativa.close };
    },
  },
  { name: 'worklist', start: async () => ({ api: worklistBadgeApi(), usual: 'listed', close: async () => undefined }) },
  { name: 'none', start: async () => ({ api: noBadgeApi(), usual: 'never', close: async () => undefined }) },
];

describe.each(executors)('any executor of badge commands: $name', ({ start }) => {
  let executor: Executor;
  beforeAll(async () => void (executor = await start()));
  afterAll(() => executor.close());

  test.each(['assign', 'remove'] as const)('answers %s in its usual way', async (command) => {
    expect(await executor.api.run({ command, member: 'mary', badge: `usual-${command}` })).toMatchObject({ kind: executor.usual });
  });

  test.each(['assign', 'remove'] as const)('takes %s twice as it takes it once', async (command) => {
    const call = { command, member: 'mary', badge: 'twice' } as const;
    const [first, second] = [await executor.api.run(call), await executor.api.run(call)];
    expect(second.kind).toBe(first.kind);
  });

  test.each(ODD_IDS)('does not throw for a member or a badge called %j', async (id) => {
    const asMember = await executor.api.run({ command: 'assign', member: id, badge: 'premium' });
    const asBadge = await executor.api.run({ command: 'assign', member: 'mary', badge: id });
    expect(['done', 'listed', 'never']).toContain(asMember.kind);
    expect(['done', 'listed', 'never']).toContain(asBadge.kind);
  });

  test('never repeats the key', async () => {
    const outcomes = [
      await executor.api.run({ command: 'assign', member: 'mary', badge: 'premium' }),
      await executor.api.run({ command: 'remove', member: 'stranger', badge: KEY }),
    ];
    expect(outcomes.map(wordsOf).join()).not.toContain(KEY);
  });
});

describe('the http executor and the state of Cativa', () => {
  let cativa: FakeCativa;
  let api: BadgeApi;
  const memberOf = (name: string): string => cativa.signUp({ email: `${name}@example.com`, name }).id;

  beforeAll(async () => {
    cativa = await startFakeCativa({ key: KEY, listeners: [] });
    api = apiAt(`${cativa.url}/`, 300);
  });
  afterAll(() => cativa.close());

  test('an assigned badge is held, a removed one is not', async () => {
    const member = memberOf('ana');
    expect(await api.run({ command: 'assign', member, badge: 'premium' })).toEqual({ kind: 'done' });
    expect(cativa.holds(member, 'premium')).toBe(true);
    expect(await api.run({ command: 'remove', member, badge: 'premium' })).toEqual({ kind: 'done' });
    expect(cativa.holds(member, 'premium')).toBe(false);
  });

  test.each(['a/b', 'x?y=1#z', '%2e%2e', '🎫', '$&', '...'])('a badge called %j arrives as itself', async (badge) => {
    const member = memberOf(`odd-${encodeURIComponent(badge)}`);
    await api.run({ command: 'assign', member, badge });
    expect(cativa.members().find(({ id }) => id === member)?.badges).toEqual([badge]);
  });

  test.each(['.', '..', '', 'half \ud800'])('an id that has no safe place in an address (%j) is refused without a call', async (id) => {
    const before = cativa.calls.length;
    expect(await api.run({ command: 'assign', member: 'mary', badge: id })).toMatchObject({ kind: 'never' });
    expect(await api.run({ command: 'remove', member: id, badge: 'premium' })).toMatchObject({ kind: 'never' });
    expect(cativa.calls).toHaveLength(before);
  });

  test('a member Cativa does not know is refused for good, with the problem named and traced', async () => {
    const outcome = await api.run({ command: 'assign', member: 'stranger', badge: 'premium' });
    expect(outcome).toEqual({ kind: 'never', because: 'Cativa answered 404 User.NotFound', traceId: expect.any(String) });
  });

  test.each(['assign', 'remove'] as const)('%s without an answer is unknown, and asking again ends in one effect', async (command) => {
    const member = memberOf(`silence-${command}`);
    if (command === 'remove') cativa.giveByHand(member, 'premium');
    cativa.faults.on('timeoutAfterApplying', { times: 1 });
    expect(await api.run({ command, member, badge: 'premium' })).toEqual({ kind: 'unknown', because: 'no answer within 300 ms' });
    expect(await api.run({ command, member, badge: 'premium' })).toEqual({ kind: 'done' });
    expect(cativa.holds(member, 'premium')).toBe(command === 'assign');
    expect(cativa.calls.filter((call) => call.member === member).map(({ outcome }) => outcome)).toEqual(['unanswered', 'already']);
  });

  test('a connection cut after sending is unknown, and asking again does it', async () => {
    const member = memberOf('cut');
    cativa.faults.on('dropConnection', { times: 1 });
    expect((await api.run({ command: 'assign', member, badge: 'premium' })).kind).toBe('unknown');
    expect(await api.run({ command: 'assign', member, badge: 'premium' })).toEqual({ kind: 'done' });
  });

  test('a wrong key stops for a while and is not blamed on the member', async () => {
    const stranger = await startFakeCativa({ key: 'another', listeners: [] });
    const outcome = await apiAt(stranger.url).run({ command: 'assign', member: 'mary', badge: 'premium' });
    expect(outcome).toMatchObject({ kind: 'later', because: 'Cativa refuses our key (401)' });
    await stranger.close();
  });
});
