import type { LookupOutcome, Lookups } from '#effects';
import {
  acceptDeliveries,
  askedDelivery,
  inTransaction,
  lockAsked,
  markReadAgain,
  type AskedDelivery,
  type DeliveryOutcome,
  type KeptDelivery,
} from '#event-store';
import type { PersonOf } from './person.js';
import { readDelivery, type ReadDelivery } from './read-delivery.js';
import { completedBody, sources, type Lookup, type Source } from '#sources';
import { hash, randomUUIDv7 } from 'node:crypto';
import type { Pool } from 'pg';

/** What completing touches. `lookups`: who can be asked, by channel. */
export interface CompletePorts {
  readonly pool: Pool;
  readonly lookups: ReadonlyMap<string, Lookups>;
  readonly personOf: PersonOf;
  readonly testsAreReal: boolean;
}

type Later = Extract<LookupOutcome, { kind: 'later' }>;

/** What asking came to. nothing: nobody waits for an answer any more, or nobody can be asked. closed: no answer will come. */
export type Completed =
  | { readonly kind: 'completed'; readonly by: string; readonly facts: number }
  | { readonly kind: 'closed'; readonly because: string }
  | { readonly kind: 'nothing' }
  | Later;

/** The delivery as far as answers have completed it, and why no more was asked. */
interface Found {
  readonly body: Buffer;
  readonly read?: ReadDelivery;
  readonly stopped: Later | { readonly kind: 'never'; readonly because: string } | { readonly kind: 'answered' };
}

const NOT_ENOUGH = { kind: 'never', because: 'its answer leaves the question open' } as const;
const NO_PLACE = { kind: 'never', because: 'there is no place for an answer in such a body' } as const;
const ANSWERED = { kind: 'answered' } as const;

const cannotSay = (because: string): string => `the gateway cannot say: ${because}`;

const nameOf = ({ of, id }: Lookup): string => `${of} ${id}`;

/** Asks, and asks on where an answer opens another question; never the same question twice. */
const findOut = async (kept: AskedDelivery, lookups: Lookups, readWith: (body: Buffer) => ReadDelivery, signal?: AbortSignal): Promise<Found> => {
  const asked = new Set<string>();
  let found: Found = { body: kept.body, stopped: ANSWERED };
  for (let ask: Lookup | undefined = kept.ask; ask; ask = found.read?.ask) {
    if (asked.has(nameOf(ask))) return { ...found, stopped: NOT_ENOUGH };
    asked.add(nameOf(ask));
    const outcome = await lookups.ask(ask, signal);
    if (outcome.kind !== 'answer') return { ...found, stopped: outcome };
    const body = completedBody(found.body, outcome.completion);
    if (!body) return { ...found, stopped: NO_PLACE };
    found = { body, read: readWith(body), stopped: ANSWERED };
  }
  return found;
};

/** A word that waited for an answer is what the answer made of it; one that stood by itself goes on standing. */
const outcomeNow = (before: DeliveryOutcome, answered: DeliveryOutcome): DeliveryOutcome =>
  answered === 'facts' || (answered === 'ignored' && before === 'incomplete') ? answered : before;

/** The answer as a delivery of its own, heard when the first was, so that words without a time of their own keep theirs. */
const answerOf = ({ channel, source, receivedAt }: AskedDelivery, id: string, { body, stopped }: Found, read: ReadDelivery): KeptDelivery => ({
  ...{ id, channel, source, body, receivedAt, outcome: read.outcome },
  notes: [...read.notes, ...(stopped.kind === 'never' ? [cannotSay(stopped.because)] : [])],
  digest: hash('sha256', body, 'buffer'),
  headers: {},
  query: {},
  ...(read.ask && stopped.kind === 'later' && { ask: read.ask }),
});

const close = async (pool: Pool, kept: AskedDelivery, because: string): Promise<Completed> =>
  inTransaction(pool, async (client) => {
    if (!(await lockAsked(client, kept))) return { kind: 'nothing' };
    await markReadAgain(client, kept.id, { outcome: kept.outcome, notes: [cannotSay(because)] });
    return { kind: 'closed', because };
  });

/** One transaction: the answer, its facts, and the end of the question. Whoever comes second finds no question. */
const keep = async (pool: Pool, kept: AskedDelivery, answer: KeptDelivery, events: ReadDelivery['events']): Promise<Completed> =>
  inTransaction(pool, async (client) => {
    if (!(await lockAsked(client, kept))) return { kind: 'nothing' };
    const outcome = outcomeNow(kept.outcome, answer.outcome);
    await markReadAgain(client, kept.id, { outcome, notes: [`completed by delivery ${answer.id}`] });
    const [results = []] = await acceptDeliveries(client, [{ delivery: answer, events }]);
    return { kind: 'completed', by: answer.id, facts: results.filter((result) => result.outcome === 'appended').length };
  });

/** Keeps what came of asking, in one way or the other; without a better reading there is only the reason to keep. */
const settle = async (pool: Pool, kept: AskedDelivery, found: Found, answerId: string): Promise<Completed> => {
  const { read, stopped } = found;
  if (read && read.outcome !== 'incomplete') return keep(pool, kept, answerOf(kept, answerId, found, read), read.events);
  if (stopped.kind === 'later') return stopped;
  return close(pool, kept, stopped.kind === 'never' ? stopped.because : NOT_ENOUGH.because);
};

/**
 * Asks the gateway what a delivery leaves open, and keeps the answer as a delivery of its own, read as any other. Nothing is
 * decided twice: however often and wherever this runs for one delivery, one answer is kept.
 */
export const completeDelivery = async (ports: CompletePorts, id: string, signal?: AbortSignal): Promise<Completed> => {
  const { pool, lookups, personOf, testsAreReal } = ports;
  const kept = await askedDelivery(pool, id);
  const source = Object.values<Source>(sources).find(({ name }) => name === kept?.source);
  const gateway = kept && lookups.get(kept.channel);
  if (!kept || !source || !gateway) return { kind: 'nothing' };
  const context = { personOf, testsAreReal, id: randomUUIDv7() };
  const readWith = (body: Buffer): ReadDelivery => readDelivery(source, { ...kept, body, headers: {}, query: {} }, context);
  return settle(pool, kept, await findOut(kept, gateway, readWith, signal), context.id);
};
