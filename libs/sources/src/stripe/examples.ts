import type { Example, ExampleValues } from '../source.js';
import {
  CANCELLATION_TAKEN_BACK,
  CANCELLED,
  cancelledSinceBasil,
  deleted,
  inStatus,
  invoiceFailed,
  invoicePaid,
  invoicePaymentPaid,
  OTHER_PRICE,
  renewed,
  subscriptionEvent,
  TRIAL,
} from './example-billing.js';
import { BOLETO, checkout, dispute, entitlements, event, paymentIntent, refund, refunded, SETUP, SUBSCRIPTION, thin } from './example-bodies.js';

type Make = (values: ExampleValues) => unknown;

const asFacts = (body: Make): Example => ({ expects: 'facts', body });
const asIgnored = (body: Make): Example => ({ expects: 'ignored', body });
const asUnreadable = (body: Make): Example => ({ expects: 'unreadable', body });

const WITHOUT_METADATA = { metadata: {} };
const FIRST = { reason: 'subscription_create' };

/**
 * One body of every kind, made at `at`. `charge` is the payment intent of a single payment and the invoice of a subscription,
 * whose payment intent is then `pi_` and the invoice; `plan` is the price. `-basil`: the shape since 2025-03-31.
 */
export const examples = {
  'checkout-session-completed': asFacts(checkout('completed')),
  'checkout-session-completed-unpaid': asFacts(checkout('completed', BOLETO)),
  'checkout-session-completed-without-metadata': { expects: 'incomplete', body: checkout('completed', WITHOUT_METADATA) },
  'checkout-session-completed-subscription': asFacts(checkout('completed', SUBSCRIPTION)),
  'checkout-session-completed-subscription-without-metadata': asFacts(
    checkout('completed', (values) => ({ ...SUBSCRIPTION(values), ...WITHOUT_METADATA })),
  ),
  'checkout-session-completed-setup': asIgnored(checkout('completed', SETUP)),
  'checkout-session-async-payment-succeeded': asFacts(checkout('async_payment_succeeded', { ...BOLETO, payment_status: 'paid' })),
  'checkout-session-async-payment-failed': asFacts(checkout('async_payment_failed', BOLETO)),
  'checkout-session-expired': asFacts(checkout('expired', { payment_intent: null, payment_status: 'unpaid', status: 'expired' })),
  'invoice-paid': asFacts(invoicePaid()),
  'invoice-paid-basil': asFacts(invoicePaid({ basil: true })),
  'invoice-paid-first': asFacts(invoicePaid(FIRST)),
  'invoice-paid-first-basil': asFacts(invoicePaid({ ...FIRST, basil: true })),
  'invoice-paid-trial': asFacts(invoicePaid({ ...FIRST, amount: 0, basil: true })),
  'invoice-paid-single': asFacts(invoicePaid({ reason: 'manual', single: true })),
  'invoice-paid-without-email': asFacts(invoicePaid({ basil: true, changes: { customer_email: null, customer_name: null } })),
  'invoice-payment-succeeded': asIgnored(invoicePaid({}, 'invoice.payment_succeeded')),
  'invoice-payment-failed': asFacts(invoiceFailed()),
  'invoice-payment-failed-basil': asFacts(invoiceFailed({ basil: true })),
  'invoice-payment-failed-first': asFacts(invoiceFailed(FIRST)),
  'invoice-payment-paid': asFacts(invoicePaymentPaid),
  'customer-subscription-created': asIgnored(subscriptionEvent('created')),
  'customer-subscription-created-trial': asFacts(subscriptionEvent('created', TRIAL)),
  'customer-subscription-updated-cancelled': asFacts(subscriptionEvent('updated', () => CANCELLED)),
  'customer-subscription-updated-cancelled-basil': asFacts(subscriptionEvent('updated', cancelledSinceBasil)),
  'customer-subscription-updated-cancellation-taken-back': asFacts(subscriptionEvent('updated', () => CANCELLATION_TAKEN_BACK)),
  'customer-subscription-updated-other-price': asFacts(subscriptionEvent('updated', () => OTHER_PRICE)),
  'customer-subscription-updated-renewed': asIgnored(subscriptionEvent('updated', renewed)),
  'customer-subscription-updated-past-due': asIgnored(subscriptionEvent('updated', () => inStatus('past_due', 'active'))),
  'customer-subscription-updated-unpaid': asFacts(subscriptionEvent('updated', () => inStatus('unpaid'))),
  'customer-subscription-paused': asFacts(subscriptionEvent('paused', () => inStatus('paused', 'active'))),
  'customer-subscription-resumed': asFacts(subscriptionEvent('resumed', () => inStatus('active', 'paused'))),
  'customer-subscription-deleted': asFacts(subscriptionEvent('deleted', deleted)),
  'charge-refunded': asFacts(refunded(9790)),
  'charge-refunded-partly': asFacts(refunded(2000)),
  'charge-refunded-of-invoice': asFacts(refunded(9790, { ofInvoice: true })),
  'refund-created': asIgnored(refund('refund.created', 'succeeded')),
  'refund-updated-failed': asFacts(refund('refund.updated', 'failed')),
  'refund-failed': asFacts(refund('refund.failed', 'failed')),
  'charge-refund-updated': asFacts(refund('charge.refund.updated', 'failed')),
  'charge-dispute-created': asFacts(dispute('created', 'needs_response')),
  'charge-dispute-created-enquiry': asFacts(dispute('created', 'warning_needs_response')),
  'charge-dispute-updated': asIgnored(dispute('updated', 'under_review')),
  'charge-dispute-funds-withdrawn': asFacts(dispute('funds_withdrawn', 'needs_response')),
  'charge-dispute-funds-reinstated': asFacts(dispute('funds_reinstated', 'won')),
  'charge-dispute-closed-won': asFacts(dispute('closed', 'won')),
  'charge-dispute-closed-lost': asFacts(dispute('closed', 'lost')),
  'charge-dispute-closed-enquiry': asFacts(dispute('closed', 'warning_closed')),
  'entitlements-active-entitlement-summary-updated': asIgnored(entitlements),
  'payment-intent-succeeded': asIgnored(paymentIntent),
  'test-checkout-session-completed': asIgnored(checkout('completed', {}, false)),
  'thin-event': asUnreadable(thin),
  'unknown-event': asUnreadable((values) => event('invoice.forgotten', values, { id: values.charge, object: 'invoice' })),
} satisfies Record<string, Example>;
