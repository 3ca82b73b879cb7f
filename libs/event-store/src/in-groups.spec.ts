import { describe, expect, test } from '@jest/globals';
import { deliveryGate, type Acceptance } from './delivery-log.js';
import type { AppendResult } from './event-store.js';

const acceptance = (id: string): Acceptance => ({
  delivery: {
    id,
    channel: 'c',
    source: 's',
    body: Buffer.alloc(0),
    digest: Buffer.alloc(0),
    headers: {},
    query: {},
    receivedAt: '2026-11-20T12:00:00.000Z',
    outcome: 'facts',
    notes: [],
  },
  events: [],
});
const result = (version: number): AppendResult => ({ outcome: 'appended', globalPosition: 1n, version, contradicts: false });

/** A log that writes when the test says so, and cannot take a delivery named bad. */
const log = () => {
  const groups: string[][] = [];
  const gates: (() => void)[] = [];
  const accept = deliveryGate(async (group) => {
    const ids = group.map(({ delivery }) => delivery.id);
    groups.push(ids);
    await new Promise<void>((open) => gates.push(open));
    if (ids.includes('bad')) throw Object.assign(new Error('the log refuses'), { code: '22P05' });
    if (ids.includes('lost')) throw Object.assign(new Error('no database'), { code: 'ECONNREFUSED' });
    return ids.map((id) => [result(id.length)]);
  });
  const open = async (): Promise<void> => {
    await new Promise((done) => setImmediate(done));
    gates.shift()?.();
  };
  return { groups, accept: async (id: string) => accept(acceptance(id)), open };
};

describe('in groups', () => {
  test('writes a lonely delivery at once', () => {
    const { groups, accept } = log();
    void accept('a');
    expect(groups).toEqual([['a']]);
  });

  test('writes together what came while another group was being written, and answers each with its own result', async () => {
    const { groups, accept, open } = log();
    const answers = ['a', 'bb', 'ccc'].map(accept);
    await open();
    await open();
    expect(await Promise.all(answers)).toEqual([[result(1)], [result(2)], [result(3)]]);
    expect(groups).toEqual([['a'], ['bb', 'ccc']]);
  });

  test('answers nobody before the commit', async () => {
    const { accept, open } = log();
    let answered = false;
    const answer = accept('a').then(() => (answered = true));
    await new Promise((done) => setImmediate(done));
    expect(answered).toBe(false);
    await open();
    await answer;
  });

  test('writes one by one when a group fails, so that a bad one spoils nobody', async () => {
    const { groups, accept, open } = log();
    const answers = ['first', 'good', 'bad', 'fine'].map(accept);
    const settled = Promise.allSettled(answers);
    for (let turn = 0; turn < 5; turn += 1) await open();
    expect((await settled).map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
    expect(groups).toEqual([['first'], ['good', 'bad', 'fine'], ['good'], ['bad'], ['fine']]);
  });

  test('takes no more into one group than four megabytes of bodies, and a larger one alone', async () => {
    const groups: number[][] = [];
    const accept = deliveryGate(async (group) => {
      groups.push(group.map(({ delivery }) => delivery.body.length));
      return Promise.resolve(group.map(() => []));
    });
    const big = (size: number): Acceptance => ({ ...acceptance('x'), delivery: { ...acceptance('x').delivery, body: Buffer.alloc(size) } });
    const megabyte = 1024 * 1024;
    await Promise.all([0, 3 * megabyte, megabyte, 1, 5 * megabyte].map(async (size) => accept(big(size))));
    expect(groups).toEqual([[0], [3 * megabyte, megabyte], [1], [5 * megabyte]]);
  });

  test('tells everybody at once when the log cannot be reached', async () => {
    const { groups, accept, open } = log();
    const settled = Promise.allSettled(['first', 'lost', 'also'].map(accept));
    await open();
    await open();
    expect((await settled).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
    expect(groups).toHaveLength(2);
  });

  test('those who wait meanwhile hear it, too, instead of standing in line for the next time-out; later ones are written', async () => {
    const { groups, accept, open } = log();
    const lost = Promise.allSettled(['lost', 'waits', 'waits too'].map(accept));
    await open();
    expect((await lost).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    const later = accept('later');
    await open();
    expect(await later).toEqual([result(5)]);
    expect(groups).toEqual([['lost'], ['later']]);
  });

  test('so do those who were to be written one by one', async () => {
    const { groups, accept, open } = log();
    const settled = Promise.allSettled(['first', 'bad', 'lost', 'third'].map(accept));
    for (let turn = 0; turn < 4; turn += 1) await open();
    expect((await settled).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'rejected']);
    expect(groups).toEqual([['first'], ['bad', 'lost', 'third'], ['bad'], ['lost']]);
  });
});
