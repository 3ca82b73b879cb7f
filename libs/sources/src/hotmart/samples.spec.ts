import { describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { blanking } from '../shared/blank.js';
import type { Delivery, KeyedFact, ReadContext, Reading } from '../source.js';
import { hotmart } from './index.js';

/** Bodies that were really received; they may name people, so that the repository does not carry them. */
const ROOT = process.cwd();
const FOLDER = join(ROOT, '../shared/samples/hotmart');
const FILES = existsSync(FOLDER) ? readdirSync(FOLDER).filter((name) => name.endsWith('.json') || name.endsWith('.txt')) : [];

const context: ReadContext = { personOf: (address) => createHash('sha256').update(address).digest('hex'), testsAreReal: false };
const deliveryOf = (file: string): Delivery => ({
  channel: 'hotmart',
  body: readFileSync(join(FOLDER, file)),
  headers: {},
  query: {},
  receivedAt: '2026-11-20T12:00:00.000Z',
});
const readFile = (file: string, testsAreReal = false): Reading => hotmart.read(deliveryOf(file), { ...context, testsAreReal });
const factsIn = (file: string): readonly KeyedFact[] => {
  const reading = readFile(file);
  return reading.kind === 'facts' ? reading.facts : [];
};
const named = (start: string, part = ''): readonly string[] => FILES.filter((name) => name.startsWith(start) && name.includes(part));

test('captured bodies stand outside the repository, or nowhere', () => {
  expect(FOLDER.startsWith(join(ROOT, 'libs'))).toBe(false);
});

if (FILES.length > 0) {
  describe('captured in production', () => {
    test.each(named('captured-').filter((name) => !name.includes('club')))('%s is one fact with a person', (file) => {
      const [said, ...others] = factsIn(file);
      expect(others).toEqual([]);
      expect(said?.fact.data).toHaveProperty('person', expect.stringMatching(/^[0-9a-f]{64}$/));
      expect(said?.personal).toHaveProperty('email');
      expect(JSON.stringify([said?.key, said?.fact])).not.toContain('@');
    });

    test.each(named('captured-', 'club'))('%s is ignored', (file) => {
      expect(readFile(file).kind).toBe('ignored');
    });

    test('every fact has a key of its own', () => {
      const keys = named('captured-').flatMap((file) => factsIn(file).map(({ key }) => key));
      expect(new Set(keys).size).toBe(keys.length);
    });

    test('a refund story is one sale, and the words about money name one charge', () => {
      const story = named('captured-refund-').flatMap((file) => factsIn(file).map(({ fact }) => fact));
      expect(story.map(({ type }) => type)).toEqual(['ChargePaid', 'ChargeDisputed', 'SubscriptionEnded', 'ChargeReversed']);
      expect(new Set(story.map(({ data }) => ('sale' in data ? data.sale : ''))).size).toBe(1);
      expect(new Set(story.flatMap(({ data }) => ('charge' in data ? [data.charge] : []))).size).toBe(1);
    });

    test.each([...named('captured-renewal-approved'), ...named('captured-instalment-approved')])('%s is recurring and paid until a date', (file) => {
      expect(factsIn(file)[0]?.fact).toMatchObject({ type: 'ChargePaid', data: { recurring: true, paidUntil: expect.any(String) } });
    });

    test.each(named('captured-', 'single-payment'))('%s is paid once and for all', (file) => {
      expect(factsIn(file)[0]?.fact).toMatchObject({ type: 'ChargePaid', data: { recurring: false } });
      expect(factsIn(file)[0]?.fact.data).not.toHaveProperty('paidUntil');
    });

    test.each(named('captured-renewal-delayed'))('%s is a failed renewal', (file) => {
      expect(factsIn(file)[0]?.fact.type).toBe('RenewalFailed');
    });
  });

  test.each(named('test-'))('%s is ignored, and counts in a rehearsal', (file) => {
    expect(readFile(file).kind).toBe('ignored');
    expect(readFile(file, true).kind).toBe(file.includes('club') ? 'ignored' : 'facts');
  });

  test.each(named('v1-test-'))('%s is ignored, and counts in a rehearsal', (file) => {
    expect(readFile(file)).toEqual({ kind: 'ignored', because: 'test event of Hotmart' });
    expect(readFile(file, true).kind).toBe('facts');
  });

  describe('sent by a platform that copied schema 1.0.0', () => {
    test.each(named('v1-clone-', 'approved'))('%s is a paid charge with a person', (file) => {
      const [said, ...others] = factsIn(file);
      expect(others).toEqual([]);
      expect(said?.fact).toMatchObject({
        type: 'ChargePaid',
        data: { sale: 'hotmart/96914', recurring: true, person: expect.any(String), paidUntil: '2022-07-26T00:00:00.000Z' },
      });
      expect(said?.fact).toHaveProperty('data.product', expect.stringMatching(/^hotmart\/[0-9a-f]{24}$/));
      expect(JSON.stringify([said?.key, said?.fact])).not.toContain('@');
    });

    test.each(named('v1-clone-', 'cancellation'))('%s ends a subscription by its code, and names nobody', (file) => {
      const data = { occurredAt: '2022-06-23T19:38:39.173Z', sale: 'hotmart/96921', endsAt: '2022-09-27T00:00:00.000Z' };
      expect(factsIn(file).map(({ fact, personal }) => [fact, personal])).toEqual([[{ type: 'SubscriptionEnded', data }, undefined]]);
    });
  });

  test.each([...named('api-'), ...named('madeup-', 'cancellation')])('%s is unreadable here', (file) => {
    expect(readFile(file).kind).toBe('unreadable');
  });

  test.each(named('doc-').filter((name) => !name.includes('doc-purchase-approved')))('%s, from the docs, is understood', (file) => {
    expect(readFile(file).kind).toBe(file.includes('club') ? 'ignored' : 'facts');
  });

  test.each(FILES)('%s keeps no token', (file) => {
    const { body } = deliveryOf(file);
    const kept = blanking(hotmart.secretFields, [])(body).toString('utf8');
    if (file.endsWith('.json')) expect(kept).not.toMatch(/"hottok":\s*"[^*]/);
    if (file.endsWith('.txt')) expect(kept).toMatch(/(^|&)hottok=\*+&/);
    expect(Buffer.byteLength(kept)).toBe(body.length);
  });
}
