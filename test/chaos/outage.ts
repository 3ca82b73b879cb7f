import { setTimeout as pause } from 'node:timers/promises';
import { unless, type Told } from './case.js';
import type { Stage } from './stage.js';

/** A pool notices within this time that its server has gone. */
const NOTICED_MS = 1500;

/** While nothing could be kept: the door must live, and must not call itself ready. */
export const healthIn = ({ health }: Stage, from: number, to: number): readonly string[] => {
  const pulses = health.pulses.filter(({ at }) => at > from + NOTICED_MS && at < to - NOTICED_MS);
  const ready = pulses.filter((pulse) => pulse.ready === 200).length;
  const dead = pulses.filter((pulse) => pulse.live !== 200).length;
  return [
    ...unless(ready === 0, `the door called itself ready ${ready} of ${pulses.length} times while nothing could be kept`),
    ...unless(dead === 0, `the door did not call itself live ${dead} of ${pulses.length} times`),
  ];
};

/** Takes the database away, waits, brings it back. */
export const withoutDatabase = async (
  stage: Stage,
  { ms, takeAway, bringBack }: { ms: number; takeAway: () => Promise<void>; bringBack: () => Promise<void> },
): Promise<Told> => {
  await takeAway();
  const gone = performance.now();
  await pause(ms);
  const until = performance.now();
  await bringBack();
  return { over: performance.now(), breaches: healthIn(stage, gone, until) };
};

/** How often the door has answered otherwise than 200 so far. */
export const refusals = ({ office }: Stage): number =>
  [...office.statuses].filter(([status]) => status !== 200).reduce((sum, [, count]) => sum + count, 0);

/** A breach when the door has answered otherwise than 200 since there were so many of them. */
export const doorStayedOpen = (stage: Stage, before: number): readonly string[] =>
  unless(refusals(stage) === before, `the door refused or did not answer ${refusals(stage) - before} webhooks, which it had no reason to`);
