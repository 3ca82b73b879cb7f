import type { DomainEvent } from '#domain';
import { postgresEventStore, type NewEvent } from '#event-store';
import type { Pool } from 'pg';
import { closedLoop, emmettAppend, ownDatabase, purchaseFacts, singleInserts } from '../peers/index.js';
import { goalLine, lineOf, median, type Measured, type Plan } from '../report/measured.js';
import type { Stage } from '../stage/stage.js';
import { withStage } from '../stage/with-stage.js';

const METADATA = { source: 'hotmart', channel: 'hotmart', delivery: '019ab5f0-0000-7000-8000-000000000000', schema: 1 } as const;
const WRITERS = [1, 16] as const;
/** What a group of webhooks brings at once when the door is busy. */
const BATCH = 200;

const factMaker = (round: string) => {
  const facts = purchaseFacts();
  return (number: number): NewEvent => {
    const { type, data } = facts(number);
    return { key: `bench/${round}/${number}`, event: { type, data } as DomainEvent, metadata: METADATA };
  };
};

/** Facts a second through the append function: so many writers, each with so many facts at a time. */
const appendRate = async (pool: Pool, round: string, { writers, batch, seconds }: { writers: number; batch: number; seconds: number }) => {
  const [store, fact] = [postgresEventStore(pool), factMaker(round)];
  const { acknowledged, perSecond } = await closedLoop({ clients: writers, seconds }, async (number) =>
    store.append(Array.from({ length: batch }, (_, index) => fact(number * batch + index))),
  );
  return { facts: acknowledged * batch, perSecond: perSecond * batch };
};

/** Rates by name, over the rounds. */
type Rates = Map<string, number[]>;

interface Ran {
  readonly rates: readonly (readonly [name: string, perSecond: number])[];
  readonly acknowledged: number;
  readonly theirsComplete: boolean;
}

const theirs = async ({ superuserUrl }: Stage, writers: number, seconds: number) => {
  const store = await ownDatabase(superuserUrl, 'emmett');
  const emmett = await emmettAppend({ databaseUrl: store.url, writers, seconds }).finally(store.drop);
  const rows = await ownDatabase(superuserUrl, 'inserts');
  const inserts = await singleInserts({ databaseUrl: rows.url, clients: writers, seconds }).finally(rows.drop);
  return { emmett, inserts };
};

const runWith = async (stage: Stage, pool: Pool, { writers, seconds, round }: { writers: number; seconds: number; round: number }): Promise<Ran> => {
  const single = await appendRate(pool, `${round}-${writers}`, { writers, batch: 1, seconds });
  const many = await appendRate(pool, `${round}-${writers}-batch`, { writers, batch: BATCH, seconds });
  const { emmett, inserts } = await theirs(stage, writers, seconds);
  return {
    rates: [
      [`Catraca, ${writers} at once, one fact each`, single.perSecond],
      [`Catraca, ${writers} at once, ${BATCH} facts each`, many.perSecond],
      [`Emmett, ${writers} at once, one fact each`, emmett.perSecond],
      [`plain INSERT, ${writers} at once, one row each`, inserts.perSecond],
    ],
    acknowledged: single.facts + many.facts,
    theirsComplete: emmett.complete && inserts.complete,
  };
};

const linesOf = (rates: Rates): Measured['lines'] => {
  const of = (name: string): readonly number[] => rates.get(name) ?? [];
  const ratio = of(`Catraca, 16 at once, ${BATCH} facts each`).map((ours, index) => ours / (of('Emmett, 16 at once, one fact each')[index] ?? 1));
  return [
    ...[...rates].map(([name, values]) => lineOf(name, values, '/s')),
    goalLine(lineOf('Catraca in groups to Emmett, 16 at once', ratio, '×'), median(ratio), { text: 'at least 10 ×', least: 10 }),
  ];
};

const checksOf = async (pool: Pool, ran: readonly Ran[]): Promise<Measured['checks']> => {
  const { rows } = await pool.query<{ facts: number; head: number }>('select count(*)::int as facts, max(global_position)::int as head from events');
  const { facts = 0, head = 0 } = rows[0] ?? {};
  const acknowledged = ran.reduce((sum, one) => sum + one.acknowledged, 0);
  const complete = ran.every(({ theirsComplete }) => theirsComplete);
  return [
    { claim: 'every acknowledged fact is in the log', ok: facts === acknowledged, found: `${facts} of ${acknowledged}` },
    { claim: 'positions are gapless', ok: facts === head, found: `1 to ${head}` },
    { claim: 'what the others acknowledged is in their tables', ok: complete, found: complete ? 'all' : 'not all' },
  ];
};

const measureOn = async (stage: Stage, pool: Pool, { quick, rounds, say }: Plan): Promise<Measured> => {
  const seconds = quick ? 1 : 3;
  const [rates, ran]: [Rates, Ran[]] = [new Map<string, number[]>(), []];
  for (let round = 1; round <= rounds; round += 1) {
    say(`append, round ${round} of ${rounds}`);
    for (const writers of WRITERS) {
      const one = await runWith(stage, pool, { writers, seconds, round });
      ran.push(one);
      one.rates.forEach(([name, perSecond]) => rates.set(name, [...(rates.get(name) ?? []), perSecond]));
    }
  }
  return { name: 'append', title: 'Facts a second into the log', lines: linesOf(rates), checks: await checksOf(pool, ran) };
};

/** The log's append function, beside Emmett's event store and plain inserts on the same server. */
export const measureAppend = async (plan: Plan): Promise<Measured> => {
  return withStage(async ({ stage, pool }) => measureOn(stage, pool, plan), { connections: 16 });
};
