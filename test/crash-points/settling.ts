import { postgresEventStore } from '#event-store';
import { checkpoints } from '#projections';
import { setTimeout as pause } from 'node:timers/promises';
import type { House } from './house.js';
import type { Tick } from './house-queue.js';

/** A restart takes a second or two; a machine that does much else may take long for it. */
const DEADLINE_MS = 180_000;
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

/** What is under way. */
const busy = async ({ queue, outbox, cativa }: House): Promise<string | undefined> => {
  await cativa.delivered();
  const [webhooks, jobs] = [outbox.pending(), await queue.open()];
  return webhooks + jobs === 0 ? undefined : `${webhooks} webhooks and ${jobs} jobs`;
};

/** Idle at two looks in a row: one look is many questions, and between two of them work may move from one place to the next. */
const untilIdle = async (house: House, what: string): Promise<void> => {
  let [idle, last]: [number, string | undefined] = [0, undefined];
  for (const end = Date.now() + DEADLINE_MS; Date.now() < end; await pause(LOOK_MS)) {
    last = await busy(house);
    idle = last === undefined ? idle + 1 : 0;
    if (idle === 2) return;
  }
  throw new Error(`${what}: after ${DEADLINE_MS / 1000} s there are still ${last ?? 'new ones'}`);
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
