import type { RecordedEvent } from '#domain';
import { describe, expect, test } from '@jest/globals';
import { setImmediate as turn } from 'node:timers/promises';
import { bulkFold, type TablesBeside } from './bulk-fold.js';
import { foldInto, type Projection, type Rows } from './projection.js';

interface Count {
  readonly member: string;
  readonly facts: readonly number[];
}

/** Which facts a member had, in order: a row that was lost or read too old is seen at once. */
const counts: Projection<Count> = {
  name: 'counts',
  fold: 1,
  keysOf: (event) => (event.type === 'MemberSeen' ? [event.data.member] : []),
  evolve: (row, { globalPosition, stream }) => ({ member: stream, facts: [...(row?.facts ?? []), Number(globalPosition)] }),
};

const seen = (position: number): RecordedEvent => {
  const member = `member-${(position * position) % 23}`;
  return {
    globalPosition: BigInt(position),
    stream: member,
    version: 1,
    eventId: '',
    recordedAt: '',
    event: { type: 'MemberSeen', data: { member, occurredAt: '2026-01-01T00:00:00.000Z' } },
    metadata: { source: 'cativa', schema: 1 },
  };
};

const LOG = Array.from({ length: 400 }, (_, index) => seen(index + 1));

/** Tables that take their time, and refuse what a table without a key would. */
const slowTables = () => {
  const stored: Rows = new Map<string, object>();
  const done = { isOpen: false, loads: 0, writes: 0 };
  const write = async (rows: Rows): Promise<void> => {
    await turn();
    done.writes += 1;
    rows.forEach((row, key) => stored.set(key, row));
  };
  const tables: TablesBeside = {
    load: async (_, keys) => {
      if (!done.isOpen) throw new Error('a table without a key was read');
      await turn();
      done.loads += 1;
      return new Map([...stored].filter(([key]) => keys.includes(key)));
    },
    append: async (_, rows) => {
      if (done.isOpen || stored.size > 0) throw new Error('rows were appended to rows');
      await write(rows);
    },
    save: async (_, rows) => {
      if (!done.isOpen) throw new Error('rows were saved without a key');
      await write(rows);
    },
    openForUpdates: async () => {
      await turn();
      done.isOpen = true;
    },
  };
  return { tables, stored, done };
};

const inOneGo = (): Rows => {
  const rows: Rows = new Map<string, object>();
  foldInto(rows, counts, LOG);
  return rows;
};

const foldWith = async (mostRows: number, inBackground: boolean, page = 10) => {
  const { tables, stored, done } = slowTables();
  const { fold, finish } = bulkFold(tables, [counts], { intoEmpty: { facts: LOG.length }, inBackground, mostRows });
  for (let from = 0; from < LOG.length; from += page) await fold(LOG.slice(from, from + page));
  await finish();
  return { stored, done };
};

describe('a long stretch of the log', () => {
  test.each([1, 3, 7, 12, 1000])('gives the same rows when memory holds %i of them', async (mostRows) => {
    for (const inBackground of [false, true]) {
      const { stored } = await foldWith(mostRows, inBackground);
      expect(new Map([...stored].sort())).toEqual(new Map([...inOneGo()].sort()));
    }
  });

  test('is read and written once where memory holds it all', async () => {
    const { done } = await foldWith(1000, true);
    expect(done).toEqual({ isOpen: false, loads: 0, writes: 1 });
  });

  test('asks for no row that was never written', async () => {
    const { tables, done } = slowTables();
    const newcomers = LOG.map((recorded, index) => ({
      ...recorded,
      event: { ...recorded.event, data: { ...recorded.event.data, member: `new-${index}` } },
    }));
    const { fold, finish } = bulkFold(tables, [counts], { intoEmpty: { facts: 100 * LOG.length }, inBackground: false, mostRows: 20 });
    for (let from = 0; from < LOG.length; from += 10) await fold(newcomers.slice(from, from + 10) as RecordedEvent[]);
    await finish();
    expect(done).toMatchObject({ isOpen: true, loads: 0 });
  });

  test('goes on from rows that are there', async () => {
    const { tables, stored, done } = slowTables();
    done.isOpen = true;
    foldInto(stored, counts, LOG.slice(0, 100));
    const { fold, finish } = bulkFold(tables, [counts], { inBackground: false });
    await fold(LOG.slice(100));
    await finish();
    expect(new Map([...stored].sort())).toEqual(new Map([...inOneGo()].sort()));
  });

  test('ends with the failure of what was written in the background', async () => {
    const { tables } = slowTables();
    const broken = { ...tables, append: async () => Promise.reject(new Error('the disk is full')) };
    const { fold, finish } = bulkFold(broken, [counts], { intoEmpty: { facts: LOG.length }, inBackground: true, mostRows: 1 });
    await fold(LOG.slice(0, 10));
    await expect(finish()).rejects.toThrow('the disk is full');
  });
});
