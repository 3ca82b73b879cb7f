/**
 * How soon the jobs of a worker that was killed are taken up by another: its locks end after 15 s and are looked for
 * every 5 s (BullMQ's own 30 s would make a buyer wait a minute). Locks are renewed by a timer, so a slow job keeps its own.
 * A queue whose server refuses connections is asked again after a second; BullMQ's own 15 s would be added to every outage.
 */
export const TAKE_OVER = { lockDuration: 15_000, stalledInterval: 5_000, maxStalledCount: 5, runRetryDelay: 1000 } as const;
