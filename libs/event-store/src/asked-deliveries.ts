import type { KeptDelivery } from './delivery-log.js';
import type { Queryable } from './queryable.js';

/** A kept delivery that leaves a question to its gateway. */
export type AskedDelivery = Pick<KeptDelivery, 'id' | 'channel' | 'source' | 'body' | 'headers' | 'query' | 'receivedAt' | 'outcome'> &
  Required<Pick<KeptDelivery, 'ask'>>;

/** Which of the open questions: those about news of the last minutes, or all, the oldest first. */
export type WhichAsked = 'news' | 'all';

const FIND = {
  name: 'find-asked',
  text: `select id, channel, source, body, headers, query, outcome, ask,
    to_char(received_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "receivedAt" from deliveries where id = $1 and ask is not null`,
};
const LOCK = { name: 'lock-asked', text: 'select id from deliveries where id = $1 and ask = $2::jsonb for update' };

/** A channel whose gateway does not answer must not hold up the others, so each has its own share. */
const of = (which: WhichAsked): { name: string; text: string } => ({
  name: `open-questions-${which}`,
  text: `select asked.id from unnest($1::text[]) as named(channel) cross join lateral (
    select id from deliveries where ask is not null and deliveries.channel = named.channel
      ${which === 'news' ? "and received_at > clock_timestamp() - interval '5 minutes'" : ''} order by received_at limit $2) as asked`,
});
const OPEN = { news: of('news'), all: of('all') };

/** The delivery, if its question is still open. */
export const askedDelivery = async (db: Queryable, id: string): Promise<AskedDelivery | undefined> => {
  const { rows } = await db.query<AskedDelivery>({ ...FIND, values: [id] });
  return rows[0];
};

/** Whether this very question is still open; if so, nobody else can close it before the transaction ends. */
export const lockAsked = async (db: Queryable, { id, ask }: Pick<AskedDelivery, 'id' | 'ask'>): Promise<boolean> => {
  const { rows } = await db.query({ ...LOCK, values: [id, JSON.stringify(ask)] });
  return rows.length > 0;
};

/** Deliveries of these channels whose question is open, at most so many of each. */
export const openQuestions = async (db: Queryable, channels: readonly string[], which: WhichAsked, limit: number): Promise<readonly string[]> => {
  const { rows } = await db.query<{ id: string }>({ ...OPEN[which], values: [channels, limit] });
  return rows.map(({ id }) => id);
};
