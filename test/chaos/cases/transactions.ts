import pg from 'pg';
import { setTimeout as pause } from 'node:timers/promises';
import { unless, type Case } from '../case.js';
import { doorStayedOpen, refusals } from '../outage.js';
import type { Stage } from '../stage.js';

const FOLD_HELD_MS = 15_000;
/** So long we look at how long customers wait before anything is held; a machine with its hands full lets them wait for itself. */
const BEFORE_MS = 5000;
const LOOK_MS = 200;
/** While nothing that she needs is held, nobody waits longer than this, or than three times the longest wait before. */
const [USUAL_MS, AT_MOST_TIMES] = [8000, 3];

/** The longest time that somebody has waited by now. */
const longestWait = ({ load }: Stage): number => Math.max(0, ...load.unserved().map((one) => performance.now() - one.actedAt()));

const longestWaitWithin = async (stage: Stage, ms: number): Promise<number> => {
  let longest = 0;
  for (const end = performance.now() + ms; performance.now() < end; await pause(LOOK_MS)) longest = Math.max(longest, longestWait(stage));
  return longest;
};

const told = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

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
    const { holdMs } = stage.measure;
    const usual = await longestWaitWithin(stage, BEFORE_MS);
    const [over, longest] = await Promise.all([leftOpen(stage, locked, holdMs), longestWaitWithin(stage, holdMs)]);
    const waits = `the longest wait was ${told(usual)} before it was held, and ${told(longest)} while it was`;
    return {
      over,
      breaches: [...doorStayedOpen(stage, before), ...unless(longest <= Math.max(USUAL_MS, AT_MOST_TIMES * usual), waits)],
      notes: [`held for ${told(holdMs)}; ${waits}`],
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
