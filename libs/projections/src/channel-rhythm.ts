import type { Instant } from '#domain';
import type { Queryable } from '#event-store';

/**
 * When each of these channels was heard: the last arrival of every hour that had one, in the four weeks before the very last,
 * newest first (at most 673); empty for a channel that never was. By the hour and not by the number, because the last 200
 * arrivals of a shop in a launch are ten minutes, and tell nothing of its nights. Each step down the index skips the rest of
 * an hour, so that the cost grows with the hours and not with the deliveries.
 */
export const channelArrivals = async (db: Queryable, channels: readonly string[]): Promise<ReadonlyMap<string, readonly Instant[]>> => {
  const text = `select c.channel, to_char(heard.at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at
    from unnest($1::text[]) as c (channel) cross join lateral (
      with recursive hours as (
        select max(d.received_at) as at, max(d.received_at) as newest from deliveries d where d.channel = c.channel
        union all
        select (select max(d.received_at) from deliveries d where d.channel = c.channel
            and d.received_at < date_trunc('hour', hours.at, 'UTC') and d.received_at >= hours.newest - interval '28 days'), hours.newest
        from hours where hours.at is not null)
      select hours.at from hours where hours.at is not null) heard
    order by c.channel, heard.at desc`;
  const { rows } = await db.query<{ channel: string; at: Instant }>(text, [channels]);
  const heard = new Map<string, Instant[]>(channels.map((channel) => [channel, []]));
  rows.forEach(({ channel, at }) => heard.get(channel)?.push(at));
  return heard;
};
