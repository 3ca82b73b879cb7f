import pg from 'pg';
import { setTimeout as pause } from 'node:timers/promises';
import { unless, type Case } from '../case.js';
import { doorStayedOpen, refusals } from '../outage.js';
import type { Stage } from '../stage.js';

const FOLD_HELD_MS = 15_000;
/** Nobody should wait longer than this while nothing that she needs is held. */
const USUAL_MS = 8000;

/** Leaves a transaction open on a connection of its own that did these statements. */
const leftOpen = async ({ site }: Stage, statements: readonly string[], ms: number): Promise<number> => {
  const client = new pg.Client({ connectionString: site.databaseUrl, application_name: 'chaos' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
    await pause(ms);
    await client.query('rollback');
  } finally {
    await client.end();
  }
  return performance.now();
};

export const transactionLeftOpen: Case = {
  name: 'transaction-left-open',
  does: 'a transaction with a snapshot of the log and a locked row left idle (--hold)',
  queues: ['postgres'],
  run: async (stage) => {
    const before = refusals(stage);
    const locked = [
      'begin isolation level repeatable read',
      'select count(*) from events',
      'select from deliveries order by received_at limit 1 for update',
    ];
    const over = await leftOpen(stage, locked, stage.measure.holdMs);
    const late = stage.load.unserved(over - USUAL_MS).length;
    return {
      over,
      breaches: [...doorStayedOpen(stage, before), ...unless(late === 0, `${late} customers waited for more than ${USUAL_MS / 1000} s meanwhile`)],
      notes: [`held for ${stage.measure.holdMs / 1000} s; nobody noticed`],
    };
  },
};

export const foldHeld: Case = {
  name: 'fold-held',
  does: `the rows that say how far the tables are folded locked for ${FOLD_HELD_MS / 1000} s`,
  queues: ['postgres'],
  run: async (stage) => {
    const before = refusals(stage);
    const over = await leftOpen(stage, ['begin', 'select from checkpoints for update'], FOLD_HELD_MS);
    return { over, breaches: doorStayedOpen(stage, before), notes: [`${stage.load.unserved(over).length} customers waited when it ended`] };
  },
};
