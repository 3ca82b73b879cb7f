import type { Instant } from '#domain';
import { describe, expect, test } from '@jest/globals';
import { Block, Decimal, Flag, Id, Ids, List, Text, Time, Whole, WholeOrNull } from './fields.js';
import { jsonObject } from './json.js';
import { shaped } from './shape.js';

class Inner {
  @Id('required') readonly id!: string;
}

class Outer {
  @Id('required') readonly id!: string;
  @Id('decides') readonly code?: string;
  @Text() readonly text?: string;
  @Time() readonly time?: Instant;
  @Whole() readonly whole?: number;
  @WholeOrNull() readonly months?: number | null;
  @Decimal() readonly decimal?: number;
  @Flag() readonly flag?: boolean;
  @Ids() readonly ids?: readonly string[];
  @Block(() => Inner) readonly inner?: Inner;
  @Block(() => Inner, 'decides') readonly deciding?: Inner;
  @List(() => Inner) readonly list?: readonly Inner[];
}

const fieldOf = (name: keyof Outer, value: unknown): unknown => {
  const read = shaped(Outer, { id: 1, [name]: value });
  return read.ok ? read.value[name] : read.issues;
};

const ZONE_TIME = '2026-05-08T11:32:01-03:00';
const INSTANT = '2026-05-08T14:32:01.000Z';

describe('reading a shape', () => {
  test.each([
    ['id', 42, '42'],
    ['id', ' HP1 ', 'HP1'],
    ['text', '  Ana\u0000\tMaria\n ', 'Ana Maria'],
    ['text', '\ud800Ana', 'Ana'],
    ['time', ZONE_TIME, INSTANT],
    ['time', Date.parse(INSTANT), INSTANT],
    ['time', String(Date.parse(INSTANT)), INSTANT],
    ['whole', 3, 3],
    ['months', null, null],
    ['months', 0, 0],
    ['decimal', 97.9, 97.9],
    ['flag', false, false],
    ['ids', ['b', 'a', 'b'], ['b', 'a']],
    ['ids', [], []],
  ] as const)('%s of %j is %j', (name, value, expected) => {
    expect(fieldOf(name, value)).toEqual(expected);
  });

  test.each([
    ['text', 7],
    ['text', 'x'.repeat(2_001)],
    ['time', '2026-05-08'],
    ['time', '2026-02-30T00:00:00Z'],
    ['time', 12],
    ['whole', 1.5],
    ['whole', -1],
    ['months', 'six'],
    ['decimal', '97.9'],
    ['flag', 'true'],
    ['ids', ['a', {}]],
    ['ids', 'a'],
    ['inner', 'text'],
    ['inner', [[]]],
    ['list', {}],
  ] as const)('%s of %j counts as missing: no detail parks a sale', (name, value) => {
    expect(fieldOf(name, value)).toBeUndefined();
  });

  test.each([null, '', '  ', []])('%j is as good as missing', (blank) => {
    expect(fieldOf('code', blank)).toBeUndefined();
    expect(fieldOf('deciding', blank)).toBeUndefined();
    expect(fieldOf('id', blank)).toEqual(['id: expected an id']);
  });

  test.each([{}, [1], true, 1.5, 'x'.repeat(201), 'a\u0000b'])('%.20j where it decides is an issue', (value) => {
    expect(fieldOf('code', value)).toEqual(['code: expected an id']);
  });

  test('issues name the whole path', () => {
    const read = shaped(Outer, { id: 1, inner: {}, deciding: 'no', list: [{ id: 'a' }, {}] }, 'data');
    const issues = ['data.inner.id: expected an id', 'data.deciding: expected an object', 'data.list.1.id: expected an id'];
    expect(read).toEqual({ ok: false, issues });
  });

  test('a thousand issues are told as twenty', () => {
    const issues = fieldOf(
      'list',
      Array.from({ length: 1_000 }, () => ({})),
    );
    expect(issues).toHaveLength(20);
  });

  test.each([undefined, null, 'text', 1, [{}]])('%j is no object', (plain) => {
    expect(shaped(Outer, plain, 'data')).toEqual({ ok: false, issues: ['data: expected an object'] });
  });

  test('keys that mean something to JavaScript mean nothing here', () => {
    const json = jsonObject(
      Buffer.from('{"id":"a","__proto__":{"code":"x"},"constructor":7,"text":{"constructor":1},"inner":{"constructor":1,"id":"b"}}'),
    );
    const read = shaped(Outer, json);
    expect(read.ok && { id: read.value.id, code: read.value.code, text: read.value.text, inner: read.value.inner?.id }).toEqual({
      id: 'a',
      inner: 'b',
    });
    expect(Object.hasOwn(Object.prototype, 'code')).toBe(false);
  });
});

describe('a body as JSON', () => {
  test('of a repeated key the last one counts', () => {
    expect(jsonObject(Buffer.from('{"a":1,"a":2}'))).toEqual({ a: 2 });
  });

  test('broken UTF-8 is not repaired', () => {
    expect(jsonObject(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]))).toBeUndefined();
  });

  test('a byte order mark is no part of it', () => {
    expect(jsonObject(Buffer.from('\ufeff{"a":1}'))).toEqual({ a: 1 });
  });

  test('brackets inside texts nest nothing', () => {
    const text = `\\"${'[{'.repeat(500)}\\\\`;
    expect(jsonObject(Buffer.from(`{"a":"${text}","b":[[1]]}`))).toBeDefined();
  });

  test('64 levels are read, 65 are not', () => {
    const nested = (depth: number): Buffer => Buffer.from(`${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`);
    expect(jsonObject(nested(64))).toBeDefined();
    expect(jsonObject(nested(65))).toBeUndefined();
  });
});
