import { setTimeout as pause } from 'node:timers/promises';
import { unless, type Case } from '../case.js';
import { doorStayedOpen, refusals } from '../outage.js';
import type { Stage } from '../stage.js';

const ROUND_MS = 3000;
/** The waits between tries, as `domain/retry.ts` has them: with the fifth the hour is over. */
const WAITS_S = [10, 30, 120, 600, 3600];
const [TIMEOUT_MS, TOO_LATE_MS] = [1000, 1500];
const STORM_MS = 12_000;
const RETRY_AFTER_S = 5;

const LOOK_MS = 300;
/** A call that is not answered in time begins to wait only after its timeout. */
const QUIET_LOOKS = Math.ceil(TOO_LATE_MS / LOOK_MS) + 1;

/** Time passes for all that waits, until nobody waits any more; the clock looks, too, at those whose tries are spent by then. */
const passAllTime = async ({ queues }: Stage): Promise<void> => {
  for (let quiet = 0; quiet < QUIET_LOOKS; await pause(LOOK_MS)) quiet = (await queues.passTime()) === 0 ? quiet + 1 : 0;
  await queues.sweep();
};

export const cativaDown: Case = {
  name: 'cativa-down',
  does: 'Cativa answers 503, or not in time, while every wait up to the one of an hour passes',
  queues: ['postgres', 'redis'],
  cativaTimeoutMs: TIMEOUT_MS,
  run: async (stage) => {
    const before = refusals(stage);
    stage.cativa.faults.on('fail', { value: 503 });
    const waited: number[] = [];
    for (const seconds of WAITS_S) {
      await pause(ROUND_MS);
      stage.cativa.faults.on('latencyMs', { value: TOO_LATE_MS, times: 40 });
      waited.push(await stage.queues.passTime());
      if (seconds === WAITS_S.at(-1)) break;
    }
    stage.cativa.faults.off();
    const over = performance.now();
    await passAllTime(stage);
    const breaches = [
      ...doorStayedOpen(stage, before),
      ...unless(
        waited.every((count) => count > 0),
        `nobody waited in some round: ${waited.join(', ')}`,
      ),
    ];
    return { over, breaches, notes: [`members who waited, round by round: ${waited.join(', ')}`] };
  },
};

export const retryStorm: Case = {
  name: 'retry-storm',
  does: `Cativa answers 429 with Retry-After ${RETRY_AFTER_S} to everybody for ${STORM_MS / 1000} s`,
  queues: ['postgres', 'redis'],
  run: async (stage) => {
    const [before, callsBefore] = [refusals(stage), stage.cativa.calls.length];
    stage.cativa.faults.on('throttle', { value: RETRY_AFTER_S });
    await pause(STORM_MS);
    stage.cativa.faults.off();
    const calls = stage.cativa.calls.slice(callsBefore).filter(({ outcome }) => outcome === 'throttled');
    const members = new Set(calls.map(({ member }) => member)).size;
    return { over: performance.now(), breaches: doorStayedOpen(stage, before), notes: [`${calls.length} calls for ${members} members meanwhile`] };
  },
};
