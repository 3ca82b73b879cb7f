import { postgresEventStore } from '#event-store';
import { checkpoints } from '#projections';
import { setTimeout as pause } from 'node:timers/promises';
import type { House } from './house.js';
import type { Tick } from './house-queue.js';

const DEADLINE_MS = 45_000;
const LOOK_MS = 50;
/** What is not well yet may be a moment away: a job that is on its way to the queue is nowhere. */
const GRACE_MS = 400;
/** The clock strikes as in the field: the log is folded every ten seconds, and once a minute everybody is looked at. */
const TICKS: readonly Tick[] = ['catch-up', 'drift', 'drift'];

/** How a house came to rest. `ticks`: what the clock had to ask for first; `left`: what is wrong all the same. */
export interface Settled {
  readonly ticks: readonly Tick[];
  readonly left: readonly string[];
}

/** No webhook, no job and no call is under way. */
const isIdle = async ({ queue, outbox, cativa }: House): Promise<boolean> => {
  await cativa.delivered();
  return outbox.pending() === 0 && (await queue.open()) === 0;
};

/** Idle at two looks in a row: one look is many questions, and between two of them work may move from one place to the next. */
const untilIdle = async (house: House, what: string): Promise<void> => {
  let idle = 0;
  for (const end = Date.now() + DEADLINE_MS; Date.now() < end; await pause(LOOK_MS)) {
    idle = (await isIdle(house)) ? idle + 1 : 0;
    if (idle === 2) return;
  }
  throw new Error(`${what}: still busy after ${DEADLINE_MS / 1000} s`);
};

/** What is folded of the log, at last: what we did ourselves waits for the clock, since nothing hangs on it. */
export const unfolded = async ({ pool }: House): Promise<readonly string[]> => {
  const head = await postgresEventStore(pool).head();
  const behind = (await checkpoints(pool)).some(({ position }) => BigInt(position) !== head);
  return behind ? ['the log is not folded'] : [];
};

type Breaches = () => Promise<readonly string[]>;

/** What is wrong once the house is idle and stays so. */
const atRest = async (house: House, what: string, breaches: Breaches): Promise<readonly string[]> => {
  for (const end = Date.now() + GRACE_MS; ; await pause(LOOK_MS)) {
    await untilIdle(house, what);
    const left = await breaches();
    if (left.length === 0 || Date.now() > end) return left;
  }
};

/** Waits until nothing is under way and all is well. Where that does not come by itself, the clock strikes. */
export const settle = async (house: House, what: string, breaches: Breaches): Promise<Settled> => {
  if (house.roles.size === 0) return { ticks: [], left: await breaches() };
  for (let struck = 0; ; struck += 1) {
    const left = await atRest(house, what, breaches);
    const tick = TICKS[struck];
    if (left.length === 0 || tick === undefined) return { ticks: TICKS.slice(0, struck), left };
    await house.queue.tick(tick);
  }
};
