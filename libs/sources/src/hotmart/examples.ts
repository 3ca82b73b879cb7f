import { FORM, type Example, type ExampleValues } from '../source.js';
import * as v1 from './example-bodies-v1.js';
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

const asForm = (expects: Example['expects'], body: (values: ExampleValues) => unknown): Example => ({ expects, contentType: FORM, body });

const PIX = { type: 'PIX' };

/**
 * One body of every kind, made at `at`. `single-`: of a product that is paid once, without a subscription. What follows a
 * payment tells of one that was made some days before. `v1-`: schema 1.0.0.
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
  'v1-approved': asForm('facts', v1.order('approved', { recurrence: 1 })),
  'v1-single-approved': asForm('facts', v1.order('approved', {})),
  'v1-renewed': asForm('facts', v1.order('approved', { recurrence: 2 })),
  'v1-completed': asForm('facts', v1.order('completed', { recurrence: 1, days: 15 })),
  'v1-billet-printed': asForm('facts', v1.order('billet_printed', { unpaid: true, method: 'billet' })),
  'v1-waiting-payment': asForm('facts', v1.order('wayting_payment', { unpaid: true, method: 'bank_transfer' })),
  'v1-canceled': asForm('facts', v1.order('canceled', { unpaid: true })),
  'v1-expired': asForm('facts', v1.order('expired', { unpaid: true, method: 'billet' })),
  'v1-delayed': asForm('facts', v1.order('delayed', { recurrence: 3, unpaid: true })),
  'v1-dispute': asForm('facts', v1.order('dispute', { recurrence: 1, days: 3 })),
  'v1-refunded': asForm('facts', v1.order('refunded', { recurrence: 1, days: 8 })),
  'v1-single-refunded': asForm('facts', v1.order('refunded', { days: 8 })),
  'v1-chargeback': asForm('facts', v1.order('chargeback', { recurrence: 1, days: 32 })),
  'v1-blocked': asForm('ignored', v1.order('blocked', { unpaid: true })),
  'v1-form-cancellation': asForm('facts', v1.cancelledByForm),
  'v1-test-approved': asForm('ignored', v1.testOrder),
  'v1-unknown-status': asForm('unreadable', v1.order('forgotten', {})),
  'v1-cart': asFacts(v1.cart),
  'v1-subscription-cancellation': asFacts(v1.cancellation),
  'v1-switch-plan': asFacts(v1.switchPlan),
  'unknown-event': { expects: 'unreadable', body: (values: ExampleValues) => event('PURCHASE_FORGOTTEN', values, {}) },
} satisfies Record<string, Example>;
