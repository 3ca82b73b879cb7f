import { isDataFault } from './data-fault.js';
import type { AppendResult, NewEvent } from './event-store.js';
import { inGroups } from './in-groups.js';
import { jsonText } from './json-text.js';
import { appendPayload, appendResults } from './postgres-event-store.js';
import type { Queryable, Statements } from './queryable.js';

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
  readonly receivedAt: string;
  readonly outcome: DeliveryOutcome;
  readonly notes: readonly string[];
  /** What the gateway would have to be asked; asked until an answer is kept, too. */
  readonly ask?: { readonly of: string; readonly id: string };
}

/** A delivery on its way into the log, with the facts that were read from it. */
export interface Acceptance {
  readonly delivery: KeptDelivery;
  readonly events: readonly NewEvent[];
}

type AppendRow = Parameters<typeof appendResults>[0][number];

/** Bodies and digests come end to end, as the bytes that they are: in an array each byte would be written as two digits. */
const KEEP = `insert into deliveries (id, channel, source, body, digest, headers, query, received_at, outcome, notes, ask)
  select id, channel, source, substring($2::bytea from starts for bytes), substring($3::bytea from 32 * n::int - 31 for 32), headers, query,
    received_at, outcome, notes, ask
  from rows from (jsonb_to_recordset($1::jsonb) as (id uuid, channel text, source text, starts int, bytes int, headers jsonb, query jsonb,
    received_at timestamptz, outcome text, notes jsonb, ask jsonb)) with ordinality
    as d (id, channel, source, starts, bytes, headers, query, received_at, outcome, notes, ask, n)`;
const KEEP_ONLY = { name: 'keep-deliveries', text: KEEP };
const KEEP_AND_APPEND = {
  name: 'keep-deliveries-and-append',
  text: `with kept as (${KEEP}) select n::int, outcome, global_position::text as position, version, contradicts from append_events($4::jsonb)`,
};

const READ_AGAIN = {
  name: 'read-again',
  text: 'update deliveries set outcome = $2, notes = $3, ask = $4, read_at = clock_timestamp() where id = $1',
};

/** The parameters of `KEEP`; places count from 1. */
const keptValues = (batch: readonly KeptDelivery[]): unknown[] => {
  let starts = 1;
  const rows = batch.map(({ body, digest: _, receivedAt, ...kept }) => {
    const row = { ...kept, received_at: receivedAt, starts, bytes: body.length };
    starts += body.length;
    return row;
  });
  return [jsonText(rows), Buffer.concat(batch.map(({ body }) => body)), Buffer.concat(batch.map(({ digest }) => digest))];
};

/** Cuts the answers of one append back into the deliveries that they belong to. */
const byDelivery = (batch: readonly Acceptance[], results: readonly AppendResult[]): readonly (readonly AppendResult[])[] => {
  let from = 0;
  return batch.map(({ events }) => results.slice(from, (from += events.length)));
};

/**
 * Keeps deliveries and appends their facts: one statement, one round trip, one commit for all of them, all or nothing.
 * Gives the results of each delivery's facts, in order.
 */
export const acceptDeliveries = async (db: Statements, batch: readonly Acceptance[]): Promise<readonly (readonly AppendResult[])[]> => {
  const values = keptValues(batch.map(({ delivery }) => delivery));
  const events = batch.flatMap((acceptance) => acceptance.events);
  if (events.length === 0) {
    await db.query({ ...KEEP_ONLY, values });
    return batch.map(() => []);
  }
  const { rows } = await db.query<AppendRow>({ ...KEEP_AND_APPEND, values: [...values, appendPayload(events)] });
  return byDelivery(batch, appendResults(rows));
};

/** Writes down what a later reading of a kept delivery said. */
export const markReadAgain = async (
  db: Queryable,
  id: string,
  { outcome, notes, ask }: Pick<KeptDelivery, 'outcome' | 'notes' | 'ask'>,
): Promise<void> => {
  await db.query({ ...READ_AGAIN, values: [id, outcome, JSON.stringify(notes), ask ? JSON.stringify(ask) : null] });
};

const MOST_BYTES = 4 * 1024 * 1024;

/** Accepts deliveries in groups, each answered after its own commit. */
export const deliveryGate = (write: (batch: readonly Acceptance[]) => Promise<readonly (readonly AppendResult[])[]>) => {
  const bytesOf = (batch: readonly Acceptance[]): number => batch.reduce((sum, { delivery }) => sum + delivery.body.length, 0);
  return inGroups({ run: write, isOwnFault: isDataFault, fits: (one, group) => bytesOf([...group, one]) <= MOST_BYTES });
};
