import type { DomainEvent, Metadata, RecordedEvent } from '#domain';

/** The columns of `events` that make a recorded event; the personal part is left where it is. */
export const COLUMNS = `global_position::text as position, stream, version, event_id, type, data, metadata,
  to_char(recorded_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as recorded`;

/** One row of these columns. */
export interface EventRow {
  readonly position: string;
  readonly stream: string;
  readonly version: number;
  readonly event_id: string;
  readonly type: DomainEvent['type'];
  readonly data: DomainEvent['data'];
  readonly metadata: Metadata;
  readonly recorded: string;
}
/** The recorded event that a row is. */
export const recordedOf = (row: EventRow): RecordedEvent => ({
  globalPosition: BigInt(row.position),
  stream: row.stream,
  version: row.version,
  eventId: row.event_id,
  recordedAt: row.recorded,
  event: { type: row.type, data: row.data } as DomainEvent,
  metadata: row.metadata,
});
