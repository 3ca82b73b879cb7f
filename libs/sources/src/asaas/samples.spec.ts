import { describe, expect, test } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { blanking } from '../shared/blank.js';
import { context, deliveryOf, factsIn } from '../shared/given.js';
import type { Delivery, Reading } from '../source.js';
import { asaas } from './index.js';

/** Bodies that were really received, or published by others; the repository does not carry them. */
const ROOT = process.cwd();
const FOLDER = join(ROOT, '../shared/samples/asaas');
const FILES = existsSync(FOLDER) ? readdirSync(FOLDER).filter((name) => name.endsWith('.json')) : [];

const deliveryIn = (file: string): Delivery => deliveryOf(readFileSync(join(FOLDER, file)), { channel: 'asaas' });
const readFile = (file: string): Reading => asaas.read(deliveryIn(file), context);
const named = (start: string): readonly string[] => FILES.filter((name) => name.startsWith(start));

test('captured bodies stand outside the repository, or nowhere', () => {
  expect(FOLDER.startsWith(join(ROOT, 'libs'))).toBe(false);
});

if (FILES.length > 0) {
  describe('seen on the wire', () => {
    test.each(FILES)('%s is one fact that names no person', (file) => {
      const [said, ...others] = factsIn(readFile(file));
      expect(others).toEqual([]);
      expect(said).not.toHaveProperty('personal');
      expect(JSON.stringify(said)).not.toContain('@');
    });

    test.each([...named('PAYMENT_CONFIRMED'), ...named('PAYMENT_RECEIVED')])('%s is a single paid charge, and asks who paid', (file) => {
      expect(factsIn(readFile(file))[0]?.fact).toMatchObject({ type: 'ChargePaid', data: { recurring: false } });
      expect(readFile(file)).toMatchObject({ ask: { of: 'asaas.customer', id: expect.stringMatching(/^cus_/) } });
    });

    test('a card of the evening of 16 December was paid in the evening in Brasília', () => {
      const captured = named('PAYMENT_CONFIRMED.credit_card').flatMap((file) => factsIn(readFile(file)));
      expect(captured.map(({ fact }) => fact.data.occurredAt)).toEqual(['2025-12-16T22:38:33.000Z']);
    });

    test('a boleto that is made and then paid is one charge', () => {
      const story = ['PAYMENT_CREATED', 'PAYMENT_RECEIVED'].flatMap((start) => named(start).flatMap((file) => factsIn(readFile(file))));
      expect(story.map(({ fact }) => fact.type)).toEqual(['PaymentAwaited', 'ChargePaid']);
      expect(new Set(story.map(({ fact }) => ('charge' in fact.data ? fact.data.charge : ''))).size).toBe(1);
    });

    test.each(named('PAYMENT_CHARGEBACK'))('%s opens a dispute, by our clock since it brings no time', (file) => {
      expect(factsIn(readFile(file))[0]).toMatchObject({ clock: 'ours', fact: { type: 'ChargeDisputed', data: { kind: 'chargeback' } } });
    });
  });

  test.each(FILES)('%s keeps no card token', (file) => {
    const { body } = deliveryIn(file);
    const kept = blanking(asaas.secretFields, [])(body).toString('utf8');
    expect(kept).not.toMatch(/"creditCardToken":\s*"[^*]/);
    expect(Buffer.byteLength(kept)).toBe(body.length);
  });
}
