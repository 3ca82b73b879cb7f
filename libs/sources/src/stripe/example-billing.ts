import type { ExampleValues } from '../source.js';
import { BASIL, customerOf, DAY, event, metadataOf, OLD, seconds, type Body } from './example-bodies.js';

/* The shapes of Stripe's real events about invoices and subscriptions, before and since Basil. */

/** What sets one invoice apart. */
interface Kind {
  readonly reason?: string;
  readonly amount?: number;
  readonly basil?: boolean;
  readonly single?: boolean;
  readonly changes?: Body;
}

const price = ({ plan, product }: ExampleValues): Body => ({ id: plan, object: 'price', currency: 'brl', metadata: {}, product, type: 'recurring' });

const period = ({ at, paidUntil }: ExampleValues, { single = false }: Kind): Body => ({
  start: seconds(at),
  end: single ? seconds(at) : seconds(paidUntil),
});

const line = (values: ExampleValues, kind: Kind): Body => {
  const { sale, plan, product, charge } = values;
  const { amount = 9790 } = kind;
  const common = {
    id: `il_${charge}`,
    object: 'line_item',
    amount,
    currency: 'brl',
    description: '1 × Oficina Inventada',
    metadata: {},
    quantity: 1,
  };
  if (!kind.basil) {
    const subscription = kind.single ? null : sale;
    return { ...common, period: period(values, kind), plan: null, price: price(values), proration: false, subscription, type: 'invoiceitem' };
  }
  const details = { proration: false, subscription: sale, subscription_item: `si_${sale}` };
  return {
    ...common,
    period: period(values, kind),
    parent: { invoice_item_details: null, subscription_item_details: details, type: 'subscription_item_details' },
    pricing: { price_details: { price: plan, product }, type: 'price_details', unit_amount_decimal: String(amount) },
  };
};

const list = (data: readonly Body[], url: string): Body => ({ object: 'list', data, has_more: false, total_count: data.length, url });

/** Where the subscription and the payment stand, which is what Basil changed. */
const ties = (values: ExampleValues, { basil = false, single = false }: Kind): Body => {
  const details = { metadata: metadataOf(values), subscription: values.sale };
  if (basil) return { parent: { quote_details: null, subscription_details: details, type: 'subscription_details' } };
  const payment = { charge: `ch_${values.charge}`, payment_intent: `pi_${values.charge}`, paid: true };
  return single
    ? { ...payment, subscription: null, subscription_details: { metadata: null } }
    : { ...payment, subscription: values.sale, subscription_details: { metadata: metadataOf(values) } };
};

const invoice = (values: ExampleValues, kind: Kind): Body => ({
  id: values.charge,
  object: 'invoice',
  amount_due: kind.amount ?? 9790,
  amount_paid: kind.amount ?? 9790,
  attempt_count: 1,
  billing_reason: kind.reason ?? 'subscription_cycle',
  collection_method: 'charge_automatically',
  created: seconds(values.at) - 3_600,
  currency: 'brl',
  customer: customerOf(values),
  customer_email: values.email,
  customer_name: values.name,
  customer_phone: null,
  lines: list([line(values, kind)], `/v1/invoices/${values.charge}/lines`),
  metadata: {},
  status: 'paid',
  status_transitions: { finalized_at: seconds(values.at), marked_uncollectible_at: null, paid_at: seconds(values.at), voided_at: null },
  total: kind.amount ?? 9790,
  ...ties(values, kind),
  ...kind.changes,
});

const UNPAID = { amount_paid: 0, status: 'open', status_transitions: { finalized_at: null, paid_at: null } };

const versionOf = ({ basil }: { basil?: boolean }): { version: string } => ({ version: basil ? BASIL : OLD });

export const invoicePaid =
  (kind: Kind = {}, type = 'invoice.paid') =>
  (values: ExampleValues): Body =>
    event(type, values, invoice(values, kind), versionOf(kind));

