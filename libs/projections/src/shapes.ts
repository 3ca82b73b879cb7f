import type { Instant } from '#domain';
import { inTransaction, type Queryable } from '#event-store';
import type { Pool, PoolClient } from 'pg';

/** What one body looks like: the event that it names, and its features. */
export interface Shape {
  readonly event: string;
  readonly features: readonly string[];
}

/** What is known of the systems that write to us. */
export interface ShapeReader {
  /** The shape of a body; undefined when it has none. Never throws. */
  readonly shapeOf: (source: string, body: Buffer) => Shape | undefined;
  /** Nobody need be told of this feature, or, when it is empty, of this event. */
  readonly isKnown: (source: string, event: string, feature: string) => boolean;
}

/** Something that a source had not sent before. `feature` is empty when the whole event is new. */
export interface NewShape {
  readonly source: string;
  readonly event: string;
  readonly feature: string;
  readonly firstSeenAt: Instant;
  /** The first delivery that had it. */
  readonly delivery: string;
}

/** So many deliveries of a kind teach what it looks like; what comes up later is news. */
export const LEARNING = 20;
/** As many as one page has at most, and as `newShapes` gives at most. */
const PAGE = 200;
const LISTED = 50;

/**
 * Deliveries have ids of version 7, which begin with the time of their making: the order of ids is the order of arrival, and
 * the primary key is all the index that reading on takes. An id can be seen when it is committed: at most some 50 s later
 * (a turn of the log before its own and its own, each up to 10 s for a connection and 15 s for the statement). One minute,
 * so that none that is still on its way is passed by; if one is all the same, the next of its kind says as much.
 */
const SETTLED_MS = 60_000;
const YOUNGEST = `(lpad(to_hex((extract(epoch from now()) * 1000)::bigint - ${SETTLED_MS}), 12, '0') || repeat('0', 20))::uuid`;

/** The door takes four times as much; a body that large is no event of a gateway, and 200 of them are no page. */
const LARGEST_BODY = 256 * 1024;

/** `at` is the database's own text for its time: exact to the microsecond, which a date of ours is not. */
interface Unseen {
  readonly id: string;
  readonly source: string;
  readonly body: Buffer | null;
  readonly at: string;
}
interface Looked {
  readonly delivery: Unseen;
  readonly shape: Shape;
}
interface Row {
  readonly source: string;
  readonly event: string;
  readonly feature: string;
  readonly delivery: Unseen;
  readonly learned: boolean;
}
/** How many deliveries of each kind were looked at. */
type Counts = Map<string, { readonly source: string; readonly event: string; readonly seen: number }>;

/** Neither a source's name nor an event's has a space in it. */
const kindOf = (source: string, event: string): string => `${source} ${event}`;

/** The deliveries behind the bookmark, oldest first, with the bookmark locked; undefined while another worker has it. */
const nextUnseen = async (client: PoolClient, limit: number): Promise<readonly Unseen[] | undefined> => {
  const { rows } = await client.query<{ delivery: string }>('select delivery from shape_bookmark for update skip locked');
  const [bookmark] = rows;
  if (!bookmark) return undefined;
  const text = `select id, source, received_at::text as at, case when octet_length(body) <= ${LARGEST_BODY} then body end as body from deliveries
    where id > $1 and id < ${YOUNGEST} order by id limit $2`;
  return (await client.query<Unseen>(text, [bookmark.delivery, limit])).rows;
};

const moveBookmark = async (client: PoolClient, { id }: Unseen): Promise<void> => {
  await client.query('update shape_bookmark set delivery = $1', [id]);
};

const countsOf = async (client: PoolClient, looked: readonly Looked[]): Promise<Counts> => {
  const text = `select e.source, e.event, least(e.seen, 1000000)::int as seen from shape_events e
    where (e.source, e.event) in (select * from unnest($1::text[], $2::text[]))`;
  const values = [looked.map(({ delivery }) => delivery.source), looked.map(({ shape }) => shape.event)];
  const { rows } = await client.query<{ source: string; event: string; seen: number }>(text, values);
  return new Map(rows.map((row) => [kindOf(row.source, row.event), row]));
};

