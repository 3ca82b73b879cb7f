import type { Block, GlobalPosition, PendingGrant } from '#domain';
import { memoryEventStore, type EventStore } from '#event-store';
import type { Checkpoint, FoldTables } from './fold-tables.js';
import type { Ledger } from './ledger.js';
import { memoryReadModel, rowsInOrder, salesIn, type TableOf } from './memory-read-model.js';
import { oneAtATime } from './one-at-a-time.js';
import type { Projection, Rows } from './projection.js';
import { foldBatch } from './projector.js';
import { projections } from './projections.js';
import { waitingAmong, type GrantsFound } from './waiting.js';

/** A ledger in memory, with its tables to look at. `now` gives `recordedAt`. */
export interface MemoryLedger extends Ledger {
  readonly rowsOf: TableOf;
  readonly checkpointOf: (name: string) => GlobalPosition;
}

const emptyTables = (all: readonly Projection[]): ReadonlyMap<string, Rows> =>
  new Map(all.map(({ name }): [string, Rows] => [name, new Map<string, object>()]));

const rowsAt = (table: Rows = new Map(), keys: readonly string[]): Rows =>
  new Map(keys.flatMap((key): [string, object][] => (table.has(key) ? [[key, table.get(key) ?? {}]] : [])));

/** Writes of one fold, kept apart until it is over: a fold that breaks off has written nothing. */
const foldTables = (tables: ReadonlyMap<string, Rows>, checkpoints: Map<string, Checkpoint>, store: EventStore) => {
  const writes: (() => void)[] = [];
  const open: FoldTables = {
    lockCheckpoints: async (names) =>
      Promise.resolve(new Map(names.map((name): [string, Checkpoint] => [name, checkpoints.get(name) ?? { position: 0n, fold: 0 }]))),
    saveCheckpoints: async (names, position) => {
      writes.push(() => names.forEach((name) => checkpoints.set(name, { fold: checkpoints.get(name)?.fold ?? 0, position })));
      return Promise.resolve();
    },
    readAll: async (after, limit) => store.readAll(after, limit),
    load: async (keys) => Promise.resolve(new Map([...keys].map(([table, some]): [string, Rows] => [table, rowsAt(tables.get(table), some)]))),
    save: async (rows) => {
      writes.push(() => rows.forEach((some, table) => some.forEach((row, key) => tables.get(table)?.set(key, row))));
      return Promise.resolve();
    },
  };
  return { open, commit: (): void => writes.forEach((write) => write()) };
};

/** The ledger in memory, for simulation: the same folds and the same judgements, without a server. */
export const memoryLedger = (now: () => Date, all: readonly Projection[] = projections): MemoryLedger => {
  const store = memoryEventStore(now);
  const tables = emptyTables(all);
  const checkpoints = new Map(all.map(({ name, fold }): [string, Checkpoint] => [name, { position: 0n, fold }]));
  const rowsOf: TableOf = (name) => tables.get(name) ?? new Map<string, object>();
  const model = memoryReadModel(rowsOf);
  const [inFold, inTurn] = [oneAtATime(), oneAtATime()];
  const checkpointOf = (name: string): GlobalPosition => checkpoints.get(name)?.position ?? 0n;
  const grants = (): GrantsFound => ({
    ...salesIn(rowsOf),
    grants: rowsInOrder<PendingGrant>(rowsOf('pending_grants')),
    blocks: rowsInOrder<Block>(rowsOf('blocks')),
  });
  const removalsSince = async (at: string): Promise<number> =>
    (await store.readAll(0n, Number.MAX_SAFE_INTEGER)).filter(({ event, recordedAt }) => event.type === 'RemoveRequested' && recordedAt > at).length;
  return {
    store,
    model,
    rowsOf,
    checkpointOf,
    foldNext: async () =>
      inFold(async () => {
        const { open, commit } = foldTables(tables, checkpoints, store);
        const folded = await foldBatch(open, all);
        commit();
        return folded;
      }),
    isBehind: async () => {
      const head = await store.head();
      return all.some(({ name }) => checkpointOf(name) < head);
    },
    // Nothing is taken back in memory: whoever has a turn appends last.
    inTurn: async (work) => inTurn(async () => work({ store, model, removalsSince, isOtherEpoch: async () => Promise.resolve(false) })),
    async *waitingGrants(catalog, moment) {
      yield* await Promise.resolve(waitingAmong(grants(), catalog, moment));
    },
    waitingGrant: async (asked, catalog, moment) => Promise.resolve(waitingAmong(grants(), catalog, moment).find(({ person }) => person === asked)),
  };
};
