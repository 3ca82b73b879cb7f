import { DeliveryEntity } from '#event-store';
import { LISTED } from './listed.js';
import type { AnswerPorts } from './ports.js';

/** One configured channel: what came, and when it last did (null: never). */
export interface ChannelHeard {
  readonly channel: string;
  readonly deliveries: number;
  readonly parked: number;
  readonly last: string | null;
}

/** A genuine delivery that was not understood; `notes` name places, never values. */
export interface ParkedDelivery {
  readonly delivery: string;
  readonly channel: string;
  readonly receivedAt: Date;
  readonly notes: readonly string[];
}

/** What each configured channel has brought, in the order of the configuration. */
export const channelsHeard = async ({ pool, settings }: AnswerPorts): Promise<readonly ChannelHeard[]> => {
  const text = `select channel, count(*)::int as deliveries, count(*) filter (where outcome in ('incomplete', 'unreadable'))::int as parked,
    to_char(max(received_at) at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as last from deliveries group by channel`;
  const { rows } = await pool.query<ChannelHeard>(text);
  const heard = new Map(rows.map((row) => [row.channel, row]));
  const silent = { deliveries: 0, parked: 0, last: null };
  return Object.keys(settings.channels).map((channel) => ({ ...silent, ...heard.get(channel), channel }));
};

/** The latest deliveries that were not understood. */
export const parkedDeliveries = async ({ orm }: AnswerPorts): Promise<readonly ParkedDelivery[]> => {
  const where = { outcome: { $in: ['incomplete', 'unreadable'] } };
  const fields = ['id', 'channel', 'receivedAt', 'notes'] as const;
  const found = await orm.em.fork().find(DeliveryEntity, where, { orderBy: { receivedAt: 'desc' }, limit: LISTED, fields });
  return found.map(({ id, channel, receivedAt, notes }) => ({ delivery: id, channel, receivedAt, notes }));
};
