import type { Logger } from '@nestjs/common';
import { setTimeout } from 'node:timers/promises';

/** Without it each group of webhooks sends one: 103 jobs for 104 groups, seen under load. */
const APART_MS = 20;

/**
 * One wake-up on its way at a time, and one more behind it, 20 ms after it at the soonest: a thousand webhooks in a second cost a few
 * jobs, not a thousand, and the first of them wakes at once. A wake-up that fails is only a hint lost; the worker's own clock looks at
 * the log as well.
 */
export const coalescedWakeUp = (
  wake: () => Promise<void>,
  logger: Pick<Logger, 'warn'>,
  pause: (ms: number) => Promise<unknown> = setTimeout,
): (() => void) => {
  let [running, again] = [false, false];
  const tryToWake = async (): Promise<void> =>
    wake().catch((error: unknown) => {
      logger.warn({ message: 'wake-up not sent; the worker will look by itself', because: error instanceof Error ? error.message : 'unknown' });
    });
  const send = async (): Promise<void> => {
    running = true;
    do {
      again = false;
      await Promise.all([tryToWake(), pause(APART_MS)]);
    } while (again);
    running = false;
  };
  return () => {
    if (running) again = true;
    else void send();
  };
};
