import { LEARNING, newShapes, type ShapeReader } from '#projections';
import { connectOrm, poolOf } from '#runtime';
import { completedBody, exampleBytes, exampleValues, FORM, sources, type Source } from '#sources';
import type { MikroORM } from '@mikro-orm/postgresql';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Pool } from 'pg';
import { noticeShapes, shapeReader } from '../../apps/worker/src/notice-shapes.js';
import { freshDatabase, type FreshDatabase } from '../support/database.js';
import { keepDeliveries } from '../support/kept-deliveries.js';

let database: FreshDatabase;
let orm: MikroORM;
let pool: Pool;
/** Each delivery comes a second after the one before. */
let clock: number;

beforeEach(async () => {
  database = await freshDatabase();
  orm = await connectOrm(database.url, 6);
  pool = await poolOf(orm);
  clock = Date.parse('2026-05-01T12:00:00.000Z');
});
afterEach(async () => {
  await orm.close(true);
  await database.drop();
});

const toy: Source = {
  ...sources.hotmart,
  name: 'toy',
  contentTypes: ['application/json', FORM],
  shape: { event: ['event'], enums: ['status'] },
  examples: {
    paid: { expects: 'facts', body: ({ charge }) => ({ event: 'PAID', id: charge, status: 'ok', coupon: { code: 'X' } }) },
    lost: { expects: 'ignored', body: () => ({ event: 'LOST' }) },
    unknown: { expects: 'unreadable', body: () => ({ event: 'FORGOTTEN' }) },
  },
};
const reader = shapeReader({ toy });

const bytesOf = (body: unknown): Buffer => (Buffer.isBuffer(body) ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)));

/** Puts bodies into the log; gives their ids. */
const heard = async (bodies: readonly unknown[], { source = 'toy', times = bodies.map(() => new Date((clock += 1_000)).toISOString()) } = {}) =>
  keepDeliveries(pool, bodies.map(bytesOf), { source, channel: source, times });
const many = (count: number, body: unknown): readonly unknown[] => Array.from({ length: count }, () => body);

const notice = async (by: ShapeReader = reader) => noticeShapes({ pool, reader: by });
const told = async (since = '2026-01-01T00:00:00.000Z') => (await newShapes(pool, since)).map(({ event, feature }) => [event, feature]);
const seen = async () => (await pool.query<{ event: string; seen: string }>('select event, seen from shape_events order by event')).rows;

const LOST = { event: 'LOST', id: 1 };

describe('an event that is known', () => {
  test('teaches in silence what it looks like', async () => {
    await heard([LOST, { ...LOST, reason: 'late', status: 'a' }, ...many(LEARNING - 2, LOST)]);
    await notice();
    expect(await told()).toEqual([]);
    expect(await seen()).toEqual([{ event: 'LOST', seen: String(LEARNING) }]);
  });

  test('shows what appears later, once and with the first delivery that had it', async () => {
    await heard([...many(LEARNING, LOST)]);
    await notice();
    const [, first] = await heard([LOST, { ...LOST, reason: 'late', status: 'a' }, { ...LOST, reason: 'gone', status: 'a' }]);
    await notice();
    const all = await newShapes(pool, '2026-01-01T00:00:00.000Z');
    expect(all.map(({ feature }) => feature)).toEqual(['field reason text', 'field status text', 'word status=a']);
    expect(new Set(all.map(({ delivery }) => delivery))).toEqual(new Set([first]));
    expect(all[0]).toEqual({
      source: 'toy',
      event: 'LOST',
      feature: 'field reason text',
      firstSeenAt: new Date(clock - 1_000).toISOString(),
      delivery: first,
    });
    await heard([{ ...LOST, reason: 'late', status: 'b' }]);
    await notice();
    expect(await told()).toEqual([['LOST', 'word status=b'], ...all.map(({ event, feature }) => [event, feature])]);
  });

  test('shows it within one page, too: the 21st is past learning', async () => {
    await heard([...many(LEARNING, LOST), { ...LOST, reason: 'late' }]);
    await notice();
    expect(await told()).toEqual([['LOST', 'field reason text']]);
  });

  test('never shows what its examples show', async () => {
    const { paid } = toy.examples;
    await heard([...many(LEARNING, { event: 'PAID', id: 'a' }), ...(paid ? [exampleBytes(paid, exampleValues({}, new Date(clock)))] : [])]);
    await notice();
    expect(await told()).toEqual([]);
  });

  test('learns for itself, beside the others', async () => {
    await heard([...many(LEARNING, LOST), { event: 'PAID', extra: 1 }]);
    await notice();
    expect(await told()).toEqual([]);
  });
});

