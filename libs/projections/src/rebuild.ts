import type { GlobalPosition, RecordedEvent } from '#domain';
import { postgresEventStore, type EventStore } from '#event-store';
import type { Pool, PoolClient } from 'pg';
import { bulkFold, type BulkFold } from './bulk-fold.js';
import type { Projection } from './projection.js';
import { createBeside, dropBeside, indexBeside, tablesBeside } from './tables-beside.js';

/** Facts of a page: 2,000 instead of 1,000 took 24 MB more at 300,000 facts, and nothing was faster. */
const BATCH = 500;
const LOCK = '7302, hashtext(current_schema())';

/** `upTo` and the positions that `onProgress` is told are places in the log. */
export interface Rebuild {
  readonly projections: readonly Projection[];
  readonly onProgress: (done: GlobalPosition, head: GlobalPosition) => void;
}

/** Another replay is at work on these tables. */
export class ReplayRunning extends Error {
  override readonly name = 'ReplayRunning';
}

/** The log from its beginning; the database reads the next page while this one is folded. */
async function* pagesAhead(store: EventStore): AsyncGenerator<readonly RecordedEvent[]> {
  let coming = store.readAll(0n, BATCH);
  for (let page = await coming; page.length > 0; page = await coming) {
    coming = store.readAll(page.at(-1)?.globalPosition ?? 0n, BATCH);
    // Whoever waits for it hears of a failure; without a listener until then the process would end.
    coming.catch(() => undefined);
    yield page;
  }
}

async function* pagesBetween(store: EventStore, from: GlobalPosition, upTo: GlobalPosition): AsyncGenerator<readonly RecordedEvent[]> {
  for (let after = from; after < upTo;) {
    const page = await store.readAll(after, BATCH);
    if (page.length === 0) return;
    after = page.at(-1)?.globalPosition ?? upTo;
    yield page.filter(({ globalPosition }) => globalPosition <= upTo);
  }
}

/** Folds the log after `from` into the tables beside, to `upTo` or the end, and says how far it came. */
const foldPages = async (
  pages: AsyncIterable<readonly RecordedEvent[]>,
  { fold, finish }: BulkFold,
  onPage: (position: GlobalPosition) => void,
): Promise<GlobalPosition | undefined> => {
  let last: GlobalPosition | undefined;
  for await (const events of pages) {
    await fold(events);
    last = events.at(-1)?.globalPosition ?? last;
    if (last !== undefined) onPage(last);
  }
  await finish();
  return last;
};

/** Folds the log from its beginning to its end, with other connections reading what comes next while `client` writes; says how far it came. */
const foldWhole = async (client: PoolClient, pool: Pool, { projections, onProgress }: Rebuild): Promise<GlobalPosition> => {
  const store = postgresEventStore(pool);
  const head = await store.head();
  const fold = bulkFold(tablesBeside(client, pool, projections), projections, { intoEmpty: { facts: Number(head) }, inBackground: true });
  const last = await foldPages(pagesAhead(store), fold, (position) => onProgress(position, position > head ? position : head));
  await indexBeside(client, projections);
  return last ?? 0n;
};

/** Folds what came since into the tables beside, to `upTo`, inside a transaction that already runs; says how far it came. */
export const foldBeside = async (
  client: PoolClient,
  { projections, onProgress }: Rebuild,
  [from, upTo]: readonly [GlobalPosition, GlobalPosition],
): Promise<GlobalPosition> => {
  const fold = bulkFold(tablesBeside(client, client, projections), projections, { inBackground: false });
  const last = await foldPages(pagesBetween(postgresEventStore(client), from, upTo), fold, (position) => onProgress(position, upTo));
  return last ?? from;
};

/**
 * Folds the whole log into tables beside the live ones, and then lets `settle` do with them what it will; one such work at a time.
 * Readers see the old rows meanwhile: a reconciler that saw a half-built table would take badges away.
 */
export const besideTheLive = async <Result>(pool: Pool, rebuild: Rebuild, settle: (position: GlobalPosition) => Promise<Result>): Promise<Result> => {
  const client = await pool.connect();
  try {
    const { rows } = await client.query<{ mine: boolean }>(`select pg_try_advisory_lock(${LOCK}) as mine`);
    if (rows[0]?.mine !== true) throw new ReplayRunning('another replay is at work; wait for it or stop it');
    await createBeside(client, rebuild.projections);
    const result = await settle(await foldWhole(client, pool, rebuild));
    await dropBeside(client, rebuild.projections);
    await client.query(`select pg_advisory_unlock(${LOCK})`);
    return result;
  } finally {
    // Ends the session, and with it the lock, whatever state it is in.
    client.release(true);
  }
};
