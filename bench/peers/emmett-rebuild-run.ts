import type pg from 'pg';
import { answerWith } from '../stage/child.js';
import { closedLoop } from './closed-loop.js';
import type { EmmettRebuild, EmmettRebuildFigures } from './emmett.js';
import { loadEmmett, openEmmett, type OpenStore } from './emmett-library.js';
import { PROJECTIONS } from './emmett-projections.js';

const WRITERS = 16;

const fill = async ({ append, stored }: OpenStore, events: number, seconds: number): Promise<number> => {
  const { events: there } = await stored();
  if (there < events) await closedLoop({ clients: WRITERS, seconds, most: events - there }, async (number) => append(there + number));
  return (await stored()).events;
};

const typesIn = async (pool: pg.Pool): Promise<readonly string[]> => {
  const { rows } = await pool.query<{ type: string }>('select distinct message_type as type from emt_messages');
  return rows.map(({ type }) => type);
};

/** How many facts the rows have folded: what a rebuild left out is missing here. */
const foldedIn = async (pool: pg.Pool, table: string): Promise<number> => {
  const { rows } = await pool.query<{ folded: number }>(`select coalesce(sum((data->>'facts')::int), 0)::int as folded from ${table}`);
  return rows[0]?.folded ?? 0;
};

/** Rebuilds once, for so long at most. */
const rebuild = async (task: EmmettRebuild, projection: object): Promise<{ seconds: number; inTime: boolean }> => {
  const { databaseUrl, batchSize, pullingMs: pullingFrequencyInMs, seconds } = task;
  const pulling = { ...(batchSize !== undefined && { batchSize }), ...(pullingFrequencyInMs !== undefined && { pullingFrequencyInMs }) };
  const consumer = loadEmmett().rebuildPostgreSQLProjections({ connectionString: databaseUrl, projections: [projection], pulling });
  let inTime = true;
  const stop = (): void => {
    inTime = false;
    void consumer.stop();
  };
  const limit = setTimeout(stop, seconds * 1000);
  const began = performance.now();
  await consumer.start();
  clearTimeout(limit);
  return { seconds: (performance.now() - began) / 1000, inTime };
};

answerWith(async (task: EmmettRebuild): Promise<EmmettRebuildFigures> => {
  const store = await openEmmett(task.databaseUrl, WRITERS);
  const events = await fill(store, task.events, task.seconds);
  // Another name each time: under a known one Emmett goes on from where it last stopped.
  const table = `sales_${Date.now()}`;
  const took = await rebuild(task, PROJECTIONS[task.projection]({ table, types: await typesIn(store.pool) }));
  const folded = await foldedIn(store.pool, table);
  await store.pool.query(`drop table ${table}`);
  return { events, folded, ...took, perSecond: Math.round(folded / took.seconds), complete: folded === events };
});
