import type { Pool } from 'pg';
import { auditSlice, slicesNeeded, type Audited } from './audit.js';

/** What the standing audit knows. `wrong`: tables with rows that are not what the log says; `oldest`: how old the oldest look is. */
export interface AuditReport {
  readonly wrong: readonly { readonly projection: string; readonly since: string }[];
  readonly looks: number;
  readonly oldest: string | null;
}

const instant = (column: string): string => `to_char(${column} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** What the audit found last, slice by slice. */
export const auditReport = async (pool: Pool): Promise<AuditReport> => {
  const wrong = `select projection, ${instant('min(audited_at)')} as since from audits where not same group by projection order by projection`;
  const all = `select count(*)::int as looks, ${instant('min(audited_at)')} as oldest from audits`;
  const [found, total] = [await pool.query<AuditReport['wrong'][number]>(wrong), await pool.query<{ looks: number; oldest: string | null }>(all)];
  return { wrong: found.rows, looks: total.rows[0]?.looks ?? 0, oldest: total.rows[0]?.oldest ?? null };
};

const NEXT = `select n::int as nth from generate_series(0, $1::int - 1) n
  left join (select slice, min(audited_at) as at from audits where slices = $1 group by slice) a on a.slice = n order by a.at nulls first, n limit 1`;
const SAVE = `insert into audits (projection, slice, slices, position, live_rows, derived_rows, same)
  select a.projection, $1, $2, a.position, a.live, a.derived, a.same
  from unnest($3::text[], $4::bigint[], $5::bigint[], $6::bigint[], $7::boolean[]) as a(projection, position, live, derived, same)
  on conflict (projection, slice) do update set slices = excluded.slices, position = excluded.position, live_rows = excluded.live_rows,
    derived_rows = excluded.derived_rows, same = excluded.same, audited_at = clock_timestamp()`;

/**
 * Audits the slice that was looked at the longest ago, and keeps what it found. One worker at a time: undefined when another is at it.
 * With the rows of a small house there is one slice, and each look is at everything.
 */
export const auditNext = async (pool: Pool, pause: () => Promise<void>): Promise<readonly Audited[] | undefined> => {
  const lock = await pool.connect();
  try {
    const { rows } = await lock.query<{ mine: boolean }>('select pg_try_advisory_lock(7305, hashtext(current_schema())) as mine');
    if (rows[0]?.mine !== true) return undefined;
    const slices = await slicesNeeded(pool);
    const nth = (await pool.query<{ nth: number }>(NEXT, [slices])).rows[0]?.nth ?? 0;
    const audited = await auditSlice(pool, { nth, slices }, pause);
    await pool.query('delete from audits where slice >= $1', [slices]);
    const column = <Value>(of: (row: Audited) => Value): readonly Value[] => audited.map(of);
    await pool.query(SAVE, [
      nth,
      slices,
      column(({ projection }) => projection),
      column(({ position }) => position.toString()),
      column(({ liveRows }) => liveRows),
      column(({ derivedRows }) => derivedRows),
      column(({ same }) => same),
    ]);
    return audited;
  } finally {
    // Ends the session, and the lock with it.
    lock.release(true);
  }
};
