import { acceptDeliveries } from '#event-store';
import type { Pool } from 'pg';
import { v7 } from 'uuid';

const NOON = '2026-05-01T12:00:00.000Z';

export interface KeptAs {
  readonly source: string;
  readonly channel: string;
  /** When each arrived; the last time holds for those behind it, too. */
  readonly times: readonly string[];
}

/** Puts bodies into the log as the door does, and without facts. Gives their ids. */
export const keepDeliveries = async (pool: Pool, bodies: readonly Buffer[], { source, channel, times }: KeptAs): Promise<readonly string[]> => {
  const batch = bodies.map((body, index) => {
    const receivedAt = times[index] ?? times.at(-1) ?? NOON;
    const id = v7({ msecs: Date.parse(receivedAt) });
    const kept = { body, digest: Buffer.alloc(32), headers: {}, query: {}, outcome: 'ignored' as const, notes: [] };
    return { delivery: { id, channel, source, receivedAt, ...kept }, events: [] };
  });
  await acceptDeliveries(pool, batch);
  return batch.map(({ delivery }) => delivery.id);
};