/** How many deliveries of each kind are in a page; `nth`: for each delivery, how many of its kind came before it. */
const countIn = (looked: readonly Looked[], before: Counts): { counts: Counts; nth: readonly number[] } => {
  const counts: Counts = new Map();
  const nth = looked.map(({ delivery: { source }, shape: { event } }) => {
    const kind = kindOf(source, event);
    const inPage = counts.get(kind)?.seen ?? 0;
    counts.set(kind, { source, event, seen: inPage + 1 });
    return inPage + (before.get(kind)?.seen ?? 0);
  });
  return { counts, nth };
};

/** Everything that a page shows, each thing once: as the first delivery had it. */
const rowsOf = (looked: readonly Looked[], nth: readonly number[], isKnown: ShapeReader['isKnown']): readonly Row[] => {
  const rows = new Map<string, Row>();
  looked.forEach(({ delivery, shape: { event, features } }, index) => {
    const { source } = delivery;
    const learning = (nth[index] ?? 0) < LEARNING;
    for (const feature of ['', ...features]) {
      const key = `${kindOf(source, event)} ${feature}`;
      if (rows.has(key)) continue;
      const learned = (learning && feature !== '') || isKnown(source, event, feature);
      rows.set(key, { source, event, feature, delivery, learned });
    }
  });
  return [...rows.values()];
};

const WRITE = `with counted as (
    insert into shape_events (source, event, seen) select * from unnest($1::text[], $2::text[], $3::bigint[])
    on conflict (source, event) do update set seen = shape_events.seen + excluded.seen)
  insert into shapes (source, event, feature, first_seen_at, delivery, learned)
  select * from unnest($4::text[], $5::text[], $6::text[], $7::timestamptz[], $8::uuid[], $9::boolean[]) on conflict do nothing`;

const write = async (client: PoolClient, counts: Counts, rows: readonly Row[]): Promise<void> => {
  const kinds = [...counts.values()];
  await client.query(WRITE, [
    kinds.map(({ source }) => source),
    kinds.map(({ event }) => event),
    kinds.map(({ seen }) => seen),
    rows.map(({ source }) => source),
    rows.map(({ event }) => event),
    rows.map(({ feature }) => feature),
    rows.map(({ delivery }) => delivery.at),
    rows.map(({ delivery }) => delivery.id),
    rows.map(({ learned }) => learned),
  ]);
};

/**
 * Looks at the next page of deliveries and writes down what each kind of event looks like. What appears after the first 20
 * of a kind, and is not known of its source, is new; so is, at once, an event that is not known. Rows and bookmark
 * commit together, so each delivery counts once; while another worker is at it, this one leaves. True: there may be more.
 */
export const noticeNext = async (pool: Pool, { shapeOf, isKnown }: ShapeReader, page = PAGE): Promise<boolean> =>
  inTransaction(pool, async (client) => {
    const unseen = await nextUnseen(client, page);
    const last = unseen?.at(-1);
    if (!unseen || !last) return false;
    const looked = unseen.flatMap((delivery): readonly Looked[] => {
      const shape = delivery.body ? shapeOf(delivery.source, delivery.body) : undefined;
      return shape ? [{ delivery, shape }] : [];
    });
    if (looked.length > 0) {
      const { counts, nth } = countIn(looked, await countsOf(client, looked));
      await write(client, counts, rowsOf(looked, nth, isKnown));
    }
    await moveBookmark(client, last);
    return unseen.length === page;
  });

/** What was noticed since then, newest first, at most 50. */
export const newShapes = async (db: Queryable, since: Instant): Promise<readonly NewShape[]> => {
  const text = `select source, event, feature, delivery, to_char(first_seen_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "firstSeenAt"
    from shapes where not learned and first_seen_at >= $1 order by first_seen_at desc, source, event, feature limit ${LISTED}`;
  return (await db.query<NewShape>(text, [since])).rows;
};
