import { runChild } from '../stage/child.js';
import type { Loop } from './closed-loop.js';
import type { PROJECTIONS } from './emmett-projections.js';

export interface EmmettAppend {
  readonly databaseUrl: string;
  readonly writers: number;
  readonly seconds: number;
}

/** `events` and `streams`: what the run left in the store. */
export interface EmmettAppendFigures extends Loop {
  readonly writers: number;
  readonly events: number;
  readonly streams: number;
  /** As many events in as many streams as were acknowledged. */
  readonly complete: boolean;
}

export interface EmmettRebuild {
  readonly databaseUrl: string;
  readonly projection: keyof typeof PROJECTIONS;
  /** At least so many; what is missing is appended first, by 16 writers. */
  readonly events: number;
  /** The longest that the rebuild may take, and the appending before it. */
  readonly seconds: number;
  /** How it pulls, where not as Emmett is shipped: 100 events, then 50 ms of rest. */
  readonly batchSize?: number;
  readonly pullingMs?: number;
}

/** `folded` counts the events that the rebuilt rows hold; `inTime` is false when it had to be stopped. */
export interface EmmettRebuildFigures {
  readonly events: number;
  readonly folded: number;
  readonly seconds: number;
  readonly perSecond: number;
  readonly inTime: boolean;
  readonly complete: boolean;
}

/** `appendToStream` of its PostgreSQL event store, as its documentation says to append: one fact, one stream, one call. */
export const emmettAppend = async (run: EmmettAppend): Promise<EmmettAppendFigures> =>
  (await runChild('emmett-append-run', run, import.meta.url)) as EmmettAppendFigures;

/**
 * `rebuildPostgreSQLProjections`, its own way to rebuild: a consumer with a truncating projector, from the beginning of the log to its end.
 * After concurrent appends 0.42.0 leaves facts out: it reads in the order of transactions and goes on by position, which is another order
 * (github.com/event-driven-io/emmett/pull/336 mends it, later). `complete` says so; the rate is of what was folded.
 */
export const emmettRebuild = async (run: Partial<EmmettRebuild> & { readonly databaseUrl: string }): Promise<EmmettRebuildFigures> =>
  (await runChild('emmett-rebuild-run', { projection: 'documents', events: 100_000, seconds: 120, ...run }, import.meta.url)) as EmmettRebuildFigures;
