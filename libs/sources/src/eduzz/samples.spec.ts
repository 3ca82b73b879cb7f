import { describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { blanking } from '../shared/blank.js';
import type { Delivery, KeyedFact, ReadContext, Reading } from '../source.js';
import { eduzz } from './index.js';

/** Bodies from Eduzz's documentation and from integrators; the repository does not carry them. */
const ROOT = process.cwd();
const FOLDER = join(ROOT, '../shared/samples/eduzz');
const FILES = existsSync(FOLDER) ? readdirSync(FOLDER).filter((name) => name.endsWith('.json') || name.endsWith('.txt')) : [];

const context: ReadContext = { personOf: (address) => createHash('sha256').update(address).digest('hex'), testsAreReal: false };
const deliveryOf = (file: string): Delivery => ({
  channel: 'eduzz',
  body: readFileSync(join(FOLDER, file)),
  headers: {},
  query: {},
  receivedAt: '2026-11-20T12:00:00.000Z',
});
const readFile = (file: string, testsAreReal = false): Reading => eduzz.read(deliveryOf(file), { ...context, testsAreReal });
const factsIn = (file: string, testsAreReal = false): readonly KeyedFact[] => {
  const reading = readFile(file, testsAreReal);
  return reading.kind === 'facts' ? reading.facts : [];
};
const typesIn = (file: string, testsAreReal = false): readonly string[] => factsIn(file, testsAreReal).map(({ fact }) => fact.type);
const among = (...names: readonly string[]): readonly string[] => names.filter((name) => FILES.includes(name));

test('bodies of others stand outside the repository, or nowhere', () => {
  expect(FOLDER.startsWith(join(ROOT, 'libs'))).toBe(false);
});

if (FILES.length > 0) {
  const SAID: Readonly<Record<string, readonly string[]>> = {
    'invoice_paid.doc.json': ['ChargePaid', 'ChargePaid'],
    'invoice_refunded.doc.json': ['ChargeReversed'],
    'invoice_waiting_refund.doc.json': ['ChargeDisputed'],
    'invoice_canceled.doc.json': ['PaymentLapsed'],
    'invoice_opened.doc.json': ['PaymentAwaited'],
    'invoice_opened.captured-abridged.json': ['PaymentAwaited'],
    'invoice_waiting_payment.doc.json': ['PaymentAwaited'],
    'cart_abandonment.doc.json': ['CheckoutAbandoned', 'CheckoutAbandoned'],
    'contract_created.flat-envelope.doc.json': ['SubscriptionMoved', 'TermsStated'],
    'contract_updated.flat-envelope.doc.json': ['SubscriptionMoved', 'TermsStated'],
  };

  describe('the current webhook', () => {
    test.each(among(...Object.keys(SAID)))('%s is understood, with a person', (file) => {
      expect(typesIn(file)).toEqual(SAID[file]);
      for (const { key, fact, personal } of factsIn(file)) {
        expect(fact.data).toHaveProperty('person', expect.stringMatching(/^[0-9a-f]{64}$/));
        expect(personal).toHaveProperty('email');
        expect(JSON.stringify([key, fact])).not.toContain('@');
      }
    });

    test.each(among('ping.as-described.json', 'nutror.enrollment_created.doc.json', 'subscriptions.contract_status_updated.doc.json'))(
      '%s is ignored',
      (file) => {
        expect(readFile(file).kind).toBe('ignored');
      },
    );

    test.each(among('invoice_updated.doc.json'))('%s is an older name that waits for a person', (file) => {
      expect(readFile(file).kind).toBe('unreadable');
    });

    test('what is paid and what goes back are one payment of one sale', () => {
      const [paid, refunded] = ['invoice_paid.doc.json', 'invoice_refunded.doc.json'].map((file) => factsIn(file)[0]?.fact.data);
      expect(paid).toMatchObject({ sale: 'eduzz/invoice-12345678', charge: '12345678:P567', partOf: '12345678' });
      expect(refunded).toMatchObject({ sale: 'eduzz/invoice-12345678', charge: '12345678' });
    });
  });

  test.each([
    ['legacy.v2.invoice-test-event.doc.json', ['ChargePaid']],
    ['legacy.v2.invoice-test-event.form.txt', ['ChargePaid']],
    ['legacy.v2.abandonment-test-event.doc.json', ['CheckoutAbandoned']],
  ])('%s is a test of the old panel, and counts in a rehearsal', (file, types) => {
    expect(readFile(file)).toEqual({ kind: 'ignored', because: 'test event of Eduzz' });
    expect(typesIn(file, true)).toEqual(types);
  });

  test('the old test reads the same as JSON and as a form', () => {
    const [json, form] = ['legacy.v2.invoice-test-event.doc.json', 'legacy.v2.invoice-test-event.form.txt'].map((file) => factsIn(file, true));
    expect(json).toEqual(form);
    expect(json?.[0]?.fact.data).toMatchObject({ sale: 'eduzz/10', charge: '1', occurredAt: '2019-09-05T03:00:00.000Z', recurrence: 3 });
  });

  test.each(FILES)('%s keeps no secret', (file) => {
    const { body } = deliveryOf(file);
    const kept = blanking(eduzz.secretFields, [])(body);
    expect(kept.toString('utf8')).not.toMatch(/ORIGIN_SECRET_EXAMPLE|APIKEYEX|REQTOKEN/);
    expect(kept.length).toBe(body.length);
  });

  test.each(among('ping.as-described.json'))('%s, unsigned, is let in as a greeting', (file) => {
    expect(eduzz.verify(deliveryOf(file), ['a secret'], new Date())).toEqual({ ok: false, because: 'greeting' });
  });

  test.each(among('legacy.v2.invoice-test-event.doc.json', 'legacy.v2.invoice-test-event.form.txt'))('%s opens with either constant', (file) => {
    for (const secret of ['ORIGIN_SECRET_EXAMPLE', 'APIKEYEX02']) expect(eduzz.verify(deliveryOf(file), [secret], new Date())).toEqual({ ok: true });
    expect(eduzz.verify(deliveryOf(file), ['APIKEYEX01'], new Date())).toEqual({ ok: false, because: 'forged' });
  });
}
