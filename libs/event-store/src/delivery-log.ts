import type { AppendResult, NewEvent } from './event-store.js';
import { jsonText } from './json-text.js';
import { appendPayload, appendResults } from './postgres-event-store.js';
import type { Queryable } from './queryable.js';

/** How a delivery was read. All but `facts` can be read again when the reader has learned more. */
export type DeliveryOutcome = 'facts' | 'incomplete' | 'ignored' | 'unreadable';

/** One webhook as kept: bytes with secrets blanked, and the SHA-256 of the bytes as they came. */
export interface KeptDelivery {
  readonly id: string;
  readonly channel: string;
  readonly source: string;
  readonly body: Buffer;
  readonly digest: Buffer;
  readonly headers: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly outcome: DeliveryOutcome;
  readonly notes: readonly string[];
}

type AppendRow = Parameters<typeof appendResults>[0][number];

const KEEP = 'insert into deliveries (id, channel, source, body, digest, headers, query, outcome, notes) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)';
const KEEP_ONLY = { name: 'keep-delivery', text: KEEP };
const KEEP_AND_APPEND = {
  name: 'keep-delivery-and-append',
  text: `with kept as (${KEEP}) select n::int, outcome, global_position::text as position, version, contradicts from append_events($10::jsonb)`,
};
const READ_AGAIN = {
  name: 'read-again',
  text: 'update deliveries set outcome = $2, notes = $3, read_at = clock_timestamp() where id = $1',
};

const columns = (delivery: KeptDelivery): unknown[] => {
  const { id, channel, source, body, digest, headers, query, outcome, notes } = delivery;
  return [id, channel, source, body, digest, jsonText(headers), jsonText(query), outcome, jsonText(notes)];
};

/** Keeps a delivery and appends its facts: one statement, one round trip, one commit, both or neither. */
export const acceptDelivery = async (db: Queryable, delivery: KeptDelivery, events: readonly NewEvent[]): Promise<readonly AppendResult[]> => {
  if (events.length === 0) {
    await db.query({ ...KEEP_ONLY, values: columns(delivery) });
    return [];
  }
  const { rows } = await db.query<AppendRow>({ ...KEEP_AND_APPEND, values: [...columns(delivery), appendPayload(events)] });
  return appendResults(rows);
};

/** Writes down what a later reading of a kept delivery said. */
export const markReadAgain = async (db: Queryable, id: string, said: Pick<KeptDelivery, 'outcome' | 'notes'>): Promise<void> => {
  await db.query({ ...READ_AGAIN, values: [id, said.outcome, JSON.stringify(said.notes)] });
};
