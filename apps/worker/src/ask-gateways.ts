import type { Lookups } from '#effects';
import { openQuestions, type WhichAsked } from '#event-store';
import type { Pool } from 'pg';

/** What looking for open questions touches. */
export interface AskGatewaysPorts {
  readonly pool: Pool;
  readonly lookups: ReadonlyMap<string, Lookups>;
  readonly wake: (deliveries: readonly string[]) => Promise<void>;
}

/** More of one channel wait their turn until the next look. */
const MOST_AT_ONCE = 500;

/** Wakes the deliveries whose question is open and whose gateway can be asked; the others wait for a key, or for a person. */
export const askGateways = async ({ pool, lookups, wake }: AskGatewaysPorts, which: WhichAsked): Promise<void> => {
  if (lookups.size === 0) return;
  await wake(await openQuestions(pool, [...lookups.keys()], which, MOST_AT_ONCE));
};
