import { opens, type Catalog, type Reason } from '#domain';
import type { Queryable } from '#event-store';
import type { Moment } from './moment.js';
import { reasonsIn, type Sales } from './sales-by-owner.js';

/* What waits for a person's decision. The conditions are those of the partial indexes, so that only such rows are read. */

const PAYMENTS = `(select coalesce(jsonb_agg(p.state order by p.key), '[]') from payments p
    where e.names is not null and (p.key in (select jsonb_array_elements_text(e.names)) or p.same_as in (select jsonb_array_elements_text(e.names))))`;
const SALE = `jsonb_build_array(e.state) as entitlements, ${PAYMENTS} as payments`;

/** The first kind of sale is found by its own row, the second by what was said of its payment elsewhere. */
const IN_QUESTION = `
  select e.key, ${SALE} from entitlements e where jsonb_path_exists(e.state, '$.charges.*.partlyReversed')
    or e.state->'ended'->>'endsAt' = 'unknown' or jsonb_path_exists(e.state, '$.charges.*.disputed.kind ? (@ == "chargeback")')
  union
  select e.key, ${SALE} from payments said join entitlements e on e.names ?| array[said.key, coalesce(said.same_as, said.key)]
    where said.state ? 'partlyReversed' or said.state->'disputed'->>'kind' = 'chargeback'
  order by key`;

/** Every paid charge that a person should look at, oldest question first. */
export const reasonsInQuestion = async (db: Queryable, catalog: Catalog, moment: Moment): Promise<readonly Reason[]> => {
  const { rows } = await db.query<Sales>(IN_QUESTION);
  const asked = rows.flatMap((row) => reasonsIn(row, catalog, moment)).filter(({ state }) => state === 'review');
  return asked.sort((a, b) => (a.askedAt ?? '').localeCompare(b.askedAt ?? ''));
};

const BUYERLESS = `select e.key, ${SALE} from entitlements e
  where e.person is null and e.member is null and jsonb_path_exists(e.state, '$.charges.*.paid')
    and not exists (select from reviews r where r.key = 'buyer/' || e.key) order by e.key`;

/** Every living sale of which nobody said who bought, and which no person has put aside; oldest first. */
export const buyerlessReasons = async (db: Queryable, catalog: Catalog, moment: Moment): Promise<readonly Reason[]> => {
  const { rows } = await db.query<Sales>(BUYERLESS);
  const living = rows.flatMap((row) => reasonsIn(row, catalog, moment)).filter(opens);
  return living.sort((a, b) => a.since.localeCompare(b.since));
};

/** A genuine delivery that gave no facts; `ask`: what its gateway would have to be asked. Times are UTC. */
export interface Parked {
  readonly delivery: string;
  readonly channel: string;
  readonly source: string;
  readonly outcome: 'incomplete' | 'unreadable';
  readonly receivedAt: string;
  readonly notes: readonly string[];
  readonly ask: { readonly of: string; readonly id: string } | null;
}

const instant = (column: string): string => `to_char(${column} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const NOT_DISMISSED = `not exists (select from reviews r where r.key = 'delivery/' || d.id)`;

/** Deliveries that wait, oldest first, and how many there are in all. */
export const parkedDeliveries = async (db: Queryable, limit: number): Promise<{ count: number; oldest: readonly Parked[] }> => {
  const where = `d.outcome in ('incomplete', 'unreadable') and ${NOT_DISMISSED}`;
  const text = `select d.id as delivery, d.channel, d.source, d.outcome, ${instant('d.received_at')} as "receivedAt", d.notes, d.ask
    from deliveries d where ${where} order by d.received_at limit $1`;
  const { rows } = await db.query<Parked>(text, [limit]);
  if (rows.length < limit) return { count: rows.length, oldest: rows };
  const counted = await db.query<{ count: number }>(`select count(*)::int as count from deliveries d where ${where}`);
  return { count: counted.rows[0]?.count ?? rows.length, oldest: rows };
};

/** A meaning that was told twice, differently. `kept` stands; `told` came later. */
export interface Contradiction {
  readonly event: string;
  readonly delivery: string;
  readonly noticedAt: string;
  readonly type: string;
  readonly stream: string;
  readonly kept: Readonly<Record<string, unknown>>;
  readonly told: Readonly<Record<string, unknown>>;
}

/** Contradictions that no person has put aside, oldest first, and how many there are in all. */
export const openContradictions = async (db: Queryable, limit: number): Promise<{ count: number; oldest: readonly Contradiction[] }> => {
  const from = `from contradictions c join events e on e.event_id = c.event_id
    where not exists (select from reviews r where r.key = 'contradiction/' || c.event_id || '/' || c.delivery)`;
  const text = `select c.event_id as event, c.delivery, ${instant('c.noticed_at')} as "noticedAt", e.type, e.stream, e.data as kept, c.data as told
    ${from} order by c.noticed_at, c.event_id limit $1`;
  const { rows } = await db.query<Contradiction>(text, [limit]);
  if (rows.length < limit) return { count: rows.length, oldest: rows };
  const counted = await db.query<{ count: number }>(`select count(*)::int as count ${from}`);
  return { count: counted.rows[0]?.count ?? rows.length, oldest: rows };
};