export const invoiceFailed =
  (kind: Kind = {}) =>
  (values: ExampleValues): Body => {
    const unpaid = { ...UNPAID, ...(!kind.basil && { paid: false }) };
    return event('invoice.payment_failed', values, invoice(values, { ...kind, changes: unpaid }), versionOf(kind));
  };

/** Ties the payment intent that refunds of these examples name to the invoice. */
export const invoicePaymentPaid = (values: ExampleValues): Body =>
  event('invoice_payment.paid', values, {
    id: `inpay_${values.charge}`,
    object: 'invoice_payment',
    amount_paid: 9790,
    amount_requested: 9790,
    created: seconds(values.at),
    currency: 'brl',
    invoice: values.charge,
    is_default: true,
    payment: { payment_intent: `pi_${values.charge}`, type: 'payment_intent' },
    status: 'paid',
    status_transitions: { canceled_at: null, paid_at: seconds(values.at) },
  });

/** What sets one subscription event apart. `before`: what changed, as it was. */
interface Change {
  readonly basil?: boolean;
  readonly changes?: Body;
  readonly before?: Body;
}

const subscription = (values: ExampleValues, { basil, changes }: Change): Body => {
  const span = { current_period_start: seconds(values.paidUntil) - 30 * DAY, current_period_end: seconds(values.paidUntil) };
  const item = { id: `si_${values.sale}`, object: 'subscription_item', metadata: {}, price: price(values), quantity: 1, subscription: values.sale };
  return {
    id: values.sale,
    object: 'subscription',
    billing_cycle_anchor: seconds(values.at),
    cancel_at: null,
    cancel_at_period_end: false,
    canceled_at: null,
    collection_method: 'charge_automatically',
    created: seconds(values.at),
    currency: 'brl',
    customer: customerOf(values),
    ended_at: null,
    items: list([{ ...item, ...(basil && span) }], `/v1/subscription_items?subscription=${values.sale}`),
    latest_invoice: values.charge,
    metadata: metadataOf(values),
    pause_collection: null,
    status: 'active',
    trial_end: null,
    trial_start: null,
    ...(!basil && { ...span, plan: { id: values.plan, object: 'plan', product: values.product } }),
    ...changes,
  };
};

/** One of the events about a subscription; what it changes may hang on the values. */
export const subscriptionEvent =
  (word: string, change: (values: ExampleValues) => Change = () => ({})) =>
  (values: ExampleValues): Body => {
    const own = change(values);
    const { before } = own;
    return event(`customer.subscription.${word}`, values, subscription(values, own), { ...versionOf(own), ...(before && { before }) });
  };

export const TRIAL = ({ at, paidUntil }: ExampleValues): Change => ({
  basil: true,
  changes: { status: 'trialing', trial_start: seconds(at), trial_end: seconds(paidUntil) },
});
export const CANCELLED: Change = { changes: { cancel_at_period_end: true }, before: { cancel_at_period_end: false } };
export const cancelledSinceBasil = ({ paidUntil }: ExampleValues): Change => ({
  basil: true,
  changes: { cancel_at: seconds(paidUntil) },
  before: { cancel_at: null },
});
export const CANCELLATION_TAKEN_BACK: Change = { before: { cancel_at_period_end: true } };
export const OTHER_PRICE: Change = { basil: true, before: { items: { data: [{ price: { id: 'price_de_antes' } }] } } };
/** The items changed as they do with every period, and the price did not. */
export const renewed = ({ plan, at }: ExampleValues): Change => ({
  basil: true,
  before: { items: { data: [{ price: { id: plan }, current_period_end: seconds(at) }] } },
});
export const inStatus = (status: string, before = 'past_due'): Change => ({ changes: { status }, before: { status: before } });
export const deleted = ({ at }: ExampleValues): Change => ({ changes: { status: 'canceled', ended_at: seconds(at), canceled_at: seconds(at) } });
