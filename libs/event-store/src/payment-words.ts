import type { RecordedEvent } from '#domain';
import { recordedOf, COLUMNS, type EventRow } from './recorded-row.js';
import type { Queryable } from './queryable.js';

/**
 * The facts that name a payment by one of these names, or by a name that some fact links to one of them, in log order. They
 * stand in the streams of other sales, or of no sale at all.
 */
export const readPaymentWords = async (db: Queryable, names: readonly string[]): Promise<readonly RecordedEvent[]> => {
  if (names.length === 0) return [];
  const text = `with linked as (select data->>'payment' as name from events where type = 'PaymentLinked' and data->>'sameAs' = any($1))
    select ${COLUMNS} from events
    where data ? 'payment' and data->>'payment' in (select name from linked union select unnest($1::text[])) and type <> 'PaywallPaid'
    order by global_position`;
  const { rows } = await db.query<EventRow>({ name: 'read-payment-words', text, values: [names] });
  return rows.map(recordedOf);
};
