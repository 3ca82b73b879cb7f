import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { gzipSync } from 'node:zlib';
import { bodyOf, doorOf, outcomeOf } from '../support/door.js';
import { openHouse, type House } from '../support/house.js';

let house: House;
let door: ReturnType<typeof doorOf>;
beforeAll(async () => {
  house = await openHouse();
  door = doorOf(house);
});
afterAll(async () => house.close());

type Json = Record<string, unknown>;
const parsed = (text: string): Json => JSON.parse(text) as Json;
const valid = (tag: string): string => bodyOf('purchase-approved', { sale: tag, charge: `HP${tag}` });

/** The body with one value, named by its path, put in the place of what stands there; undefined takes it out. */
const withValue = (text: string, path: string, value: unknown): string => {
  const [body, names] = [parsed(text), path.split('.')];
  const last = names.pop() ?? '';
  const place = names.reduce<Json>((at, name) => at[name] as Json, body);
  place[last] = value;
  return JSON.stringify(body);
};

const PARKED: readonly (readonly [string, string | Buffer])[] = [
  ['nothing at all', ''],
  ['one zero byte', Buffer.alloc(1)],
  ['half of a JSON text', valid('X1').slice(0, 100)],
  ['invalid UTF-8', Buffer.concat([Buffer.from('{"event":"'), Buffer.from([0xc3, 0x28, 0xff]), Buffer.from('"}')])],
  ['UTF-16', Buffer.from(valid('X2'), 'utf16le')],
  ['gzipped bytes', gzipSync(valid('X3'))],
  ['an empty object', '{}'],
  ['an array of bodies', `[${valid('X4')}]`],
  ['null', 'null'],
  ['a text', '"PURCHASE_APPROVED"'],
  ['a number', '1e999'],
  ['arrays in arrays, a hundred thousand deep', '['.repeat(100_000) + ']'.repeat(100_000)],
  ['objects in objects, a hundred thousand deep', '{"data":'.repeat(100_000) + '1' + '}'.repeat(100_000)],
  ['a deep end inside a good body', withValue(valid('X5'), 'data.extra', 0).replace('"extra":0', `"extra":${'['.repeat(5000)}${']'.repeat(5000)}`)],
  ['nothing but __proto__', '{"__proto__":{"event":"PURCHASE_APPROVED"}}'],
  ['an unknown event', bodyOf('unknown-event')],
  ['an event that is a number', withValue(valid('X6'), 'event', 7)],
  ['an event that every object has', withValue(valid('X7'), 'event', 'constructor')],
  ['a version of another century', withValue(valid('X8'), 'version', '1.0.0')],
  ['data that is a text', withValue(valid('X9'), 'data', 'all of it')],
  ['no purchase', withValue(valid('X10'), 'data.purchase', undefined)],
  ['a purchase that is null', withValue(valid('X11'), 'data.purchase', null)],
  ['a product that is a list', withValue(valid('X12'), 'data.product', [1])],
  ['a product without an id', withValue(valid('X13'), 'data.product.id', null)],
  ['an id too large to be exact', withValue(valid('X14'), 'data.product.id', 0).replace('"id":0', '"id":123456789012345678901')],
  ['an id longer than any', withValue(valid('X15'), 'data.purchase.transaction', 'H'.repeat(10_000))],
  ['an id with a zero character', withValue(valid('X16'), 'data.purchase.transaction', 'HP\0')],
  ['an id with half of a character', withValue(valid('X17'), 'data.purchase.transaction', 'HP\ud800')],
  ['a time beyond all times', withValue(valid('X18'), 'creation_date', 1e300)],
];

describe('what is genuine and cannot be read', () => {
  test.each(PARKED)('%s is parked, with its bytes as they came', async (_, body) => {
    const [, facts] = await door.size();
    const answer = await door.post(body);
    expect([answer.status, outcomeOf(answer)]).toEqual([200, 'parked']);
    const kept = await door.kept(answer);
    expect(kept.body.equals(Buffer.from(body))).toBe(true);
    expect(kept.outcome).toBe('unreadable');
    expect(kept.notes.length).toBeGreaterThan(0);
    expect((await door.size())[1]).toBe(facts);
  });
});

