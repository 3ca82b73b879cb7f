import type { Pool } from 'pg';
import type { Answer } from './open-loop.js';

/** A claim about the run, and what was counted. */
export interface Check {
  readonly claim: string;
  readonly ok: boolean;
  readonly found: string;
}

const PAGE = 20_000;

interface EventRow {
  readonly position: string;
  readonly delivery: string;
  readonly charge: string;
}

/** The log in order, a page at a time. */
async function* pagesOf(pool: Pool): AsyncGenerator<readonly EventRow[]> {
  const text = `select global_position::text as position, metadata->>'delivery' as delivery, data->>'charge' as charge
    from events where global_position > $1 order by global_position limit ${PAGE}`;
  for (let after = '0'; ;) {
    const { rows } = await pool.query<EventRow>(text, [after]);
    yield rows;
    if (rows.length < PAGE) return;
    after = rows.at(-1)?.position ?? after;
  }
}

const readLog = async (pool: Pool): Promise<{ chargeOf: Map<string, string>; events: number; gaps: number }> => {
  const chargeOf = new Map<string, string>();
  let [events, gaps] = [0, 0];
  for await (const rows of pagesOf(pool)) {
    for (const { position, delivery, charge } of rows) {
      events += 1;
      if (Number(position) !== events + gaps) gaps = Number(position) - events;
      chargeOf.set(delivery, charge);
    }
  }
  return { chargeOf, events, gaps };
};

const deliveriesKept = async (pool: Pool): Promise<ReadonlySet<string>> => {
  const { rows } = await pool.query<{ id: string }>('select id::text as id from deliveries');
  return new Set(rows.map(({ id }) => id));
};

const check = (claim: string, wrong: number, found: string): Check => ({
  claim,
  ok: wrong === 0,
  found: wrong === 0 ? found : `${wrong} wrong; ${found}`,
});

/** I1: what was answered 200 is in the delivery log and its fact is in the log, under the charge that was sent; and no position is skipped. */
export const checkKept = async (pool: Pool, answers: readonly Answer[]): Promise<readonly Check[]> => {
  const kept = await deliveriesKept(pool);
  const { chargeOf, events, gaps } = await readLog(pool);
  const good = answers.filter(({ status }) => status === 200);
  const ids = new Set(good.map(({ delivery }) => delivery));
  const lost = good.filter(({ delivery }) => !kept.has(delivery));
  const factless = good.filter(({ delivery, charge }) => chargeOf.get(delivery) !== charge);
  const unasked = [...kept].filter((id) => !ids.has(id));
  return [
    check('every webhook was answered 200', answers.length - good.length, `${good.length} of ${answers.length}`),
    check('every answer said "accepted"', good.filter(({ outcome }) => outcome !== 'accepted').length, `${good.length} answers`),
    check('every 200 is in deliveries', lost.length + good.length - ids.size, `${kept.size} deliveries`),
    check('every 200 has its own fact in events', factless.length, `${events} events`),
    check('nothing is kept that was not answered', unasked.length, `${unasked.length} more`),
    check('positions are gapless', gaps, `1 to ${events + gaps}`),
  ];
};
