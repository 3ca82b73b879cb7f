import { describe, expect, test } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { context, deliveryOf, factsIn } from '../shared/given.js';
import type { Reading } from '../source.js';
import { stripe } from './index.js';

/** Bodies of third parties, for study: the repository does not carry them. */
const ROOT = process.cwd();
const FOLDER = join(ROOT, '../shared/samples/stripe');
const FILES = existsSync(FOLDER) ? readdirSync(FOLDER).filter((name) => name.endsWith('.json')) : [];

const readFile = (file: string, testsAreReal = true): Reading =>
  stripe.read(deliveryOf(readFileSync(join(FOLDER, file))), { ...context, testsAreReal });

test('the bodies stand outside the repository, or nowhere', () => {
  expect(FOLDER.startsWith(join(ROOT, 'libs'))).toBe(false);
});

/** What each is in a rehearsal: all were made in test mode, or by an author who left the mode out. */
const MEANT: Readonly<Record<string, string>> = {
  'charge.dispute.created.2020-08-27.json': 'ChargeDisputed',
  'charge.refunded.2020-08-27.json': 'ChargeReversed',
  'checkout.session.async_payment_succeeded.author-minimal.json': 'ChargePaid',
  'checkout.session.completed.payment.2020-08-27.json': 'incomplete',
  'checkout.session.completed.subscription.basil.json': 'BuyerNamed',
  'checkout.session.completed.unpaid.author-minimal.json': 'unreadable',
  'customer.subscription.deleted.2020-08-27.json': 'SubscriptionEnded',
  'customer.subscription.updated.2020-08-27.json': 'ignored',
  'customer.subscription.updated.items-period.author.json': 'SubscriptionEnded',
  'entitlements.active_entitlement_summary.updated.doc.json': 'ignored',
  'invoice.finalized.subscription.basil.json': 'ignored',
  'invoice.paid.manual.2020-08-27.json': 'ChargePaid',
  'invoice.payment_failed.manual.2020-08-27.json': 'PaymentLapsed',
  'refund.created.author-minimal.json': 'unreadable',
};

if (FILES.length > 0) {
  describe('bodies that others received', () => {
    test.each(Object.entries(MEANT).filter(([file]) => FILES.includes(file)))('%s is read as %s', (file, meant) => {
      const reading = readFile(file);
      expect(factsIn(reading)[0]?.fact.type ?? reading.kind).toBe(meant);
    });

    test.each(FILES.filter((file) => readFileSync(join(FOLDER, file), 'utf8').includes('"livemode": false,\n  "pending_webhooks"')))(
      '%s, of test mode, changes nothing in production',
      (file) => {
        expect(readFile(file, false).kind).toBe('ignored');
      },
    );

    test.each(FILES)('%s names people only in the personal part', (file) => {
      const open = factsIn(readFile(file)).map(({ key, fact }) => ({ key, fact: { ...fact, data: { ...fact.data, person: null } } }));
      expect(JSON.stringify(open)).not.toContain('@');
    });

    test('an invoice in the shape since Basil pays its subscription', () => {
      const finalized = readFileSync(join(FOLDER, 'invoice.finalized.subscription.basil.json'), 'utf8');
      const body = Buffer.from(finalized.replace('"invoice.finalized"', '"invoice.paid"'));
      expect(factsIn(stripe.read(deliveryOf(body), { ...context, testsAreReal: true }))).toMatchObject([
        {
          key: 'charge/in_EXAMPLE000000000000001/paid',
          fact: {
            type: 'ChargePaid',
            data: {
              sale: 'stripe/sub_EXAMPLE00000000000001',
              product: 'stripe/prod_EXAMPLE000001',
              plan: 'price_EXAMPLE0000000000001',
              paidUntil: '2025-06-08T22:09:44.000Z',
              amount: { value: 49.99, currency: 'CAD' },
              person: 'key of customer@example.com',
            },
          },
        },
      ]);
    });
  });
}