const ACCEPTED: readonly (readonly [string, string])[] = [
  ['a key that stands there twice', valid('Y1').replace('{', '{"event":"PURCHASE_PROTEST",')],
  ['__proto__ beside the rest', valid('Y2').replace('{', '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},')],
  ['numbers beyond all numbers where they do not matter', valid('Y3').replaceAll('97.9', '1e400')],
  ['an empty name, no phone, no address', withValue(withValue(valid('Y4'), 'data.buyer.name', ''), 'data.buyer.address', null)],
  ['details of other types', withValue(withValue(valid('Y5'), 'data.purchase.price', 'much'), 'data.buyer.checkout_phone', { is: 'none' })],
  ['no buyer', withValue(valid('Y6'), 'data.buyer', undefined)],
  ['an address that is none', withValue(valid('Y7'), 'data.buyer.email', 'not an address')],
  ['a name with a zero character and half of a character', withValue(valid('Y8'), 'data.buyer.name', 'A\0na \ud83d')],
  ['a product id as text', withValue(valid('Y9'), 'data.product.id', '4100234')],
  ['white space and a line end around it', `\r\n\t ${valid('Y10')} \n`],
];

describe('what is odd and can be read', () => {
  test.each(ACCEPTED)('%s: accepted', async (_, body) => {
    const answer = await door.post(body);
    expect([answer.status, outcomeOf(answer)]).toEqual([200, 'accepted']);
    expect((await door.kept(answer)).body.toString('utf8')).toBe(body);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  test('ids as numbers and as texts are the same ids', async () => {
    const body = withValue(valid('Z1'), 'data.subscription.plan.id', 710045);
    expect(outcomeOf(await door.post(body))).toBe('accepted');
    const texts = withValue(withValue(body, 'data.subscription.plan.id', '710045'), 'data.product.id', '4100234');
    const answer = await door.post(texts);
    expect(outcomeOf(answer)).toBe('duplicate');
    const { rowCount } = await house.runtime.pool.query('select from contradictions where delivery = $1', [(await door.kept(answer)).id]);
    expect(rowCount).toBe(0);
  });
});

const LEAVES = [
  'event',
  'version',
  'id',
  'creation_date',
  'data',
  'data.product',
  'data.product.id',
  'data.buyer',
  'data.buyer.email',
  'data.buyer.name',
  'data.purchase',
];
const INNER = [
  'data.purchase.transaction',
  'data.purchase.price',
  'data.purchase.offer',
  'data.purchase.date_next_charge',
  'data.purchase.approved_date',
  'data.subscription',
];
const EVENTS = ['purchase-approved', 'purchase-refunded', 'purchase-protest', 'purchase-delayed', 'purchase-billet-printed', 'purchase-complete'];

/** A good body in which one value is any JSON at all. */
const otherValue = fc
  .tuple(fc.constantFrom(...EVENTS), fc.constantFrom(...LEAVES, ...INNER), fc.jsonValue({ maxDepth: 4, stringUnit: 'binary' }))
  .map(([example, path, value]) => Buffer.from(withValue(bodyOf(example), path, value)));

/** A good body in which some bytes are others, or missing, or more. */
const otherBytes = fc
  .tuple(fc.constantFrom(...EVENTS), fc.nat(2000), fc.nat(20), fc.uint8Array({ maxLength: 20 }))
  .map(([example, at, gone, bytes]) => {
    const body = Buffer.from(bodyOf(example));
    return Buffer.concat([body.subarray(0, at), bytes, body.subarray(at + gone)]);
  });

describe('any body whatsoever', () => {
  test('is answered 200 with an outcome, and what was accepted can be folded', async () => {
    const property = fc.asyncProperty(fc.oneof(otherValue, otherBytes, fc.uint8Array({ maxLength: 500 }).map(Buffer.from)), async (body) => {
      const answer = await door.post(body);
      expect([answer.status, outcomeOf(answer)]).toEqual([200, expect.stringMatching(/^(accepted|duplicate|ignored|parked)$/)]);
    });
    await fc.assert(property, { numRuns: 300 });
    await house.settled();
    expect(await house.differences()).toEqual([]);
  }, 60_000);
});
