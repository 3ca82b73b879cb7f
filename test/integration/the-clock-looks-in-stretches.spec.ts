import type { MemberId } from '#domain';
import { foldAll } from '#projections';
import { expect, test } from '@jest/globals';
import type { Job } from 'bullmq';
import { openHouse, type House } from '../support/house.js';
import { until } from '../support/until.js';

const MEMBERS = 1200;
const memberOf = (nth: number): MemberId => `m${String(nth).padStart(4, '0')}`;

/** Members of long standing: their facts are folded, and nobody was woken for them. */
const fill = async ({ store, runtime: { pool } }: House): Promise<void> => {
  const seen = (nth: number) =>
    ({
      key: `test/${nth}`,
      event: { type: 'MemberSeen', data: { member: memberOf(nth), person: `p${nth}`, occurredAt: '2026-01-01T12:00:00.000Z' } },
      metadata: { source: 'cativa', schema: 1 },
    }) as const;
  await store.append(Array.from({ length: MEMBERS }, (_, nth) => seen(nth)));
  await foldAll(pool);
};

type Look = Job<{ stretches?: boolean; after?: MemberId }>;

const isOfTheClock = ({ data }: Look): boolean => data.stretches === true;

test('the clock looks at a large house in stretches, as one job that rests in between and goes on to the end', async () => {
  const house = await openHouse({ idle: true, stretchMs: 0 });
  try {
    await fill(house);
    await house.startWorker();
    const queue = await house.queue('sweep');
    const looks = async () => (await queue.getJobs(['completed', 'failed'])).filter(isOfTheClock);
    const ended = await until(async () => (await looks())[0], { deadlineMs: 60_000, what: 'the clock to have looked at everybody' });
    expect(ended.data).toEqual({ stretches: true, after: memberOf(MEMBERS - 1) });
    expect(ended.failedReason).toBeFalsy();
    expect(ended.returnvalue).toEqual({ woken: 0 });
    expect(await queue.getDelayedCount()).toBe(0);
  } finally {
    await house.close();
  }
}, 90_000);

test('while the clock looks, another tick of it is not another look', async () => {
  const house = await openHouse({ idle: true, stretchMs: 0, driftMs: 100 });
  try {
    await fill(house);
    await house.startWorker();
    const queue = await house.queue('sweep');
    const most = { waiting: 0 };
    await until(
      async () => {
        most.waiting = Math.max(most.waiting, await queue.getDelayedCount());
        return (await queue.getJobs(['completed'])).filter(isOfTheClock).filter(({ data }: Look) => data.after).length >= 2;
      },
      { deadlineMs: 60_000, what: 'two looks of the clock' },
    );
    expect(most.waiting).toBe(1);
  } finally {
    await house.close();
  }
}, 90_000);