describe('an event that is not known', () => {
  test('is shown at once and once, and teaches the rest of itself in silence', async () => {
    await heard([{ event: 'FORGOTTEN', id: 1 }, { id: 2 }]);
    await notice();
    await heard([{ event: 'FORGOTTEN', id: 1, more: 2 }]);
    await notice();
    expect(await told()).toEqual([
      ['unnamed', ''],
      ['FORGOTTEN', ''],
    ]);
  });
});

describe('noticing', () => {
  test('again finds nothing more, and counts each delivery once', async () => {
    await heard([...many(LEARNING, LOST), { ...LOST, reason: 'late' }]);
    for (let run = 0; run < 3; run += 1) await notice();
    expect(await told()).toHaveLength(1);
    expect(await seen()).toEqual([{ event: 'LOST', seen: '21' }]);
  });

  test('goes through all pages, also where many came in one millisecond', async () => {
    const times = Array.from({ length: 450 }, (_, index) => `2026-05-01T12:00:00.${String(Math.floor(index / 300)).padStart(3, '0')}Z`);
    await heard(many(450, LOST), { times });
    await notice();
    expect(await seen()).toEqual([{ event: 'LOST', seen: '450' }]);
  });

  test('by several workers at once counts each delivery once', async () => {
    await heard([...many(420, LOST), { ...LOST, reason: 'late' }]);
    await Promise.all([notice(), notice(), notice(), notice()]);
    await notice();
    expect(await seen()).toEqual([{ event: 'LOST', seen: '421' }]);
    expect(await told()).toEqual([['LOST', 'field reason text']]);
  });

  test('leaves out what is still fresh, since an older one may be on its way, and finds it later', async () => {
    await heard([LOST], { times: [new Date(Date.now() - 30_000).toISOString()] });
    await notice();
    expect(await seen()).toEqual([]);
    await heard([LOST], { times: [new Date(Date.now() - 90_000).toISOString()] });
    await notice();
    expect(await seen()).toEqual([{ event: 'LOST', seen: '1' }]);
  });

  test('reads forms, and passes by what has no shape: no text, our own completion, a source that is gone, a body beyond measure', async () => {
    const completed = completedBody(bytesOf({ event: 'FORGOTTEN' }), { by: 'look-up' });
    const large = { event: 'FORGOTTEN', text: 'x'.repeat(300_000) };
    await heard(['event=LOST&status=Em+Dia', Buffer.from([0xff, 0]), completed, large]);
    await heard([{ event: 'FORGOTTEN' }], { source: 'gone' });
    await notice();
    expect(await seen()).toEqual([{ event: 'LOST', seen: '1' }]);
    expect(await told()).toEqual([]);
    const { rows } = await pool.query<{ feature: string }>('select feature from shapes order by feature');
    expect(rows.map(({ feature }) => feature)).toEqual(['', 'field event text', 'field status text', 'word status=Em Dia']);
  });

  test('writes features of any length and alphabet that a body may bring', async () => {
    const deep = Array.from({ length: 25 }).reduce<unknown>((inner) => ({ ['k'.repeat(60)]: [inner], ['\0\ud800']: 1 }), 1);
    await heard([
      { event: 'LOST', status: 'ação 🙂', deep, 'ana@example.com': 1 },
      { event: 'LOST', status: '\u{20000}'.repeat(29) },
    ]);
    await notice();
    const { rows } = await pool.query<{ feature: string }>('select feature from shapes');
    expect(rows.map(({ feature }) => feature)).toEqual(expect.arrayContaining(['field * number', `word status=${'\u{20000}'.repeat(29)}`]));
  });

  test('looks at the real sources by itself, and their own examples are no news', async () => {
    const values = exampleValues({}, new Date(clock));
    for (const source of Object.values<Source>(sources)) {
      const known = Object.values(source.examples).filter(({ expects }) => expects !== 'unreadable');
      const bodies = known.map((example) => exampleBytes(example, values));
      await heard([...bodies, ...bodies], { source: source.name });
    }
    await noticeShapes({ pool });
    expect(await told()).toEqual([]);
    expect((await seen()).length).toBeGreaterThan(10);
  });
});

describe('what is shown', () => {
  test('is the newest fifty since a time', async () => {
    const start = clock;
    await heard(Array.from({ length: 60 }, (_, index) => ({ event: `NEW_${String(index).padStart(2, '0')}` })));
    await notice();
    const all = await told();
    expect(all).toHaveLength(50);
    expect(all[0]).toEqual(['NEW_59', '']);
    expect(await told(new Date(start + 59_000).toISOString())).toEqual([
      ['NEW_59', ''],
      ['NEW_58', ''],
    ]);
    expect(await told('2027-01-01T00:00:00.000Z')).toEqual([]);
  });
});
