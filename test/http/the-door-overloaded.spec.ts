import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { connect } from 'node:net';
import pg from 'pg';
import { preparePurchases, type Prepared } from '../support/purchases.js';
import { freshDatabase, type FreshDatabase } from '../support/database.js';
import { expectProblem, knock } from '../support/door.js';
import { gateTo, type Gate } from '../support/gate.js';
import { sendAll, startIngressProcess, type IngressProcess, type Sent } from '../support/ingress-process.js';
import { until } from '../support/until.js';

jest.setTimeout(120_000);

const HOTTOK = 'hottok-of-the-overload';
const CONFIG = 'cativa: { badges: none }\nchannels: { hotmart: { source: hotmart, secrets: ["${HOTMART_HOTTOK}"] } }\n';
/** Idle it takes some 180 MB, warm 280; without a limit of bytes the large bodies below took it beyond 750. */
const MOST_MEGABYTES = 600;
/** What the log takes a second when each of its turns lasts two: a group of 200 a turn. */
const [TURN_SECONDS, A_SECOND] = [2, 100];
const SPACES = Buffer.alloc(900 * 1024, ' ');

let database: FreshDatabase;
let gate: Gate;
let pool: pg.Pool;
let ingress: IngressProcess;
let purchases: readonly Prepared[];

beforeAll(async () => {
  database = await freshDatabase();
  gate = await gateTo(database.url);
  pool = new pg.Pool({ connectionString: database.url, max: 3 });
  purchases = preparePurchases(4000, HOTTOK);
});
afterAll(async () => {
  await ingress.stop();
  await pool.end();
  gate.shut();
  await database.drop();
});
beforeEach(async () => {
  await (ingress as IngressProcess | undefined)?.stop();
  ingress = await startIngressProcess({ databaseUrl: gate.url, config: CONFIG, secrets: { HOTMART_HOTTOK: HOTTOK } });
});

const send = (all: readonly Prepared[], rate: number, tail?: Buffer) =>
  sendAll(`${ingress.url}/webhooks/hotmart`, all, { rate, ...(tail && { tail }) });

const TURN = 'select pg_advisory_xact_lock(7301, hashtext(current_schema()))';
/** Takes the writers' turn and keeps it until told otherwise. */
const holdLog = async (): Promise<() => Promise<void>> => {
  const client = await pool.connect();
  await client.query(`begin; ${TURN}`);
  return async () => {
    await client.query('commit');
    client.release();
  };
};

const kept = ({ answer }: Sent): boolean => answer.status === 200;
const outcomeOf = ({ answer }: Sent): unknown => (JSON.parse(answer.text) as { outcome: unknown }).outcome;

/** 200, or 503 with the time to come back; and each 200 is in the log with its own fact. */
const expectHonest = async (sent: readonly Sent[]): Promise<void> => {
  const refused = sent.filter((one) => !kept(one));
  for (const { answer } of refused) {
    expectProblem(answer, 503);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  }
  const told = sent.filter(kept).map((one) => [(JSON.parse(one.answer.text) as { delivery: string }).delivery, one.purchase.charge]);
  const { rows } = await pool.query<{ id: string; charge: string }>(
    `select d.id, e.data->>'charge' as charge from deliveries d join events e on e.metadata->>'delivery' = d.id::text`,
  );
  const charges = new Map(rows.map(({ id, charge }) => [id, charge]));
  expect(told.filter(([id = '', charge]) => charges.get(id) !== charge)).toEqual([]);
};
const factsOf = async (sent: readonly Sent[]): Promise<number> => {
  const { rows } = await pool.query<{ n: number }>(`select count(*)::int as n from events where data->>'charge' = any($1)`, [
    sent.map(({ purchase }) => purchase.charge),
  ]);
  return rows[0]?.n ?? 0;
};

/** A connection that talks as it likes. */
const connection = () => {
  const { hostname, port } = new URL(ingress.url);
  const socket = connect({ host: hostname, port: Number(port) }).setEncoding('utf8');
  let heard = '';
  socket.on('data', (text: string) => (heard += text));
  return {
    say: (bytes: string | Buffer) => socket.write(bytes),
    hears: async (pattern: RegExp) => until(() => pattern.exec(heard), { deadlineMs: 10_000, what: `${pattern.source} on the connection` }),
    hangUp: () => socket.destroy(),
  };
};

const live = async (): Promise<number> => (await knock(ingress.url, '/health/live', { method: 'GET' })).status;
const accepted = async (purchase: Prepared): Promise<number> =>
  (await knock(ingress.url, '/webhooks/hotmart', { token: HOTTOK, body: purchase.body })).status;

describe('the log cannot keep up', () => {
  test('ten times what it takes: the rest hears 503, memory stays, and all of it comes in later', async () => {
    let sending = true;
    const slow = (async () => {
      while (sending) await pool.query(`${TURN}, pg_sleep(${TURN_SECONDS})`);
    })();
    const sent = await send(purchases.slice(0, 2500), 10 * A_SECOND).all.finally(() => (sending = false));
    await slow;
    await expectHonest(sent);
    const refused = sent.filter((one) => !kept(one)).map(({ purchase }) => purchase);
    expect(refused.length).toBeGreaterThan(300);
    expect(ingress.memory().most).toBeLessThan(MOST_MEGABYTES);

    const again = await send(refused, 5 * A_SECOND).all;
    expect(new Set(again.map(outcomeOf))).toEqual(new Set(['accepted']));
    expect(await factsOf(sent)).toBe(sent.length);
  });

  test('it hangs under large bodies: memory stays, nobody waits beyond its patience, and it goes on when the log does', async () => {
    const release = await holdLog();
    const sending = send(purchases.slice(2500, 3100), 200, SPACES);
    await until(() => sending.heard.length > 0, { deadlineMs: 10_000, what: 'the door to be full' });
    expect(await live()).toBe(200);

    const { say, hears, hangUp } = connection();
    say(`POST /webhooks/hotmart HTTP/1.1\r\nhost: x\r\nx-hotmart-hottok: ${HOTTOK}\r\ncontent-length: ${SPACES.length}\r\n\r\n`);
    await hears(/^HTTP\/1\.1 503 [^]*retry-after: 5\r\n[^]*too much at once/);
    say(SPACES);
    say('GET /health/live HTTP/1.1\r\nhost: x\r\n\r\n');
    await hears(/HTTP\/1\.1 200 OK\r\n/);
    hangUp();

    const sent = await sending.all;
    expect(sent.filter(kept)).toEqual([]);
    await expectHonest(sent);
    expect(ingress.memory().most).toBeLessThan(MOST_MEGABYTES);

    await release();
    expect(await accepted(purchases[3100] as Prepared)).toBe(200);
    const again = await send(
      sent.slice(-20).map(({ purchase }) => purchase),
      A_SECOND,
    ).all;
    again.map(outcomeOf).forEach((outcome) => expect(outcome).toMatch(/^(accepted|duplicate)$/));
    expect(await factsOf(again)).toBe(20);
  });

  test('the database is away: every one hears 503 at once, and memory stays', async () => {
    gate.shut();
    const sent = await send(purchases.slice(3200, 3500), 500).all;
    const large = await send(purchases.slice(3500, 3700), 100, SPACES).all;
    expect([...sent, ...large].filter(kept)).toEqual([]);
    await expectHonest([...sent, ...large]);
    expect(ingress.memory().most).toBeLessThan(MOST_MEGABYTES);

    await gate.open();
    expect(await accepted(purchases[3200] as Prepared)).toBe(200);
  });
});
