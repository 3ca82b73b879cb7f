import type { DomainEvent } from '#domain';
import { postgresEventStore, type NewEvent } from '#event-store';
import { connectOrm, poolOf } from '#runtime';
import type { Pool } from 'pg';
import { closedLoop, emmettAppend, ownDatabase, purchaseFacts, singleInserts } from '../peers/index.js';
import { goalLine, lineOf, median, type Measured, type Plan } from '../report/measured.js';
import { openStage, type Stage } from '../stage/stage.js';

const WRITERS = [1, 16] as const;
/** What a group of webhooks brings at once when the door is busy. */
const BATCH = 200;

const factMaker = (round: string) => {
  const facts = purchaseFacts();
  return (number: number): NewEvent => {
    const { type, data, metadata } = facts(number);
    return { key: `bench/${round}/${number}`, event: { type, data } as DomainEvent, metadata: metadata as NewEvent['metadata'] };
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

const measureOn = async (stage: Stage, { quick, rounds, say }: Plan): Promise<Measured> => {
  const seconds = quick ? 1 : 3;
  const orm = await connectOrm(stage.databaseUrl, 16);
  const pool = await poolOf(orm);
  const found = new Map<string, number[]>();
  const note = (name: string, value: number): void => void found.set(name, [...(found.get(name) ?? []), value]);
  let [acknowledged, theirsComplete] = [0, true];
  for (let round = 1; round <= rounds; round += 1) {
    say(`append, round ${round} of ${rounds}`);
    for (const writers of WRITERS) {
      const ours = await appendRate(pool, `${round}-${writers}`, { writers, batch: 1, seconds });
      const many = await appendRate(pool, `${round}-${writers}-batch`, { writers, batch: BATCH, seconds });
      acknowledged += ours.facts + many.facts;
      note(`Catraca, ${writers} at once, one fact each`, ours.perSecond);
      note(`Catraca, ${writers} at once, ${BATCH} facts each`, many.perSecond);
      const beside = await ownDatabase(stage.superuserUrl, 'emmett');
      const emmett = await emmettAppend({ databaseUrl: beside.url, writers, seconds });
      await beside.drop();
      const rows = await ownDatabase(stage.superuserUrl, 'inserts');
      const inserts = await singleInserts({ databaseUrl: rows.url, clients: writers, seconds });
      await rows.drop();
      theirsComplete &&= emmett.complete && inserts.complete;
      note(`Emmett, ${writers} at once, one fact each`, emmett.perSecond);
      note(`plain INSERT, ${writers} at once, one row each`, inserts.perSecond);
    }
  }
  const { rows } = await pool.query<{ facts: number; head: number }>('select count(*)::int as facts, max(global_position)::int as head from events');
  await orm.close(true);
  const { facts = 0, head = 0 } = rows[0] ?? {};
  const rates = (name: string): readonly number[] => found.get(name) ?? [];
  const ratio = rates(`Catraca, 16 at once, ${BATCH} facts each`).map((ours, index) => ours / (rates('Emmett, 16 at once, one fact each')[index] ?? 1));
  return {
    name: 'append',
    title: 'Facts a second into the log',
    lines: [
      ...[...found].sort(([one], [other]) => one.localeCompare(other)).map(([name, values]) => lineOf(name, values, '/s')),
      goalLine(lineOf('Catraca in groups to Emmett, 16 at once', ratio, '×'), median(ratio), { text: 'at least 10 ×', least: 10 }),
    ],
    checks: [
      { claim: 'every acknowledged fact is in the log', ok: facts === acknowledged, found: `${facts} of ${acknowledged}` },
      { claim: 'positions are gapless', ok: facts === head, found: `1 to ${head}` },
      { claim: 'what the others acknowledged is in their tables', ok: theirsComplete, found: theirsComplete ? 'all' : 'not all' },
    ],
  };
};

/** The log's append function, beside Emmett's event store and plain inserts on the same server. */
export const measureAppend = async (plan: Plan): Promise<Measured> => {
  const stage = await openStage();
  return measureOn(stage, plan).finally(stage.close);
};
