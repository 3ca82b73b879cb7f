import { describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deliveryOf } from '../shared/given.js';
import { hmacSha1Hex } from '../shared/hmac.js';
import type { KeyedFact, Reading } from '../source.js';
import { kiwify } from './index.js';

/** Bodies that others published; they are not ours to pass on, so that the repository does not carry them. */
const ROOT = process.cwd();
const FOLDER = join(ROOT, '../shared/samples/kiwify');
const FILES = existsSync(FOLDER) ? readdirSync(FOLDER).filter((name) => name.endsWith('.json')) : [];

const personOf = (address: string): string => createHash('sha256').update(address).digest('hex');
const bytesOf = (file: string): Buffer => readFileSync(join(FOLDER, file));
const readFile = (file: string, testsAreReal = false): Reading => kiwify.read(deliveryOf(bytesOf(file)), { personOf, testsAreReal });
const factIn = (file: string): KeyedFact | undefined => {
  const reading = readFile(file, true);
  return reading.kind === 'facts' ? reading.facts[0] : undefined;
};
const named = (part: string): readonly string[] => FILES.filter((name) => name.includes(part));

test('published bodies stand outside the repository, or nowhere', () => {
  expect(FOLDER.startsWith(join(ROOT, 'libs'))).toBe(false);
});

if (FILES.length > 0) {
  describe("the test button's", () => {
    test.each(named('.testbutton.'))('%s is ignored, and counts in a rehearsal', (file) => {
      expect(readFile(file)).toEqual({ kind: 'ignored', because: 'test event of Kiwify' });
      expect(readFile(file, true).kind).toBe('facts');
    });

    test.each([
      ['order_approved', 'ChargePaid'],
      ['chargeback', 'ChargeReversed'],
      ['billet_created', 'PaymentAwaited'],
      ['order_rejected', 'PaymentLapsed'],
    ])('%s is %s with a person, and an address only in the personal part', (name, type) => {
      const said = factIn(`${name}.testbutton.json`);
      expect(said?.fact).toMatchObject({
        type,
        data: { person: personOf('johndoe@example.com'), occurredAt: expect.stringMatching(/^2025-04-0[89]T02/) },
      });
      expect(said?.personal).toMatchObject({ name: 'John Doe', document: expect.stringMatching(/^\d{11,14}$/) });
      expect(JSON.stringify([said?.key, said?.fact])).not.toContain('@');
    });

    test('approved order is of the subscription and paid for a week', () => {
      expect(factIn('order_approved.testbutton.json')?.fact.data).toMatchObject({
        sale: 'kiwify/526eb029-5a18-49a1-a940-366016481373',
        charge: 'cab27483-b3a0-495d-a043-1e5052ccfa88',
        recurring: true,
        paidUntil: '2025-04-12T02:23:51.006Z',
        amount: { value: 91.49, currency: 'BRL' },
      });
    });
  });

  describe("an author's", () => {
    test.each([
      ['order_approved', 'ChargePaid', '2026-06-15T10:00:00.000Z'],
      ['order_refunded', 'ChargeReversed', '2026-06-20T10:00:00.000Z'],
      ['subscription_late', 'RenewalFailed', '2026-07-15T10:00:00.000Z'],
      ['subscription_canceled', 'SubscriptionEnded', '2026-07-15T10:00:00.000Z'],
    ])('%s is %s of one subscription, at %s', (name, type, occurredAt) => {
      expect(factIn(`${name}.author.json`)?.fact).toMatchObject({ type, data: { sale: 'kiwify/sub_001_local_test', occurredAt } });
    });

    test('refund names the order that was approved', () => {
      const [paid, back] = ['order_approved', 'order_refunded'].map((name) => factIn(`${name}.author.json`)?.fact.data);
      expect(paid).toHaveProperty('charge', 'order_001_local_test');
      expect(back).toHaveProperty('charge', 'order_001_local_test');
    });

    test('wrapped bodies are unwrapped; what leaves out the product, or the event, waits for a person', () => {
      expect(factIn('pix_created.wrapped.author.json')?.fact).toMatchObject({ type: 'PaymentAwaited', data: { method: 'pix' } });
      expect(readFile('order_approved.wrapped.author.json')).toEqual({ kind: 'unreadable', issues: ['Product: expected an object'] });
      expect(readFile('subscription_late.wrapped.author.json').kind).toBe('unreadable');
    });
  });

  test.each(named('api.'))('%s, an answer of the API, is unreadable here', (file) => {
    expect(readFile(file).kind).toBe('unreadable');
  });

  test.each(FILES)('%s passes as it lies, written anew, and by its order alone', (file) => {
    const body = bytesOf(file);
    const json = JSON.parse(body.toString('utf8')) as { order?: unknown };
    const over = (text: string | Buffer): unknown =>
      kiwify.verify(deliveryOf(body, { query: { signature: hmacSha1Hex('token', text) } }), ['token'], new Date(0));
    expect(over(body)).toEqual({ ok: true, over: 'raw bytes' });
    expect(over(JSON.stringify(json))).toEqual({ ok: true, over: 'rewritten JSON' });
    if (json.order) expect(over(JSON.stringify(json.order))).toEqual({ ok: true, over: 'the order inside' });
  });
}
