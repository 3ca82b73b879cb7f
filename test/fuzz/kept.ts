import { createHash } from 'node:crypto';
import { foldAll } from '#projections';
import { expectDiscreet, expectNoFailure } from './discreet.js';
import { Fault } from './engine.js';
import type { Answer } from './raw-http.js';
import type { Stage } from './stage.js';

/** What the door said that it keeps, against what is kept. */
export interface Ledger {
  /** Checks what every answer must be, and counts it. */
  answered(answers: readonly Answer[]): readonly Answer[];
  /** How often each status was heard. */
  counts(): string;
  /** A delivery that an answer named. */
  heard(delivery: string, body: Buffer): void;
  /** A genuine webhook whose sender did not wait for the answer: kept or not, both are right. */
  unheard(): void;
  /** Rejects where the log is not what was said. */
  check(): Promise<void>;
}

const digestOf = (body: Buffer): string => createHash('sha256').update(body).digest('hex');

interface Row {
  readonly id: string;
  readonly digest: string;
  readonly length: number;
}

export const ledgerOf = ({ runtime: { pool } }: Stage): Ledger => {
  const fresh = new Map<string, Buffer>();
  let [heard, unheard] = [0, 0];

  const checkFresh = async (): Promise<void> => {
    const text = `select id, encode(digest, 'hex') as digest, octet_length(body) as length from deliveries where id = any($1)`;
    const { rows } = await pool.query<Row>(text, [[...fresh.keys()]]);
    const kept = new Map(rows.map((row) => [row.id, row]));
    for (const [id, body] of fresh) {
      const row = kept.get(id);
      if (!row) throw new Fault(`delivery ${id} was answered 200 and is not kept`);
      if (row.digest !== digestOf(body) || row.length !== body.length) throw new Fault(`delivery ${id} is kept as something else`);
    }
    fresh.clear();
  };

  const statuses = new Map<number, number>();

  return {
    answered: (answers) => {
      for (const answer of answers) {
        statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
        expectDiscreet(answer);
        expectNoFailure(answer);
      }
      return answers;
    },
    counts: () =>
      [...statuses]
        .sort()
        .map(([status, count]) => `${status} × ${count}`)
        .join(', '),
    heard: (delivery, body) => {
      heard += 1;
      fresh.set(delivery, body);
    },
    unheard: () => void (unheard += 1),
    check: async () => {
      await checkFresh();
      const { rows } = await pool.query<{ n: number }>('select count(*)::int as n from deliveries');
      const kept = rows[0]?.n ?? 0;
      if (kept < heard || kept > heard + unheard)
        throw new Fault(`${kept} deliveries are kept, where ${heard} were acknowledged and ${unheard} not waited for`);
      await foldAll(pool);
    },
  };
};
