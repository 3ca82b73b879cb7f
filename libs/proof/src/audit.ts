import type { GlobalPosition, RecordedEvent } from '#domain';
import { postgresEventStore, type Queryable } from '#event-store';
import { checkpoints, foldInto, projections, type Projection, type Rows } from '#projections';
import type { Pool, PoolClient } from 'pg';
import { checksum, isInSlice, SLICE_CONDITION, type Slice } from './checksum.js';

/** One slice of one table held against a fold of the log up to `position`. */
export interface Audited {
  readonly projection: string;
  readonly position: GlobalPosition;
  readonly liveRows: number;
  readonly derivedRows: number;
  readonly same: boolean;
}

const PAGE = 2000;
const ROWS_IN_A_SLICE = 50_000;

/** A projection that knows the keys of one slice only. */
const sliced = (projection: Projection, slice: Slice): Projection => ({
  ...projection,
  keysOf: (event) => projection.keysOf(event).filter((key) => isInSlice(key, slice)),
});

type Tables = ReadonlyMap<string, Rows>;
type Positions = ReadonlyMap<string, GlobalPosition>;

const positionsOf = async (db: Queryable): Promise<Positions> =>
  new Map((await checkpoints(db)).map(({ projection, position }) => [projection, BigInt(position)]));

interface Fold {
  readonly tables: Tables;
  readonly slice: Slice;
  readonly pause: () => Promise<void>;
}

/** Folds the log from one place on, each table up to its own; gives where it ended. */
const foldOn = async (db: Queryable, { tables, slice, pause }: Fold, from: GlobalPosition, until: Positions): Promise<void> => {
  const last = [...until.values()].reduce((most, position) => (position > most ? position : most), 0n);
  const parts = projections.map((projection) => ({ name: projection.name, projection: sliced(projection, slice) }));
  const foldPage = (page: readonly RecordedEvent[]): void =>
    parts.forEach(({ name, projection }) => {
      const seen = page.filter(({ globalPosition }) => globalPosition <= (until.get(name) ?? 0n));
      foldInto(tables.get(name) ?? new Map<string, object>(), projection, seen);
    });
  for (let position = from; position < last;) {
    const page = await postgresEventStore(db).readAll(position, PAGE);
    foldPage(page);
    position = page.at(-1)?.globalPosition ?? last;
    await pause();
  }
};

const liveSum = async (client: PoolClient, name: string, { nth, slices }: Slice): Promise<ReturnType<typeof checksum>> => {
  const live = checksum();
  for (let after = ''; ;) {
    const text = `select key, state from ${name} where key > $3 and ${SLICE_CONDITION} order by key limit ${PAGE}`;
    const { rows } = await client.query<{ key: string; state: object }>(text, [nth, slices, after]);
    rows.forEach(({ key, state }) => live.add(key, state));
    if (rows.length < PAGE) return live;
    after = rows.at(-1)?.key ?? after;
  }
};

const compare = async (client: PoolClient, { tables, slice }: Fold, positions: Positions): Promise<readonly Audited[]> => {
  const audited: Audited[] = [];
  for (const { name } of projections) {
    const [live, derived] = [await liveSum(client, name, slice), checksum()];
    tables.get(name)?.forEach((state, key) => derived.add(key, state));
    const same = live.sum() === derived.sum() && live.rows() === derived.rows();
    audited.push({ projection: name, position: positions.get(name) ?? 0n, liveRows: live.rows(), derivedRows: derived.rows(), same });
  }
  return audited;
};

/** How many slices keep one of them small enough for memory. An estimate of PostgreSQL's own, so that nothing is counted. */
export const slicesNeeded = async (pool: Pool): Promise<number> => {
  const text = 'select coalesce(sum(greatest(reltuples, 0)), 0)::float8 as rows from pg_class where oid = any($1::text[]::regclass[])';
  const { rows } = await pool.query<{ rows: number }>(text, [projections.map(({ name }) => name)]);
  return Math.max(1, Math.ceil((rows[0]?.rows ?? 0) / ROWS_IN_A_SLICE));
};

/**
 * Folds one slice of every table anew and compares counts and checksums with what is live. Long work on the log happens outside of any
 * transaction; only the last facts and the rows are read in one snapshot. `pause` is waited for after each page.
 */
export const auditSlice = async (pool: Pool, slice: Slice, pause: Fold['pause']): Promise<readonly Audited[]> => {
  const tables: Tables = new Map(projections.map(({ name }): [string, Rows] => [name, new Map<string, object>()]));
  const fold: Fold = { tables, slice, pause };
  // All tables to where the slowest stands: from there on each goes on to its own place, inside the snapshot.
  const known = await positionsOf(pool);
  const least = [...known.values()].reduce((few, position) => (position < few ? position : few), [...known.values()][0] ?? 0n);
  await foldOn(pool, fold, 0n, new Map([...known.keys()].map((name) => [name, least])));
  const client = await pool.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    const now = await positionsOf(client);
    await foldOn(client, fold, least, now);
    return await compare(client, fold, now);
  } finally {
    await client.query('rollback').then(
      () => client.release(),
      () => client.release(true),
    );
  }
};
