import type { GlobalPosition, MemberId, RecordedEvent } from '#domain';
import { postgresEventStore } from '#event-store';
import { checkpoints, memoryDifferences, projections, readModel, verify, type MemoryLedger, type Moment, type ReadModel } from '#projections';
import type { Pool } from 'pg';
import { leaksIn } from './leaks.js';

/** A row that is not what the log says. */
interface WrongRow {
  readonly projection: string;
  readonly key: string;
}

/** What the invariants are held against: a ledger, looked at from outside. */
export interface Evidence {
  /** Facts after a position in log order, at most `limit`. */
  facts(after: GlobalPosition, limit: number): Promise<readonly RecordedEvent[]>;
  checkpoints(): Promise<ReadonlyMap<string, GlobalPosition>>;
  differences(): Promise<readonly WrongRow[]>;
  readonly model: ReadModel;
  /** Which of these deliveries are kept, and which of those gave facts that are all in the log. */
  kept(deliveries: readonly string[]): Promise<ReadonlyMap<string, { readonly facts: number; readonly outcome: string }>>;
  /** Where personal data or one of these texts stands in the open. */
  leaks(texts: readonly string[]): Promise<readonly string[]>;
}

const PAGE = 5000;

/** The whole log in order, a page at a time. */
export async function* factPages({ facts }: Pick<Evidence, 'facts'>): AsyncGenerator<readonly RecordedEvent[]> {
  for (let after = 0n; ;) {
    const page = await facts(after, PAGE);
    yield page;
    if (page.length < PAGE) return;
    after = page.at(-1)?.globalPosition ?? after;
  }
}

/** What a run knows of its own outside, beside the ledger. */
export interface Claims {
  readonly moment: Moment;
  /** Deliveries that were answered 200, by the id in the answer, with the outcome that was told. */
  readonly answered?: readonly { readonly delivery: string; readonly outcome: string }[];
  /** Whether the member holds the badge, by Cativa's own word. */
  readonly holds?: (member: MemberId, badge: string) => boolean;
  /** Nothing is under way any more, and the outside is well: then everything must have converged. */
  readonly quiet?: boolean;
  /** Secrets and addresses of this run, that must stand nowhere in the open. */
  readonly secrets?: readonly string[];
}

const KEPT = `select d.id::text as id, d.outcome, (select count(*)::int from events e where e.metadata ? 'delivery' and e.metadata->>'delivery' = d.id::text) as facts
  from deliveries d where d.id = any($1::uuid[])`;

/** The ledger on PostgreSQL as evidence. */
export const postgresEvidence = (pool: Pool): Evidence => ({
  facts: async (after, limit) => postgresEventStore(pool).readAll(after, limit),
  checkpoints: async () => new Map((await checkpoints(pool)).map(({ projection, position }) => [projection, BigInt(position)])),
  differences: async () => (await verify(pool, projections, () => undefined)).differences,
  model: readModel(pool),
  kept: async (deliveries) => {
    const { rows } = await pool.query<{ id: string; outcome: string; facts: number }>(KEPT, [deliveries]);
    return new Map(rows.map(({ id, outcome, facts }) => [id, { outcome, facts }]));
  },
  leaks: async (texts) => leaksIn(pool, texts),
});

/** The ledger in memory as evidence; it keeps no deliveries and no personal data. */
export const memoryEvidence = (ledger: MemoryLedger): Evidence => ({
  facts: async (after, limit) => ledger.store.readAll(after, limit),
  checkpoints: async () => Promise.resolve(new Map(projections.map(({ name }) => [name, ledger.checkpointOf(name)]))),
  differences: async () => memoryDifferences(ledger),
  model: ledger.model,
  kept: async () => Promise.resolve(new Map<string, { facts: number; outcome: string }>()),
  leaks: async () => Promise.resolve([]),
});
