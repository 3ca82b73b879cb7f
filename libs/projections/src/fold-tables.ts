import type { GlobalPosition, RecordedEvent } from '#domain';
import { postgresEventStore } from '#event-store';
import type { PoolClient } from 'pg';
import type { Projection, Rows } from './projection.js';
import { loadFrom, saveInto } from './row-store.js';

/** How far a projection has come, and which edition of its fold made its rows. */
export interface Checkpoint {
  readonly position: GlobalPosition;
  readonly fold: number;
}

/** The tables as one fold sees them, from the first read to the commit: nobody else folds meanwhile. */
export interface FoldTables {
  /** Keeps every other folder out until this fold ends: that lock is the mutex between workers. */
  lockCheckpoints(names: readonly string[]): Promise<ReadonlyMap<string, Checkpoint>>;
  saveCheckpoints(names: readonly string[], position: GlobalPosition): Promise<void>;
  readAll(after: GlobalPosition, limit: number): Promise<readonly RecordedEvent[]>;
  /** The rows of these keys, by table. */
  load(keys: ReadonlyMap<string, readonly string[]>): Promise<ReadonlyMap<string, Rows>>;
  /** Writes rows, old and new alike, by table. */
  save(rows: ReadonlyMap<string, Rows>): Promise<void>;
}

interface CheckpointRow {
  readonly projection: string;
  readonly position: string;
  readonly fold: number;
}

const LOCK = 'select projection, position::text, fold from checkpoints where projection = any($1) order by projection for update';
const SAVE = 'update checkpoints set position = $2, updated_at = clock_timestamp() where projection = any($1)';

/** PostgreSQL's, inside a transaction that already runs. */
export const postgresFoldTables = (client: PoolClient): FoldTables => {
  const lockCheckpoints = async (names: readonly string[]): Promise<ReadonlyMap<string, Checkpoint>> => {
    const { rows } = await client.query<CheckpointRow>({ name: 'lock-checkpoints', text: LOCK, values: [names] });
    if (rows.length < names.length) {
      await client.query('insert into checkpoints (projection) select unnest($1::text[]) on conflict do nothing', [names]);
      return lockCheckpoints(names);
    }
    return new Map(rows.map(({ projection, position, fold }) => [projection, { position: BigInt(position), fold }]));
  };
  return {
    lockCheckpoints,
    async saveCheckpoints(names, position) {
      await client.query({ name: 'save-checkpoints', text: SAVE, values: [names, position.toString()] });
    },
    readAll: async (after, limit) => postgresEventStore(client).readAll(after, limit),
    load: async (keys) => loadFrom(client, keys),
    save: async (rows) => saveInto(client, rows),
  };
};

/** The rows were made by another edition of a fold than this process knows: it must neither fold nor decide. */
export class OtherFold extends Error {
  override readonly name = 'OtherFold';
}

/** Throws `OtherFold` unless every table was folded as this process folds. */
export const refuseOtherFolds = (all: readonly Projection[], checkpoints: ReadonlyMap<string, Checkpoint>): void => {
  for (const { name, fold } of all) {
    const made = checkpoints.get(name)?.fold ?? fold;
    if (made > fold) throw new OtherFold(`a newer version has taken over ${name}; this process does no more and may be stopped`);
    if (made < fold) throw new OtherFold(`${name} was folded by an older version; run: catraca migrate`);
  }
};
