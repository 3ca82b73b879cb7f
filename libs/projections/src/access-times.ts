import type { Instant, SaleRef } from '#domain';
import type { Queryable } from '#event-store';

/** Some spans of time: how many, and how long; in milliseconds, null where there is none. Half took at most the median, 95 of 100 at most p95. */
export interface Spans {
  readonly count: number;
  readonly medianMs: number | null;
  readonly p95Ms: number | null;
}

/**
 * How long the badges of one gateway's sales took. Of buyers who were members when we heard: from the payment by the gateway's
 * clock, and from our 200. Of those who signed up after that: from their sign-up, since nobody could be given anything before.
 */
export interface GatewayTimes {
  readonly gateway: string;
  readonly fromGateway: Spans;
  readonly fromWebhook: Spans;
  readonly fromSignUp: Spans;
}

/** A clock that is fast makes no span shorter than nothing; no time makes none. */
const since = (start: string): string =>
  `case when ${start} is not null then greatest(extract(epoch from opened_at::timestamptz - ${start}::timestamptz) * 1000, 0)::float8 end`;

const figures = (column: string, name: string): string => `json_build_object('count', count(${column}),
    'medianMs', percentile_disc(0.5) within group (order by ${column}), 'p95Ms', percentile_disc(0.95) within group (order by ${column})) as "${name}"`;

/** A sale that somebody claimed was theirs to ask for: how long they took says nothing about us, so that it is left out. */
const TIMES = `
  with opened as materialized (
    select a.source, a.gateway_at, a.heard_at, a.opened_at, g.state->>'fulfilledAt' as member_at
    from access_times a join entitlements e on e.key = a.key join pending_grants g on g.key = e.person
    where a.opened_at is not null and a.heard_at is not null and a.heard_at >= $1 and e.member is null and g.state ? 'fulfilledAt'),
  spans as (
    select source, case when member_at <= heard_at then ${since('gateway_at')} end as from_gateway,
      case when member_at <= heard_at then ${since('heard_at')} end as from_webhook,
      case when member_at > heard_at then ${since('member_at')} end as from_sign_up
    from opened)
  select source as gateway, ${figures('from_gateway', 'fromGateway')}, ${figures('from_webhook', 'fromWebhook')}, ${figures('from_sign_up', 'fromSignUp')}
  from spans group by source order by source`;

/** The times of the sales that were heard since then and whose badge we gave, by gateway. What its badge was there for has none. */
export const accessTimes = async (db: Queryable, heardSince: Instant): Promise<readonly GatewayTimes[]> =>
  (await db.query<GatewayTimes>(TIMES, [heardSince])).rows;

/** Since when each of these sales could have been opened: both paid, as we heard it, and its buyer a member. A sale that nobody paid is left out. */
export const openableSince = async (db: Queryable, sales: readonly SaleRef[]): Promise<ReadonlyMap<SaleRef, Instant>> => {
  const text = `select a.key, greatest(a.heard_at, g.state->>'fulfilledAt') as since
    from access_times a join entitlements e on e.key = a.key left join pending_grants g on g.key = e.person
    where a.key = any($1) and a.heard_at is not null`;
  const { rows } = await db.query<{ key: string; since: Instant }>(text, [sales]);
  return new Map(rows.map((row) => [row.key, row.since]));
};

/** When the oldest fact was recorded that some projection has not folded; undefined: each is at the head. */
export const unfoldedSince = async (db: Queryable): Promise<Instant | undefined> => {
  const text = `select to_char(recorded_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as since from events
    where global_position > (select min(position) from checkpoints) order by global_position limit 1`;
  return (await db.query<{ since: Instant }>(text)).rows[0]?.since;
};
