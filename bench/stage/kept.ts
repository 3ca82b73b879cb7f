import type { Pool } from 'pg';
import { chargeOf, type Heard } from '../load/index.js';

/** A claim about the run, and what was counted. */
export interface Check {
  readonly claim: string;
  readonly ok: boolean;
  readonly found: string;
}

const PAGE = 20_000;

/** What became of one webhook. */
export interface Answer {
  readonly charge: string;
  readonly status: number;
  readonly outcome: string;
  readonly delivery: string;
}

const said = (body: string): { outcome: string; delivery: string } => {
  try {
    const { outcome = '', delivery = '' } = JSON.parse(body) as { outcome?: string; delivery?: string };
    return { outcome, delivery };
  } catch {
    return { outcome: '', delivery: '' };
  }
};

/** What was heard of the sales from number `first` on. */
export const answersOf = ({ status, bodies }: Heard, first: number): readonly Answer[] =>
  bodies.map((body, index) => ({ charge: chargeOf(first + index), status: status[index] ?? 0, ...said(body) }));

interface EventRow {
  readonly position: string;
  readonly delivery: string;
  readonly charge: string;
}

/** The log in order, a page at a time. */
async function* pagesOf(pool: Pool): AsyncGenerator<readonly EventRow[]> {
  const text = `select global_position::text as position, metadata->>'delivery' as delivery, data->>'charge' as charge
    from events where global_position > $1 and type = 'ChargePaid' and data->>'charge' like 'HP9%' order by global_position limit ${PAGE}`;
  for (let after = '0'; ;) {
    const { rows } = await pool.query<EventRow>(text, [after]);
    yield rows;
    if (rows.length < PAGE) return;
    after = rows.at(-1)?.position ?? after;
  }
}

const chargesByDelivery = async (pool: Pool): Promise<ReadonlyMap<string, string>> => {
  const charges = new Map<string, string>();
  for await (const rows of pagesOf(pool)) for (const { delivery, charge } of rows) charges.set(delivery, charge);
  return charges;
};

const countGaps = async (pool: Pool): Promise<{ facts: number; gaps: number }> => {
  const text = 'select count(*)::int as facts, coalesce(max(global_position), 0)::int as head from events';
  const { rows } = await pool.query<{ facts: number; head: number }>(text);
  const { facts = 0, head = 0 } = rows[0] ?? {};
  return { facts, gaps: head - facts };
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
  const charges = await chargesByDelivery(pool);
  const { facts, gaps } = await countGaps(pool);
  const good = answers.filter(({ status }) => status === 200);
  const ids = new Set(good.map(({ delivery }) => delivery));
  const lost = good.filter(({ delivery }) => !kept.has(delivery));
  const factless = good.filter(({ delivery, charge }) => charges.get(delivery) !== charge);
  const unasked = [...kept].filter((id) => !ids.has(id));
  return [
    check('every webhook was answered 200', answers.length - good.length, `${good.length} of ${answers.length}`),
    check('every answer said "accepted"', good.filter(({ outcome }) => outcome !== 'accepted').length, `${good.length} answers`),
    check('every 200 is in deliveries', lost.length + good.length - ids.size, `${kept.size} deliveries`),
    check('every 200 has its own fact in events', factless.length, `${charges.size} payments`),
    check('nothing is kept that was not answered', unasked.length, `${unasked.length} more`),
    check('positions are gapless', gaps, `1 to ${facts + gaps}`),
  ];
};
