import type { GlobalPosition } from '#domain';
import { postgresEventStore, sameJson } from '#event-store';
import type { Pool, PoolClient } from 'pg';
import type { Difference } from './compare.js';
import { foldInto, type Projection, type Rows } from './projection.js';

const BATCH = 5000;

/** `gaps`: positions that the log skips, which must not be. */
export interface VerifyReport {
  readonly facts: GlobalPosition;
  readonly rows: number;
  readonly gaps: number;
  readonly differences: readonly Difference[];
}

const differencesIn = async (client: PoolClient, projection: Projection, derived: Rows): Promise<readonly Difference[]> => {
  const { rows } = await client.query<{ key: string; state: object }>(`select key, state from ${projection.name} order by key`);
  const live = new Map(rows.map(({ key, state }) => [key, state]));
  const keys = [...new Set([...live.keys(), ...derived.keys()])].sort();
  return keys
    .map((key) => ({ projection: projection.name, key, live: live.get(key) ?? null, derived: derived.get(key) ?? null }))
    .filter((row) => !sameJson(row.live, row.derived));
};

const checkpointOf = async (client: PoolClient, name: string): Promise<GlobalPosition> => {
  const { rows } = await client.query<{ position: string }>('select position::text from checkpoints where projection = $1', [name]);
  return BigInt(rows[0]?.position ?? 0);
};

const verifyIn = async (client: PoolClient, projections: readonly Projection[], onProgress: (done: GlobalPosition, head: GlobalPosition) => void) => {
  const store = postgresEventStore(client);
  const head = await store.head();
  const derived = new Map<string, Rows>(projections.map(({ name }) => [name, new Map<string, object>()]));
  const until = new Map<string, GlobalPosition>();
  for (const { name } of projections) until.set(name, await checkpointOf(client, name));
  let [position, facts] = [0n, 0n];
  for (;;) {
    const events = await store.readAll(position, BATCH);
    for (const projection of projections) {
      const seen = events.filter(({ globalPosition }) => globalPosition <= (until.get(projection.name) ?? 0n));
      const rows = derived.get(projection.name);
      if (rows) foldInto(rows, projection, seen);
    }
    facts += BigInt(events.length);
    position = events.at(-1)?.globalPosition ?? position;
    onProgress(position, head);
    if (events.length < BATCH) break;
  }
  return { derived, facts, gaps: Number(position - facts) };
};

/**
 * Folds the log in memory with the same functions and compares with the tables, each up to its own checkpoint, all in
 * one snapshot: the service goes on meanwhile.
 */
export const verify = async (
  pool: Pool,
  projections: readonly Projection[],
  onProgress: (done: GlobalPosition, head: GlobalPosition) => void,
): Promise<VerifyReport> => {
  const client = await pool.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    const { derived, facts, gaps } = await verifyIn(client, projections, onProgress);
    const differences: Difference[] = [];
    for (const projection of projections) {
      const rows = derived.get(projection.name);
      if (rows) differences.push(...(await differencesIn(client, projection, rows)));
    }
    const rows = [...derived.values()].reduce((sum, { size }) => sum + size, 0);
    return { facts, rows, gaps, differences };
  } finally {
    await client.query('rollback').catch(() => undefined);
    client.release();
  }
};
