import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { exampleBytes, exampleValues } from './examples.js';
import { fingerprintOf, knownShapes, type Fingerprint } from './fingerprint.js';
import { hotmart } from './hotmart/index.js';
import { sources } from './index.js';
import { completedBody } from './shared/completion.js';
import { NOW } from './shared/given.js';
import { FORM, type ShapeHints, type Source } from './source.js';

const sourceWith = (shape: Partial<ShapeHints> = {}, contentTypes = ['application/json']): Source => ({
  ...hotmart,
  contentTypes,
  shape: { event: ['event', 'data.kind'], enums: ['status', 'data.items.type', 'lines[].type'], ...shape },
});
const ofText = (text: string, source = sourceWith()): Fingerprint | undefined => fingerprintOf(source, Buffer.from(text));
const of = (body: unknown, source?: Source): Fingerprint | undefined => ofText(JSON.stringify(body), source);
const featuresOf = (body: unknown): readonly string[] | undefined => of(body)?.features;
const values = exampleValues({}, NOW);

describe('the event', () => {
  test.each([
    ['the first place that names one', { event: 'PAID', data: { kind: 'other' } }, 'PAID'],
    ['the second place when the first is missing', { data: { kind: 'invoice.paid' } }, 'invoice.paid'],
    ['the second place when the first is no name', { event: 'ana@example.com', data: { kind: 'x:y-z_1' } }, 'x:y-z_1'],
    ['the second place when the first is no text', { event: 7, data: { kind: 'k' } }, 'k'],
    ['unnamed, where no place names one', { data: 1 }, 'unnamed'],
    ['unnamed, where the name is far too long', { event: 'x'.repeat(81) }, 'unnamed'],
    ['unnamed, where the place is only inherited', {}, 'unnamed'],
  ])('is %s', (_, body, event) => {
    expect(of(body, sourceWith({ event: ['event', 'data.kind', 'constructor.name'] }))?.event).toBe(event);
  });
  test('is unnamed for a source that knows no place for it', () => expect(of({ event: 'PAID' }, sourceWith({ event: [] }))?.event).toBe('unnamed'));
});

describe('the features', () => {
  test('say each place with its type, sorted', () => {
    expect(featuresOf({ z: 'text', a: 1, flag: false, block: { inner: { deep: 'x' } }, list: ['a'] })).toEqual([
      'field a number',
      'field block block',
      'field block.inner block',
      'field block.inner.deep text',
      'field flag flag',
      'field list list',
      'field list[] text',
      'field z text',
    ]);
  });
  test('say the items of a list once, whatever their number, and each type that they have', () => {
    const one = featuresOf({ items: [{ id: 1 }] });
    expect(featuresOf({ items: [{ id: 1 }, { id: 2 }, { id: 3 }] })).toEqual(one);
    expect(featuresOf({ items: [{ id: 1 }, { id: 'a' }] })).toEqual([...(one ?? []), 'field items[].id text']);
    expect(featuresOf({ rows: [[1]] })).toEqual(['field rows list', 'field rows[] list', 'field rows[][] number']);
  });
  test.each([[null], [''], ['  '], [[]], [[null, '']]])('are the same without the field and with %j in it', (empty) => {
    const without = featuresOf({ a: 1 }) ?? [];
    expect(featuresOf({ a: 1, b: empty })).toEqual(Array.isArray(empty) && empty.length > 0 ? [...without, 'field b list'] : without);
  });
  test.each([
    ['a word of a list', { status: 'APPROVED' }, ['field status text', 'word status=APPROVED']],
    ['a word with an accent', { status: 'Cartão de crédito' }, ['field status text', 'word status=Cartão de crédito']],
    ['a code', { status: 3 }, ['field status number', 'word status=3']],
    ['no word of other places', { other: 'APPROVED' }, ['field other text']],
    ['no sentence', { status: 'x'.repeat(61) }, ['field status text']],
    ['no address', { status: 'ana@example.com' }, ['field status text']],
    ['no flag', { status: true }, ['field status flag']],
  ])('name %s', (_, body, features) => expect(featuresOf(body)).toEqual(features));
  test('name the words inside a list, however the hint writes its place', () => {
    expect(featuresOf({ data: { items: [{ type: 'A' }, { type: 'B' }] } })).toEqual(
      expect.arrayContaining(['word data.items[].type=A', 'word data.items[].type=B']),
    );
    expect(featuresOf({ lines: [{ type: 'A' }] })).toContain('word lines[].type=A');
  });
});

