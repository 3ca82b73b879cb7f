import type { Catalog, Instant, PersonKey } from '#domain';
import { groupedAppends, inTransaction, postgresEventStore, type EventStore } from '#event-store';
import type { Pool } from 'pg';
import { isOtherEpoch } from './epoch.js';
import type { Moment } from './moment.js';
import { foldNext, isBehind, type Folded } from './projector.js';
import { projections } from './projections.js';
import { readModel, type ReadModel } from './read-model.js';
import { waitingGrant, waitingGrants, type Waiting } from './waiting.js';

/** The log and the model as one who asks to remove sees them, while nobody else asks. */
export interface Turn {
  readonly store: EventStore;
  readonly model: Pick<ReadModel, 'holders'>;
  /** How many removals were asked for since then. */
  removalsSince(at: Instant): Promise<number>;
  /** Whether the log may have been put back to an older state, and nobody has said so yet. */
  isOtherEpoch(): Promise<boolean>;
}

/** The log and the tables that are folds of it: all that the workers need to know. PostgreSQL's and memory's pass one contract. */
export interface Ledger {
  readonly store: EventStore;
  readonly model: ReadModel;
  /** Folds the next batch into every projection; rows and checkpoints are kept together, so each fact counts exactly once. */
  foldNext(): Promise<Folded>;
  /** Whether some projection has not folded the whole log. */
  isBehind(): Promise<boolean>;
  /** Runs `work` while nobody else has a turn; keeps what it appended if it returns, nothing if it throws. */
  inTurn<Result>(work: (turn: Turn) => Promise<Result>): Promise<Result>;
  /** Everybody who paid and is no member, oldest first. */
  waitingGrants(catalog: Catalog, moment: Moment): AsyncIterable<Waiting>;
  waitingGrant(person: PersonKey, catalog: Catalog, moment: Moment): Promise<Waiting | undefined>;
}

const TURN = { name: 'removal-turn', text: 'select pg_advisory_xact_lock(7304, hashtext(current_schema()))' };
const REMOVALS = {
  name: 'removals-since',
  text: `select count(*)::int as count from events where type = 'RemoveRequested' and recorded_at > $1`,
};

/** The ledger on PostgreSQL. */
export const postgresLedger = (pool: Pool): Ledger => ({
  store: groupedAppends(postgresEventStore(pool)),
  model: readModel(pool),
  foldNext: async () => foldNext(pool, projections),
  isBehind: async () => isBehind(pool),
  inTurn: async (work) =>
    inTransaction(pool, async (client) => {
      // A copy: pg writes its callback into the object that it is given.
      await client.query({ ...TURN });
      const removalsSince = async (at: Instant): Promise<number> =>
        (await client.query<{ count: number }>({ ...REMOVALS, values: [at] })).rows[0]?.count ?? 0;
      return work({ store: postgresEventStore(client), model: readModel(client), removalsSince, isOtherEpoch: async () => isOtherEpoch(client) });
    }),
  waitingGrants: (catalog, moment) => waitingGrants(pool, catalog, moment),
  waitingGrant: async (person, catalog, moment) => waitingGrant(pool, person, catalog, moment),
});
