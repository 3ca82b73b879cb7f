import { quietSince, type Quiet } from '#domain';
import { channelArrivals, parkedDeliveries, type Moment, type Parked } from '#projections';
import { LISTED } from './listed.js';
import type { AnswerPorts } from './ports.js';

/** One configured channel: what came, and when it last did (null: never). */
export interface ChannelHeard {
  readonly channel: string;
  readonly deliveries: number;
  readonly parked: number;
  readonly last: string | null;
  /** Null unless it has been quiet for much longer than it ever is. */
  readonly quiet: Quiet | null;
}

/** A genuine delivery that was not understood and that nobody has put aside; `notes` name places, never values. */
export type ParkedDelivery = Pick<Parked, 'delivery' | 'channel' | 'receivedAt' | 'notes'>;

/** What each configured channel has brought, in the order of the configuration. */
export const channelsHeard = async ({ pool, settings }: AnswerPorts, { now }: Moment): Promise<readonly ChannelHeard[]> => {
  const text = `select channel, count(*)::int as deliveries, count(*) filter (where outcome in ('incomplete', 'unreadable'))::int as parked,
    to_char(max(received_at) at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as last from deliveries group by channel`;
  const { rows } = await pool.query<Omit<ChannelHeard, 'quiet'>>(text);
  const arrivals = await channelArrivals(pool, Object.keys(settings.channels));
  const heard = new Map(rows.map((row) => [row.channel, row]));
  const silent = { deliveries: 0, parked: 0, last: null };
  return Object.keys(settings.channels).map((channel) => {
    const quiet = quietSince({ arrivals: arrivals.get(channel) ?? [], now }) ?? null;
    return { ...silent, ...heard.get(channel), channel, quiet };
  });
};

/** The deliveries that wait to be understood, oldest first. */
export const parkedNow = async ({ pool }: AnswerPorts): Promise<readonly ParkedDelivery[]> =>
  (await parkedDeliveries(pool, LISTED)).oldest.map(({ delivery, channel, receivedAt, notes }) => ({ delivery, channel, receivedAt, notes }));