describe('keys that may be data', () => {
  test.each([
    'ana@example.com',
    'Ana Exemplo',
    'ana.exemplo',
    '5531900001234',
    'cus_000005814069',
    'á',
    '',
    'x'.repeat(61),
    'a[b@c.d]',
    '[x]',
    'a[b',
  ])('are a star: %s', (key) => expect(featuresOf({ [key]: { id: 1 } })).toEqual(['field * block', 'field *.id number']));
  test.each(['buyer_name', 'x-id', '_links', 'address2', 'iso_639', 'Payment'])('and names are not: %s', (key) => {
    expect(featuresOf({ [key]: 1 })).toEqual([`field ${key} number`]);
  });
  test('are as many as they like, and one feature', () => {
    const body = Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`${index}@example.com`, index]));
    expect(featuresOf({ body })).toEqual(['field body block', 'field body.* number']);
  });
});

describe('a form', () => {
  const form = (text: string): Fingerprint | undefined =>
    ofText(text, sourceWith({ event: ['type'], enums: ['status'] }, ['application/json', FORM]));
  test('is read like a flat body, and its brackets as places', () => {
    const text = 'type=invoice&status=Em+Dia&empty=&customer%5Bemail%5D=ana%40example.com&items[0][id]=1&items[1][id]=2&tags[]=x&a[9999x]=1';
    expect(form(text)).toEqual({
      event: 'invoice',
      features: [
        'field a.* text',
        'field customer.email text',
        'field items[].id text',
        'field status text',
        'field tags[] text',
        'field type text',
        'word status=Em Dia',
      ],
    });
  });
  test('has no shape from a source that sends none', () => expect(ofText('type=invoice')).toBeUndefined());
  test('is not what a body of JSON is', () => expect(form('{"type":"invoice"}')?.features).toEqual(['field type text']));
  test('must be text', () => expect(fingerprintOf(sourceWith({}, [FORM]), Buffer.from([0x61, 0x3d, 0xff]))).toBeUndefined());
});

describe('a body', () => {
  test.each(['', 'null', '[]', '1', '{', 'event=x', `${'{"a":'.repeat(100_000)}`])('such as %.12s has no shape', (text) => {
    expect(ofText(text)).toBeUndefined();
  });
  test('that we completed ourselves has none either: no gateway sends it', () => {
    const body = completedBody(Buffer.from('{"event":"PAID"}'), { by: 'person', email: 'ana@example.com' });
    expect(body && fingerprintOf(sourceWith(), body)).toBeUndefined();
  });
  test('that is huge has 400 features and no more', () => {
    const names = Array.from({ length: 900 }, (_, index) => `f${'x'.repeat(index % 30)}_${'y'.repeat(index / 30)}`);
    expect(featuresOf(Object.fromEntries(names.map((name) => [name, 1])))).toHaveLength(400);
    expect(featuresOf({ list: names.map((name) => ({ [name]: 1 })) })).toHaveLength(400);
  });
  test('that is deep is looked at twelve levels down, so that no feature outgrows an index', () => {
    const deep = Array.from({ length: 25 }).reduce<unknown>((inner) => ({ ['k'.repeat(60)]: [inner] }), 1);
    for (const feature of featuresOf(deep) ?? []) expect(feature.length).toBeLessThan(2_000);
    expect(featuresOf(deep)).toHaveLength(12);
  });
  test('never makes it throw, never has more than its bound, and never shows an address or a control character', () => {
    const address = fc.constantFrom('ana@example.com', 'Hermenegilda Exemplo');
    const json = fc.dictionary(fc.oneof(fc.string(), address), fc.oneof(fc.jsonValue(), fc.dictionary(address, fc.jsonValue())));
    fc.assert(
      fc.property(json, (body) => {
        const { event, features } = of(body) ?? { event: '', features: [] };
        expect(features.length).toBeLessThanOrEqual(400);
        expect([event, ...features].join('\n')).not.toMatch(/@|Hermenegilda|[^\n\P{Cc}]/u);
        expect(features).toEqual([...new Set(features)].sort());
      }),
      { numRuns: 1_000 },
    );
    const lenient = sourceWith({}, [FORM]);
    fc.assert(fc.property(fc.uint8Array(), (bytes) => expect(() => fingerprintOf(lenient, Buffer.from(bytes))).not.toThrow()));
  });
});

describe('what is known of a source', () => {
  test('is what its examples name, and not what they show as unreadable', () => {
    const known = knownShapes(hotmart);
    expect(known.has('PURCHASE_APPROVED')).toBe(true);
    expect(known.has('PURCHASE_FORGOTTEN')).toBe(false);
  });
  test('is the shape of every example of an event, one-off and subscription alike', () => {
    const features = knownShapes(hotmart).get('PURCHASE_APPROVED');
    expect([...(features ?? [])]).toEqual(
      expect.arrayContaining(['field data.subscription.subscriber.code text', 'field data.buyer.email text', 'word data.purchase.status=APPROVED']),
    );
  });
  test.each(Object.values<Source>(sources))('of $name: no feature holds a value of a person', (source) => {
    for (const example of Object.values(source.examples)) {
      const text = JSON.stringify(fingerprintOf(source, exampleBytes(example, values))) ?? '';
      for (const hidden of [values.email, values.name, values.charge]) expect(text).not.toContain(hidden);
    }
  });
});
