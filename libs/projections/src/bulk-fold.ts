import type { RecordedEvent } from '#domain';
import { keyFilters, type KeyFilter } from './key-filter.js';
import { foldTouches, keysTouched, touchesOf, type Projection, type Rows, type Touch } from './projection.js';

/** So many rows are held in memory, and as many again are on their way out; they are read again where they are needed again. */
const MOST_ROWS = 5000;
/** Seen: 1.2 in a log of sales that nobody refunds. */
const ROWS_PER_FACT = 1.5;

/** Tables that are being built, and that nobody else reads yet. */
export interface TablesBeside {
  load(projection: string, keys: readonly string[]): Promise<Rows>;
  /** Writes rows of a table that has none of them, and no index either. */
  append(projection: string, rows: Rows): Promise<void>;
  /** From here on rows can be found by their key, and written over. */
  openForUpdates(): Promise<void>;
  save(projection: string, rows: Rows): Promise<void>;
}

/** `intoEmpty`: no table has a row yet, and about so many facts come. `inBackground`: the database may write while the next facts are folded. */
export interface BulkOptions {
  readonly intoEmpty?: { readonly facts: number };
  readonly inBackground: boolean;
  readonly mostRows?: number;
}

/** Folds a long stretch of the log. */
export interface BulkFold {
  fold(events: readonly RecordedEvent[]): Promise<void>;
  /** Writes what is not written yet. */
  finish(): Promise<void>;
}

interface Held {
  readonly projection: Projection;
  rows: Rows;
  /** What is on its way to the table. */
  leaving: Rows;
  /** What the table may have; without it, it may have anything. */
  readonly known?: KeyFilter;
}

/** Rows that were read or are about to be written count as held; the others are asked for, where the table may have them. */
const missing = ({ rows, leaving, known }: Held, touches: readonly Touch[]): readonly string[] =>
  keysTouched(touches).filter((key) => {
    const row = rows.get(key) ?? leaving.get(key);
    if (row) rows.set(key, row);
    return row === undefined && (known?.mayHave(key) ?? true);
  });

/**
 * Rows are read and written when memory is full, not with every page: in a log of many sales most rows are folded from their first to
 * their last fact without a trip to the database. Most keys are new, and what was never written is not asked for: those questions were
 * 40 % of the time.
 */
export const bulkFold = (tables: TablesBeside, projections: readonly Projection[], options: BulkOptions): BulkFold => {
  const { intoEmpty, inBackground, mostRows = MOST_ROWS } = options;
  const filters = intoEmpty && keyFilters(projections.length, intoEmpty.facts * ROWS_PER_FACT);
  const held: readonly Held[] = projections.map((projection, index) => ({
    projection,
    rows: new Map<string, object>(),
    leaving: new Map<string, object>(),
    ...(filters?.[index] && { known: filters[index] }),
  }));
  let isOpen = intoEmpty === undefined;
  let leaving: Promise<void> = Promise.resolve();

  const readMissing = async (each: Held, touches: readonly Touch[]): Promise<void> => {
    const keys = missing(each, touches);
    if (!isOpen || keys.length === 0) return;
    for (const [key, row] of await tables.load(each.projection.name, keys)) each.rows.set(key, row);
  };
  const write = async (): Promise<void> => {
    for (const { projection, leaving: rows } of held) await tables[isOpen ? 'save' : 'append'](projection.name, rows);
  };
  const leave = async (): Promise<void> => {
    await leaving;
    held.forEach((each) => {
      for (const key of each.rows.keys()) each.known?.add(key);
      [each.leaving, each.rows] = [each.rows, new Map<string, object>()];
    });
    leaving = write();
  };
  const spill = async (): Promise<void> => {
    await leave();
    leaving = leaving.then(async () => {
      if (!isOpen) await tables.openForUpdates();
      isOpen = true;
    });
    // Whoever waits for it hears of a failure; without a listener until then the process would end.
    leaving.catch(() => undefined);
    if (!inBackground) await leaving;
  };
  return {
    fold: async (events) => {
      for (const each of held) {
        const touches = touchesOf(each.projection, events);
        await readMissing(each, touches);
        foldTouches(each.rows, each.projection, touches);
      }
      if (held.reduce((sum, { rows }) => sum + rows.size, 0) >= mostRows) await spill();
    },
    finish: async () => {
      await leave();
      await leaving;
    },
  };
};
