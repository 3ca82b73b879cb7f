import { wakeProjector } from '#runtime';
import type { Logger } from '@nestjs/common';
import type { Queue } from 'bullmq';

/**
 * One wake-up on its way at a time, and one more behind it: a thousand webhooks in a second cost a few jobs, not a
 * thousand. A wake-up that fails is only a hint lost; the worker's own clock looks at the log as well.
 */
export const coalescedWakeUp = (queue: Queue, logger: Pick<Logger, 'warn'>): (() => void) => {
  let [running, again] = [false, false];
  const send = async (): Promise<void> => {
    running = true;
    do {
      again = false;
      await wakeProjector(queue).catch((error: unknown) => {
        logger.warn({ message: 'wake-up not sent; the worker will look by itself', because: error instanceof Error ? error.message : 'unknown' });
      });
    } while (again);
    running = false;
  };
  return () => {
    if (running) again = true;
    else void send();
  };
};
