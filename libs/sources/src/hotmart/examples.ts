import type { Example, ExampleValues } from '../source.js';
import {
  cancellation,
  cart,
  chargeDate,
  clubFirstAccess,
  clubModuleCompleted,
  event,
  orderFulfillment,
  purchase,
  switchPlan,
  testPurchase,
} from './example-bodies.js';

const asFacts = (body: (values: ExampleValues) => unknown): Example => ({ expects: 'facts', body });
const asIgnored = (body: (values: ExampleValues) => unknown): Example => ({ expects: 'ignored', body });

const PIX = { type: 'PIX' };

/**
 * One body of every kind, made at `at`. `single-`: of a product that is paid once, without a subscription. What follows a
 * payment tells of one that was made some days before.
 */
export const examples = {
  'purchase-approved': asFacts(purchase('APPROVED', { recurrence: 1 })),
  'purchase-renewed': asFacts(purchase('APPROVED', { recurrence: 2 })),
  'purchase-complete': asFacts(purchase('COMPLETE', { recurrence: 1, status: 'COMPLETED', days: 15 })),
  'purchase-billet-printed': asFacts(purchase('BILLET_PRINTED', { recurrence: 1, unpaid: true, payment: PIX })),
  'purchase-canceled': asFacts(purchase('CANCELED', { unpaid: true })),
  'purchase-delayed': asFacts(purchase('DELAYED', { recurrence: 3, unpaid: true })),
  'purchase-expired': asFacts(purchase('EXPIRED', { unpaid: true, payment: { type: 'BILLET' } })),
  'purchase-protest': asFacts(purchase('PROTEST', { recurrence: 1, status: 'DISPUTE', days: 3 })),
  'purchase-refunded': asFacts(purchase('REFUNDED', { recurrence: 1, days: 8 })),
  'purchase-chargeback': asFacts(purchase('CHARGEBACK', { recurrence: 1, days: 32 })),
  'single-purchase-approved': asFacts(purchase('APPROVED', {})),
  'single-purchase-complete': asFacts(purchase('COMPLETE', { status: 'COMPLETED', days: 15 })),
  'single-purchase-billet-printed': asFacts(purchase('BILLET_PRINTED', { unpaid: true, payment: PIX })),
  'single-purchase-protest': asFacts(purchase('PROTEST', { status: 'DISPUTE', days: 3 })),
  'single-purchase-refunded': asFacts(purchase('REFUNDED', { days: 8 })),
  'single-purchase-chargeback': asFacts(purchase('CHARGEBACK', { days: 32 })),
  'purchase-out-of-shopping-cart': asFacts(cart),
  'subscription-cancellation': asFacts(cancellation),
  'switch-plan': asFacts(switchPlan),
  'update-subscription-charge-date': asFacts(chargeDate),
  'test-purchase-approved': asIgnored(testPurchase),
  'club-first-access': asIgnored(clubFirstAccess),
  'club-module-completed': asIgnored(clubModuleCompleted),
  'order-fulfillment': asIgnored(orderFulfillment),
  'unknown-event': { expects: 'unreadable', body: (values: ExampleValues) => event('PURCHASE_FORGOTTEN', values, {}) },
} satisfies Record<string, Example>;
