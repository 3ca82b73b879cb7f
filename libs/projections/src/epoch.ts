import type { Instant } from '#domain';
import { inTransaction, postgresEventStore, type Queryable } from '#event-store';
import type { Pool, PoolClient } from 'pg';

/**
 * Which database this is, as it names itself: the cluster, its timeline, the database and the log's own table. A dump that is loaded,
 * a recovery to a point in time, a standby that took over: each has another name than what was there before.
 */
const EPOCH = `(select system_identifier from pg_control_system())::text || '/' || (select timeline_id from pg_control_checkpoint())::text
  || '/' || (select oid from pg_database where datname = current_database())::text || '/' || 'events'::regclass::oid::text`;
const IS_OTHER = { name: 'epoch-is-other', text: `select coalesce(epoch <> ${EPOCH}, false) as other from installation` };
const LAST_HEARD = `select to_char(max(recorded_at) at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at from events`;

/** Whether the database is another than the one that the workers last knew. */
export const isOtherEpoch = async (db: Queryable): Promise<boolean> => {
  const { rows } = await db.query<{ other: boolean }>({ ...IS_OTHER });
  return rows[0]?.other === true;
};

const appendRestored = async (client: PoolClient, epoch: string, { now, note }: { now: Instant; note?: string }): Promise<void> => {
  const lastHeardAt = (await client.query<{ at: Instant | null }>(LAST_HEARD)).rows[0]?.at ?? null;
  const data = { occurredAt: now, lastHeardAt, epoch, ...(note !== undefined && { note }) };
  await postgresEventStore(client).append([
    { key: `catraca/restored/${epoch}/${now}`, event: { type: 'LogRestored', data }, metadata: { source: 'catraca', schema: 1 } },
  ]);
};

/**
 * Notices that the database was put back to an older state, and says so in the log: from then on nothing is taken away until a person
 * says go. `declared`: a person says so of a copy that still bears the old name. Gives whether it was said.
 */
export const noticeRestore = async (pool: Pool, now: Instant, declared?: { readonly note?: string }): Promise<boolean> =>
  inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ known: string | null; epoch: string }>(
      `select epoch as known, ${EPOCH} as epoch from installation for update`,
    );
    const { known = null, epoch = '' } = rows[0] ?? {};
    const restored = declared !== undefined || (known !== null && known !== epoch);
    if (known !== epoch) await client.query('update installation set epoch = $1', [epoch]);
    if (restored) await appendRestored(client, epoch, { now, ...declared });
    return restored;
  });
