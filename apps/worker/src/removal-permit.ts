import {
  BRAKE_STREAM,
  countFrom,
  DEFAULT_BRAKE,
  evolveBrake,
  mayRemove,
  RELEASED,
  removalLimit,
  type BrakeRow,
  type BrakeRules,
  type Instant,
  type RemoveRequested,
} from '#domain';
import { inTransaction, postgresEventStore, type NewEvent } from '#event-store';
import { readModel } from '#projections';
import type { Pool, PoolClient } from 'pg';

const countRemovals = async (client: PoolClient, since: Instant): Promise<number> => {
  const text = `select count(*)::int as count from events where type = 'RemoveRequested' and recorded_at > $1`;
  const { rows } = await client.query<{ count: number }>(text, [since]);
  return rows[0]?.count ?? 0;
};

const brakeNow = async (client: PoolClient): Promise<BrakeRow> => {
  const events = await postgresEventStore(client).readStream(BRAKE_STREAM);
  return events.reduce((row: BrakeRow | undefined, recorded) => evolveBrake(row, recorded), undefined) ?? RELEASED;
};

const tripped = (now: Instant, removals: number, [limit, windowMinutes]: [number, number]): NewEvent => ({
  key: `catraca/brake/tripped/${now}`,
  event: { type: 'BrakeTripped', data: { occurredAt: now, removals, limit, windowMinutes } },
  metadata: { source: 'catraca', schema: 1 },
});

/**
 * Records the wish to remove a badge, if the brake lets it: asking, counting and recording are one step behind one
 * lock, so that not even many workers at once remove one badge too many.
 */
export const askToRemove = async (
  pool: Pool,
  wish: NewEvent & { event: RemoveRequested },
  rules: BrakeRules = DEFAULT_BRAKE,
): Promise<'asked' | 'braked'> =>
  inTransaction(pool, async (client) => {
    await client.query('select pg_advisory_xact_lock(7304, hashtext(current_schema()))');
    const now = wish.event.data.occurredAt;
    const brake = await brakeNow(client);
    const recent = await countRemovals(client, countFrom(brake, now, rules));
    const holders = await readModel(client).holders();
    const store = postgresEventStore(client);
    if (mayRemove(brake, { recent, holders }, now, rules)) {
      await store.append([wish]);
      return 'asked';
    }
    if (!brake.tripped) await store.append([tripped(now, recent, [removalLimit(holders, rules), rules.minutes])]);
    return 'braked';
  });
