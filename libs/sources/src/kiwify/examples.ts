import type { Example, ExampleValues } from '../source.js';
import { cart, order, testOrder, wrapped } from './example-bodies.js';

const asFacts = (body: (values: ExampleValues) => unknown): Example => ({ expects: 'facts', body });

const PAID = { status: 'paid', approved: true } as const;
const SUBSCRIBED = { ...PAID, subscription: 'active' } as const;

/**
 * One body of every kind, made at `at`; Kiwify's own times have minutes, no seconds. `single-`: of a product that is paid once,
 * without a subscription. What follows a payment tells of one that was made some days before.
 */
export const examples = {
  'order-approved': asFacts(order('order_approved', SUBSCRIBED)),
  'wrapped-order-approved': asFacts(wrapped(order('order_approved', { ...SUBSCRIBED, hasAccess: true }))),
  'subscription-renewed': asFacts(order('subscription_renewed', { ...SUBSCRIBED, hasAccess: true })),
  'order-refunded': asFacts(order('order_refunded', { status: 'refunded', subscription: 'active', days: 5 })),
  chargeback: asFacts(order('chargeback', { status: 'chargedback', subscription: 'active', days: 20 })),
  'subscription-canceled': asFacts(order('subscription_canceled', { ...PAID, subscription: 'canceled', days: 9, hasAccess: true })),
  'subscription-canceled-at-once': asFacts(order('subscription_canceled', { ...PAID, subscription: 'canceled', days: 9, hasAccess: false })),
  'subscription-late': asFacts(order('subscription_late', { status: 'waiting_payment', subscription: 'late', days: 1, hasAccess: true })),
  'single-order-approved': asFacts(order('order_approved', PAID)),
  'single-compra-aprovada': asFacts(order('compra_aprovada', PAID)),
  'single-order-refunded': asFacts(order('order_refunded', { status: 'refunded', days: 5 })),
  'single-chargeback': asFacts(order('chargeback', { status: 'chargedback', days: 20 })),
  'order-rejected': asFacts(order('order_rejected', { status: 'refused', fields: { card_rejection_reason: 'no_funds' } })),
  'billet-created': asFacts(order('billet_created', { status: 'waiting_payment', method: 'boleto' })),
  'pix-created': asFacts(order('pix_created', { status: 'waiting_payment', method: 'pix', subscription: 'active' })),
  'abandoned-cart': asFacts(cart),
  'test-order-approved': { expects: 'ignored', body: testOrder },
  'unknown-event': { expects: 'unreadable', body: order('order_forgotten', PAID) },
} satisfies Record<string, Example>;
