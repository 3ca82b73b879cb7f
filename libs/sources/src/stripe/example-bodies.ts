import type { ExampleValues } from '../source.js';

/* The shapes of Stripe's real events about checkout and money, around values of our own making. */

export type Body = Readonly<Record<string, unknown>>;

export const DAY = 86_400;
/** An ISO text as Unix seconds. */
export const seconds = (at: string): number => Math.floor(Date.parse(at) / 1_000);

/** What sets one event apart: the version its endpoint has, and what it changed. */
interface Envelope {
  readonly version?: string;
  readonly livemode?: boolean;
  readonly before?: Body;
}

export const OLD = '2020-08-27';
export const BASIL = '2025-03-31.basil';

export const event = (type: string, values: ExampleValues, object: Body, { version = BASIL, livemode = true, before }: Envelope = {}): Body => ({
  id: values.id,
  object: 'event',
  api_version: version,
  created: seconds(values.at),
  data: { object: { ...object, livemode }, ...(before && { previous_attributes: before }) },
  livemode,
  pending_webhooks: 1,
  request: { id: null, idempotency_key: null },
  type,
});

export const customerOf = ({ sale }: ExampleValues): string => `cus_${sale}`;
export const metadataOf = ({ product }: ExampleValues): Body => ({ catraca_product: product });

const customerDetails = ({ email, name }: ExampleValues): Body => ({
  address: { city: null, country: 'BR', line1: null, line2: null, postal_code: '30000-000', state: null },
  email,
  name,
  phone: null,
  tax_exempt: 'none',
  tax_ids: [],
});

/** A payment, paid, as it is; `changes` say what else it may be. */
const session = (values: ExampleValues, changes: Body): Body => ({
  id: `cs_live_${values.charge}`,
  object: 'checkout.session',
  amount_subtotal: 9790,
  amount_total: 9790,
  client_reference_id: null,
  created: seconds(values.at) - 60,
  currency: 'brl',
  customer: customerOf(values),
  customer_details: customerDetails(values),
  customer_email: null,
  expires_at: seconds(values.at) + DAY,
  invoice: null,
  metadata: metadataOf(values),
  mode: 'payment',
  payment_intent: values.charge,
  payment_link: null,
  payment_method_types: ['card'],
  payment_status: 'paid',
  setup_intent: null,
  status: 'complete',
  subscription: null,
  success_url: 'https://loja.example.com/obrigado',
  ...changes,
});

export const SUBSCRIPTION = ({ sale, charge }: ExampleValues): Body => ({
  mode: 'subscription',
  payment_intent: null,
  invoice: charge,
  subscription: sale,
});
export const BOLETO: Body = { payment_method_types: ['boleto'], payment_status: 'unpaid' };
export const SETUP: Body = { mode: 'setup', payment_intent: null, payment_status: 'no_payment_required', setup_intent: 'seti_inventado' };

/** One of the four events about a checkout session. */
export const checkout =
  (word: string, changes: Body | ((values: ExampleValues) => Body) = {}, livemode = true) =>
  (values: ExampleValues): Body => {
    const own = typeof changes === 'function' ? changes(values) : changes;
    return event(`checkout.session.${word}`, values, session(values, own), { livemode });
  };

/** A cumulative sum went back from a charge of 97.90; `ofInvoice` names the payment intent of the invoices of these examples. */
export const refunded =
  (sum: number, { ofInvoice = false } = {}) =>
  (values: ExampleValues): Body => {
    const charge = {
      id: `ch_${values.charge}`,
      object: 'charge',
      amount: 9790,
      amount_captured: 9790,
      amount_refunded: sum,
      billing_details: { address: null, email: values.email, name: values.name, phone: null },
      captured: true,
      currency: 'brl',
      customer: customerOf(values),
      disputed: false,
      metadata: {},
      paid: true,
      payment_intent: ofInvoice ? `pi_${values.charge}` : values.charge,
      receipt_email: null,
      refunded: sum === 9790,
      status: 'succeeded',
    };
    return event('charge.refunded', values, charge, { before: { amount_refunded: 0 } });
  };

export const refund =
  (type: string, status: string) =>
  (values: ExampleValues): Body =>
    event(type, values, {
      id: `re_${values.charge}`,
      object: 'refund',
      amount: 9790,
      charge: `ch_${values.charge}`,
      created: seconds(values.at) - 3 * DAY,
      currency: 'brl',
      metadata: {},
      payment_intent: values.charge,
      reason: 'requested_by_customer',
      status,
    });

export const dispute =
  (word: string, status: string) =>
  (values: ExampleValues): Body =>
    event(`charge.dispute.${word}`, values, {
      id: `dp_${values.charge}`,
      object: 'dispute',
      amount: 9790,
      balance_transactions: [],
      charge: `ch_${values.charge}`,
      created: seconds(values.at),
      currency: 'brl',
      evidence: { customer_email_address: null, customer_name: null },
      is_charge_refundable: status.startsWith('warning_'),
      metadata: {},
      payment_intent: values.charge,
      reason: 'fraudulent',
      status,
    });

export const paymentIntent = (values: ExampleValues): Body =>
  event('payment_intent.succeeded', values, {
    id: values.charge,
    object: 'payment_intent',
    amount: 9790,
    client_secret: `${values.charge}_secret_inventado`,
    currency: 'brl',
    customer: customerOf(values),
    metadata: {},
    status: 'succeeded',
  });

export const entitlements = (values: ExampleValues): Body =>
  event('entitlements.active_entitlement_summary.updated', values, {
    object: 'entitlements.active_entitlement_summary',
    customer: customerOf(values),
    entitlements: {
      object: 'list',
      data: [{ id: 'ent_inventado', object: 'entitlements.active_entitlement', feature: 'feat_inventado', lookup_key: 'oficina' }],
      has_more: false,
      url: `/v1/customer/${customerOf(values)}/entitlements`,
    },
  });

/** What a destination with the thin payload style sends. */
export const thin = (values: ExampleValues): Body => ({
  id: values.id,
  object: 'v2.core.event',
  type: 'v1.invoice.paid',
  livemode: true,
  created: values.at,
  related_object: { id: values.charge, type: 'invoice', url: `/v1/invoices/${values.charge}` },
});
