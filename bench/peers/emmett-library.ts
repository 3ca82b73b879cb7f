import type pg from 'pg';
import { loadPeer } from './install.js';
import { purchaseFacts, type PeerFact } from './purchases.js';
import { connectionTo } from './webhooks-table.js';

export type EmmettEvent = Omit<PeerFact, 'stream'>;
type HeardEvent = EmmettEvent & { readonly metadata: { readonly streamName: string } };

/** As much of Emmett as is measured. */
interface Emmett {
  getPostgreSQLEventStore(connectionString: string, options: { readonly connectionOptions: { readonly pool: pg.Pool } }): EmmettStore;
  pongoSingleStreamProjection<Document>(definition: {
    readonly collectionName: string;
    readonly canHandle: readonly string[];
    initialState(): Document;
    evolve(document: Document, event: EmmettEvent): Document;
  }): object;
  postgreSQLRawSQLProjection(definition: {
    readonly name: string;
    readonly canHandle: readonly string[];
    init(): unknown;
    evolve(event: HeardEvent): unknown;
  }): object;
  rebuildPostgreSQLProjections(options: {
    readonly connectionString: string;
    readonly projections: readonly object[];
    readonly pulling: { readonly batchSize?: number; readonly pullingFrequencyInMs?: number };
  }): EmmettConsumer;
}

interface EmmettStore {
  readonly schema: { migrate(): Promise<unknown> };
  appendToStream(stream: string, events: readonly EmmettEvent[]): Promise<unknown>;
}

interface EmmettConsumer {
  /** Resolves when it stops. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

export const loadEmmett = (): Emmett => loadPeer('@event-driven-io/emmett-postgresql') as Emmett;

/** What is stored: events, and the streams that they are in. */
export interface Stored {
  readonly events: number;
  readonly streams: number;
}

/** Emmett's event store, migrated, and a way to append our facts to it, one by one, by number. */
export interface OpenStore {
  readonly pool: pg.Pool;
  append(number: number): Promise<unknown>;
  stored(): Promise<Stored>;
}

/** Opens it on a pool of Emmett's own driver: without one it takes at most ten connections, however many write. */
export const openEmmett = async (databaseUrl: string, connections: number): Promise<OpenStore> => {
  const { Pool } = loadPeer('pg') as typeof pg;
  const pool = new Pool({ ...connectionTo(databaseUrl), max: connections });
  const store = loadEmmett().getPostgreSQLEventStore(databaseUrl, { connectionOptions: { pool } });
  await store.schema.migrate();
  const factOf = purchaseFacts();
  return {
    pool,
    append: async (number) => {
      const { stream, ...event } = factOf(number);
      return store.appendToStream(stream, [event]);
    },
    stored: async () => {
      const { rows } = await pool.query<Stored>('select count(*)::int as events, count(distinct stream_id)::int as streams from emt_messages');
      return rows[0] ?? { events: 0, streams: 0 };
    },
  };
};
