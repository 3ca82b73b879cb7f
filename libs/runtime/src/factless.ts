import { eventIdOf } from '#event-store';
import { sources, type Source } from '#sources';
import type { KeptRow } from './read-again.js';
import { readDelivery } from './read-delivery.js';
import type { Runtime } from './runtime.js';

const PAGE = 500;
const KEPT = `select d.id::text as id, d.channel, d.source, d.outcome, d.body, d.headers, d.query,
    to_char(d.received_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "receivedAt"
  from deliveries d where d.outcome = 'facts' and d.id > $1::uuid
    and not exists (select from events e where e.metadata ? 'delivery' and e.metadata->>'delivery' = d.id::text)
  order by d.id limit ${PAGE}`;
const FIRST = '00000000-0000-0000-0000-000000000000';

/** Whether the log knows what this delivery says, from whichever delivery it heard it first. */
const isKnown = async ({ pool, personOf, settings }: Runtime, kept: KeptRow): Promise<boolean> => {
  const source = Object.values<Source>(sources).find(({ name }) => name === kept.source);
  if (!source) return true;
  const { events } = readDelivery(source, kept, { personOf, testsAreReal: settings.rehearsal ?? false, id: kept.id });
  if (events.length === 0) return true;
  const { rowCount } = await pool.query('select from events where event_id = any($1::uuid[]) limit 1', [events.map(({ key }) => eventIdOf(key))]);
  return (rowCount ?? 0) > 0;
};

/**
 * Deliveries that were answered with facts of which the log knows none: none should be. Most of those that wrote no fact themselves are
 * repetitions, so they are read again and looked up by what they mean.
 */
export async function* factlessDeliveries(runtime: Runtime): AsyncGenerator<string> {
  for (let after = FIRST; ;) {
    const { rows } = await runtime.pool.query<KeptRow>(KEPT, [after]);
    for (const kept of rows) if (!(await isKnown(runtime, kept))) yield kept.id;
    if (rows.length < PAGE) return;
    after = rows.at(-1)?.id ?? after;
  }
}
