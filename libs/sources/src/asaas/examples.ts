import type { Example, ExampleValues } from '../source.js';
import { event, refund, type Kind } from './example-bodies.js';

const asFacts = (name: string, kind: Kind): Example => ({ expects: 'facts', body: event(name, kind) });
const asIgnored = (name: string, kind: Kind): Example => ({ expects: 'ignored', body: event(name, kind) });

const SUBSCRIPTION: Kind = { of: 'subscription' };
const INSTALMENT: Kind = { of: 'installment' };
const BOLETO: Kind = { method: 'BOLETO', status: 'PENDING' };
const PIX: Kind = { method: 'PIX' };
const PARTLY: Kind = { status: 'RECEIVED', days: 8, more: { refunds: [refund(20), refund(10, 'CANCELLED')] } };
const dispute = (status: string): Kind => ({ status, days: 20, more: { chargeback: { status: 'REQUESTED', reason: 'FRAUD' } } });

/**
 * One body of every kind, made at `at`: of a subscription, of a single charge (`single-`) or of one of several instalments
 * (`instalment-`). What follows a payment tells of one that was made some days before.
 */
export const examples = {
  'payment-confirmed': asFacts('CONFIRMED', SUBSCRIPTION),
  'payment-received': asFacts('RECEIVED', { ...SUBSCRIPTION, status: 'RECEIVED', days: 32 }),
  'boleto-payment-received': asFacts('RECEIVED', { ...SUBSCRIPTION, method: 'BOLETO', status: 'RECEIVED' }),
  'single-payment-confirmed': asFacts('CONFIRMED', {}),
  'single-payment-received': asFacts('RECEIVED', { ...PIX, status: 'RECEIVED' }),
  'single-card-payment-received': asFacts('RECEIVED', { status: 'RECEIVED', days: 32 }),
  'instalment-payment-confirmed': asFacts('CONFIRMED', INSTALMENT),
  'instalment-payment-received': asFacts('RECEIVED', { ...INSTALMENT, status: 'RECEIVED', days: 32 }),
  'unspecified-payment-confirmed': asFacts('CONFIRMED', { unnamed: true }),
  'payment-dunning-received': asFacts('DUNNING_RECEIVED', { ...SUBSCRIPTION, method: 'BOLETO', status: 'DUNNING_RECEIVED' }),
  'payment-refunded': asFacts('REFUNDED', { ...SUBSCRIPTION, status: 'REFUNDED', days: 8, more: { refunds: [refund(97.9)] } }),
  'single-payment-refunded': asFacts('REFUNDED', { ...PIX, status: 'REFUNDED', days: 8, more: { refunds: [refund(97.9)] } }),
  'instalment-payment-refunded': asFacts('REFUNDED', { ...INSTALMENT, status: 'REFUNDED', days: 8 }),
  'payment-partially-refunded': asFacts('PARTIALLY_REFUNDED', { ...SUBSCRIPTION, ...PARTLY }),
  'single-payment-partially-refunded': asFacts('PARTIALLY_REFUNDED', PARTLY),
  'payment-refund-in-progress': asFacts('REFUND_IN_PROGRESS', { ...SUBSCRIPTION, status: 'REFUND_IN_PROGRESS', days: 8 }),
  'payment-refund-denied': asFacts('REFUND_DENIED', { ...SUBSCRIPTION, status: 'RECEIVED', days: 9 }),
  'payment-received-in-cash-undone': asFacts('RECEIVED_IN_CASH_UNDONE', BOLETO),
  'payment-chargeback-requested': asFacts('CHARGEBACK_REQUESTED', { ...SUBSCRIPTION, ...dispute('CHARGEBACK_REQUESTED') }),
  'single-payment-chargeback-requested': asFacts('CHARGEBACK_REQUESTED', dispute('CHARGEBACK_REQUESTED')),
  'payment-chargeback-dispute': asFacts('CHARGEBACK_DISPUTE', { ...SUBSCRIPTION, ...dispute('CHARGEBACK_DISPUTE') }),
  'payment-awaiting-chargeback-reversal': asFacts('AWAITING_CHARGEBACK_REVERSAL', {
    ...SUBSCRIPTION,
    ...dispute('AWAITING_CHARGEBACK_REVERSAL'),
  }),
  'single-payment-awaiting-chargeback-reversal': asFacts('AWAITING_CHARGEBACK_REVERSAL', dispute('AWAITING_CHARGEBACK_REVERSAL')),
  'payment-overdue': asFacts('OVERDUE', { ...SUBSCRIPTION, ...BOLETO, status: 'OVERDUE' }),
  'instalment-payment-overdue': asFacts('OVERDUE', { ...INSTALMENT, ...BOLETO, status: 'OVERDUE' }),
  'single-payment-overdue': asFacts('OVERDUE', { ...BOLETO, status: 'OVERDUE' }),
  'payment-created': asFacts('CREATED', { ...SUBSCRIPTION, ...BOLETO }),
  'single-payment-created': asFacts('CREATED', { ...PIX, status: 'PENDING' }),
  'payment-reproved-by-risk-analysis': asFacts('REPROVED_BY_RISK_ANALYSIS', { status: 'PENDING' }),
  'payment-credit-card-capture-refused': asFacts('CREDIT_CARD_CAPTURE_REFUSED', { status: 'PENDING' }),
  'payment-deleted': asFacts('DELETED', { ...BOLETO, more: { deleted: true } }),
  'paid-payment-deleted': { expects: 'unreadable', body: event('DELETED', { status: 'RECEIVED', days: 40, more: { deleted: true } }) },
  'payment-authorized': asIgnored('AUTHORIZED', { status: 'AUTHORIZED' }),
  'payment-awaiting-risk-analysis': asIgnored('AWAITING_RISK_ANALYSIS', { status: 'AWAITING_RISK_ANALYSIS' }),
  'payment-approved-by-risk-analysis': asIgnored('APPROVED_BY_RISK_ANALYSIS', { status: 'PENDING' }),
  'payment-updated': asIgnored('UPDATED', BOLETO),
  'payment-restored': asIgnored('RESTORED', BOLETO),
  'payment-bank-slip-viewed': asIgnored('BANK_SLIP_VIEWED', BOLETO),
  'payment-bank-slip-cancelled': asIgnored('BANK_SLIP_CANCELLED', BOLETO),
  'payment-checkout-viewed': asIgnored('CHECKOUT_VIEWED', BOLETO),
  'payment-anticipated': asIgnored('ANTICIPATED', { days: 3 }),
  'payment-dunning-requested': asIgnored('DUNNING_REQUESTED', { ...BOLETO, status: 'OVERDUE' }),
  'payment-split-cancelled': asIgnored('SPLIT_CANCELLED', {}),
  'payment-split-divergence-block': asIgnored('SPLIT_DIVERGENCE_BLOCK', {}),
  'payment-split-divergence-block-finished': asIgnored('SPLIT_DIVERGENCE_BLOCK_FINISHED', {}),
  'unknown-event': { expects: 'unreadable', body: (values: ExampleValues) => event('FORGOTTEN')(values) },
} satisfies Record<string, Example>;
