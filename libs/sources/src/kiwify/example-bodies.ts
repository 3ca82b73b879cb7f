import type { ExampleValues } from '../source.js';

/* The shapes of Kiwify's real bodies, fields and types as on the wire, around values of our own making. */

export type Body = Readonly<Record<string, unknown>>;

/** What sets one event about an order apart; `days` is how long ago the order was made. */
interface Kind {
  readonly status: string;
  readonly method?: 'credit_card' | 'boleto' | 'pix';
  readonly days?: number;
  readonly approved?: true;
  readonly fields?: Body;
  /** Status of the subscription; none: the product is paid once, or the event leaves it out. */
  readonly subscription?: 'active' | 'canceled' | 'late';
  /** Only real subscription events tell it; the test button leaves it out. */
  readonly hasAccess?: boolean;
}

const DAY = 86_400_000;
const CENTS = 9_790;

const before = ({ at }: ExampleValues, days = 0): Date => new Date(Date.parse(at) - days * DAY);

/** Minutes, and no zone: so Kiwify writes its own times. */
const wireTime = (time: Date): string => time.toISOString().slice(0, 16).replace('T', ' ');

const brazilianDay = (time: Date): string => time.toISOString().slice(0, 10).split('-').reverse().join('/');

const customer = ({ email, name }: ExampleValues): Body => ({
  full_name: name,
  first_name: name.split(' ')[0],
  email,
  mobile: '+5531900001234',
  CPF: '00000000191',
  ip: '192.0.2.7',
  instagram: '@inventada',
  street: 'Rua Inventada',
  number: '7',
  complement: '',
  neighborhood: 'Centro',
  city: 'Vila Inventada',
  state: 'MG',
  zipcode: '30000-000',
});

const commissions = (): Body => ({
  charge_amount: CENTS,
  product_base_price: CENTS,
  product_base_price_currency: 'BRL',
  kiwify_fee: 979,
  kiwify_fee_currency: 'BRL',
  settlement_amount: CENTS,
  settlement_amount_currency: 'BRL',
  sale_tax_rate: 0,
  sale_tax_amount: 0,
  commissioned_stores: [
    { id: '5b1a7c1e-0000-4000-8000-0000000000aa', type: 'producer', custom_name: 'Casa Inventada', email: 'casa@example.com', value: '8811' },
  ],
  currency: 'BRL',
  my_commission: 8_811,
  funds_status: null,
  estimated_deposit_date: null,
  deposit_date: null,
});

const tracking = (): Body =>
  Object.fromEntries(
    ['src', 'sck', 'utm_source', 'utm_medium', 'utm_campaign', 'utm_content', 'utm_term', 's1', 's2', 's3'].map((name) => [name, null]),
  );

const NO_PAYMENT = {
  installments: null,
  card_type: '',
  card_last4digits: '',
  card_rejection_reason: null,
  boleto_URL: null,
  boleto_barcode: null,
  boleto_expiry_date: null,
  pix_code: null,
  pix_expiration: null,
};

const PAYMENTS: Readonly<Record<NonNullable<Kind['method']>, (expires: Date) => Body>> = {
  credit_card: () => ({ installments: 1, card_type: 'mastercard', card_last4digits: '0007' }),
  boleto: (expires) => ({
    boleto_URL: 'https://boleto.example.com',
    boleto_barcode: '00000.00000 00000.000000 00000.000000 0 00000000009790',
    boleto_expiry_date: brazilianDay(expires),
  }),
  pix: (expires) => ({ pix_code: '00020101021226invented', pix_expiration: `${brazilianDay(expires)} ${wireTime(expires).slice(11)}` }),
};

/** Of the three ways to pay, two leave their fields empty; a boleto and a PIX run out two days later. */
const paymentOf = (values: ExampleValues, method: Kind['method'] = 'credit_card'): Body => ({
  payment_method: method,
  store_id: 'jInv3ntad0LojaX',
  payment_merchant_id: 40000777,
  ...NO_PAYMENT,
  ...PAYMENTS[method](before(values, -2)),
});

const subscriptionOf = (values: ExampleValues, { subscription: status, days, hasAccess }: Kind): Body => {
  const startedAt = before(values, days).toISOString();
  const charge = { order_id: values.charge, amount: CENTS, status: 'paid', installments: 1, card_type: 'mastercard', created_at: startedAt };
  return {
    id: values.sale,
    start_date: startedAt,
    next_payment: values.paidUntil,
    status,
    plan: { id: values.plan, name: 'Plano Inventado', frequency: 'monthly', qty_charges: 0 },
    charges: { completed: [charge], future: [{ charge_date: values.paidUntil }] },
    ...(hasAccess !== undefined && { customer_access: { has_access: hasAccess, active_period: hasAccess, access_until: values.paidUntil } }),
  };
};

/** One event about an order. */
export const order =
  (event: string, kind: Kind) =>
  (values: ExampleValues): Body => {
    const made = wireTime(before(values, kind.days));
    return {
      order_id: values.charge,
      order_ref: 'InvRef7',
      order_status: kind.status,
      product_type: 'membership',
      ...paymentOf(values, kind.method),
      sale_type: 'producer',
      created_at: made,
      updated_at: wireTime(before(values)),
      approved_date: kind.approved ? made : null,
      refunded_at: null,
      webhook_event_type: event,
      Product: { product_id: values.product, product_name: 'Oficina Inventada' },
      Customer: customer(values),
      Commissions: commissions(),
      TrackingParameters: tracking(),
      ...(kind.subscription && { Subscription: subscriptionOf(values, kind), subscription_id: values.sale }),
      access_url: null,
      ...kind.fields,
    };
  };

/** Some deliveries come wrapped, with our own address beside the order. */
export const wrapped =
  (inner: (values: ExampleValues) => Body) =>
  (values: ExampleValues): Body => ({ url: 'https://catraca.example.com/webhooks/kiwify', order: inner(values) });

/** What the test button sends: everything invented, the buyer always the same. */
export const testOrder = (values: ExampleValues): Body =>
  order('order_approved', { status: 'paid', approved: true, subscription: 'active' })({ ...values, email: 'johndoe@example.com', name: 'John Doe' });

export const cart = (values: ExampleValues): Body => ({
  id: values.id,
  status: 'abandoned',
  name: values.name,
  email: values.email,
  phone: '+5531900001234',
  cpf: null,
  cnpj: null,
  product_id: values.product,
  product_name: 'Oficina Inventada',
  checkout_link: values.offer,
  created_at: wireTime(before(values)),
});
