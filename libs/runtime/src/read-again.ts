import { markReadAgain, postgresEventStore, type DeliveryOutcome } from '#event-store';
import { sources, type Delivery, type Source } from '#sources';
import { readDelivery } from './read-delivery.js';
import type { Runtime } from './runtime.js';

/** A delivery as it was kept. */
export interface KeptRow extends Delivery {
  readonly id: string;
  readonly source: string;
  readonly outcome: string;
}

/** One delivery read again: what it was, what it is, and how many of its facts are new. */
export interface Reread {
  readonly delivery: string;
  readonly channel: string;
  readonly before: string;
  readonly after: DeliveryOutcome;
  readonly facts: number;
  readonly notes: readonly string[];
}

/** Reads a kept delivery with today's code. Time was judged at the door; only reading happens again. Undefined: nobody knows its source any more. */
export const readAgain = async (
  { pool, personOf, settings }: Pick<Runtime, 'pool' | 'personOf' | 'settings'>,
  kept: KeptRow,
  dryRun = false,
): Promise<Reread | undefined> => {
  const source = Object.values<Source>(sources).find(({ name }) => name === kept.source);
  if (!source) return undefined;
  const read = readDelivery(source, kept, { personOf, testsAreReal: settings.rehearsal ?? false, id: kept.id });
  const results = dryRun ? [] : await postgresEventStore(pool).append(read.events);
  if (!dryRun) await markReadAgain(pool, kept.id, read);
  const facts = dryRun ? read.events.length : results.filter(({ outcome }) => outcome === 'appended').length;
  return { delivery: kept.id, channel: kept.channel, before: kept.outcome, after: read.outcome, facts, notes: read.notes };
};
