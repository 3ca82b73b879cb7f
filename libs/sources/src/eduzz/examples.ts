import { FORM, type Example, type ExampleValues } from '../source.js';
import { askedBack, cart, chargedBack, commission, contract, enrollment, event, flatContract, goneBack, invoice, ping } from './example-bodies.js';
import { delivery, deliveryForm, legacyCart, legacyContract, legacyInvoice, legacyTest, ofContract, refunded } from './example-legacy.js';

type Make = (values: ExampleValues) => unknown;

const asFacts = (body: Make): Example => ({ expects: 'facts', body });
const asIgnored = (body: Make): Example => ({ expects: 'ignored', body });
/** The older two prove their sender by a constant in the body. */
const withToken = (body: Make, expects: Example['expects'] = 'facts'): Example => ({ expects, signs: 'token', body });
const asForm = (body: Make, expects: Example['expects'] = 'facts'): Example => ({ ...withToken(body, expects), contentType: FORM });

const SUBSCRIPTION = 'subscription';
const INSTALMENTS = 'instalments';

/**
 * One body of every kind, made at `at`. `single-`: of a product that is paid once, without a contract. `legacy-`: the
 * webhook before the current one; `delivery-`: the custom delivery of a product.
 */
export const examples = {
  'invoice-paid': asFacts(invoice('paid', { contract: SUBSCRIPTION })),
  'single-invoice-paid': asFacts(invoice('paid')),
  'instalment-invoice-paid': asFacts(invoice('paid', { contract: INSTALMENTS })),
  'two-products-invoice-paid': asFacts(invoice('paid', { items: ['2970078'] })),
  'student-invoice-paid': asFacts(invoice('paid', { student: true })),
  'invoice-refunded': asFacts(invoice('refunded', { contract: SUBSCRIPTION, fields: goneBack })),
  'single-invoice-refunded': asFacts(invoice('refunded', { fields: goneBack })),
  'single-invoice-partly-refunded': asFacts(invoice('refunded', { fields: goneBack }, 'partial_refund')),
  'invoice-chargeback': asFacts(invoice('chargeback', { contract: SUBSCRIPTION, fields: chargedBack }, 'refunded')),
  'single-invoice-chargeback': asFacts(invoice('chargeback', { fields: chargedBack }, 'refunded')),
  'invoice-waiting-refund': asFacts(invoice('waiting_refund', { contract: SUBSCRIPTION, fields: askedBack })),
  'single-invoice-waiting-refund': asFacts(invoice('waiting_refund', { fields: askedBack })),
  'invoice-canceled': asFacts(invoice('canceled', { unpaid: true })),
  'invoice-expired': asFacts(invoice('expired', { unpaid: true })),
  'invoice-refused': asFacts(invoice('refused', { unpaid: true })),
  'invoice-overdue': asFacts(invoice('overdue', { contract: SUBSCRIPTION, unpaid: true })),
  'single-invoice-overdue': asFacts(invoice('overdue', { unpaid: true })),
  'invoice-opened': asFacts(invoice('opened', { unpaid: true }, 'open')),
  'invoice-waiting-payment': asFacts(invoice('waiting_payment', { unpaid: true })),
  'invoice-scheduled': asFacts(invoice('scheduled', { contract: SUBSCRIPTION, unpaid: true })),
  'invoice-recovering': asIgnored(invoice('recovering', { unpaid: true })),
  'invoice-negotiated': asIgnored(invoice('negotiated', { unpaid: true })),
  'contract-created': asFacts(contract('created', 'upToDate')),
  'contract-updated': asFacts(contract('updated', 'up_to_date')),
  'contract-updated-trial': asFacts(contract('updated', 'trial')),
  'contract-updated-late': asFacts(contract('updated', 'late')),
  'contract-updated-suspended': asFacts(contract('updated', 'suspended')),
  'contract-updated-canceled': asFacts(contract('updated', 'canceled')),
  'contract-updated-finished': asFacts(contract('updated', 'finished')),
  'instalment-contract-updated-finished': asIgnored(contract('updated', 'finished', { isPSL: true, contentAccess: null })),
  'contract-updated-awaiting-payment': asIgnored(contract('updated', 'awaitingPayment', { contentAccess: null })),
  'contract-updated-flat': asFacts(flatContract),
  'contract-card-attempted': asIgnored(contract('card_attempted', 'late')),
  'cart-abandonment': asFacts(cart),
  'commission-processed': asIgnored(commission),
  'nutror-enrollment-created': asIgnored(enrollment),
  ping: { expects: 'ignored', greeting: true, body: ping },
  'unknown-event': { expects: 'unreadable', body: (values: ExampleValues) => event('myeduzz.invoice_forgotten', values, {}) },
  'unknown-contract-status': { expects: 'unreadable', body: contract('updated', 'forgotten') },
  'legacy-invoice-paid': asForm(legacyInvoice('3', ofContract)),
  'legacy-invoice-paid-json': withToken(legacyInvoice('3', ofContract)),
  'legacy-single-invoice-paid': asForm(legacyInvoice('3')),
  'legacy-invoice-waiting-refund': asForm(legacyInvoice('6')),
  'legacy-invoice-refunded': asForm(legacyInvoice('7', (values) => ({ ...ofContract(values), ...refunded(values) }))),
  'legacy-single-invoice-refunded': asForm(legacyInvoice('7', refunded)),
  'legacy-invoice-opened': asForm(legacyInvoice('1')),
  'legacy-invoice-canceled': asForm(legacyInvoice('4')),
  'legacy-invoice-expired': asForm(legacyInvoice('10')),
  'legacy-invoice-recovering': asForm(legacyInvoice('11'), 'ignored'),
  'legacy-contract-late': asForm(legacyContract('7')),
  'legacy-contract-canceled': asForm(legacyContract('4')),
  'legacy-contract-finished': asForm(legacyContract('9')),
  'legacy-contract-trial': asForm(legacyContract('10')),
  'legacy-abandonment': asForm(legacyCart),
  'legacy-test-invoice-paid': withToken(legacyTest, 'ignored'),
  'delivery-create': withToken(delivery('create')),
  'delivery-remove': withToken(delivery('remove')),
  'delivery-create-form': asForm(deliveryForm('create')),
  'delivery-remove-form': asForm(deliveryForm('remove')),
} satisfies Record<string, Example>;
