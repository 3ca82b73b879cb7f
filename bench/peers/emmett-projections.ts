import { loadEmmett, type EmmettEvent } from './emmett-library.js';
import { loadPeer } from './install.js';

/** What a projection of Emmett's is made over: the name of its table, and the types of event that it hears. */
export interface Over {
  readonly table: string;
  readonly types: readonly string[];
}

/** One row a sale, as small as a fold of its purchase can be. `facts` shows what was folded. */
interface Sale {
  readonly facts: number;
  readonly last: EmmettEvent['data'] | null;
}

/** What its guide to projections and its own benchmark of rebuilds use: a document a stream, read, folded and written for each event. */
const documents = ({ table, types }: Over): object =>
  loadEmmett().pongoSingleStreamProjection<Sale>({
    collectionName: table,
    canHandle: types,
    initialState: () => ({ facts: 0, last: null }),
    evolve: ({ facts }, { data }) => ({ facts: facts + 1, last: data }),
  });

/** The quickest that it has: one statement an event, which folds where the row is. */
const statements = ({ table, types }: Over): object => {
  const { sql } = loadPeer('@event-driven-io/dumbo') as { sql(format: string, ...values: readonly string[]): unknown };
  const upsert = `insert into ${table} as sale (_id, data) values (%L, %L::jsonb)
    on conflict (_id) do update set data = excluded.data || jsonb_build_object('facts', (sale.data->>'facts')::int + 1)`;
  return loadEmmett().postgreSQLRawSQLProjection({
    name: table,
    canHandle: types,
    init: () => sql(`create table if not exists ${table} (_id text primary key, data jsonb not null)`),
    evolve: ({ data, metadata }) => sql(upsert, metadata.streamName, JSON.stringify({ facts: 1, last: data } satisfies Sale)),
  });
};

/** Emmett's ways to say what becomes of an event. */
export const PROJECTIONS = { documents, statements } as const;
