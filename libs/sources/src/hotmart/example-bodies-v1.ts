import type { ExampleValues } from '../source.js';
import { wireId } from './example-bodies.js';

/*
 * The shapes of webhook 1.0.0 around values of our own making, without the token, which is put in as a body is signed. A
 * form is a flat record of texts; `affiliate` and its like stay empty, as on the wire.
 */

type Form = Readonly<Record<string, string>>;
type Body = Readonly<Record<string, unknown>>;

/** What sets one status apart; `recurrence` makes it a subscription's, `days` is how long ago it was paid. */
interface Kind {
  readonly recurrence?: number;
  readonly days?: number;
  readonly unpaid?: boolean;
  readonly method?: string;
}

const MINUTE = 60_000;
const DAY = 86_400_000;

/** Times on the wire have no fractions of a second. */
const wireTime = (time: number): string => `${new Date(time).toISOString().slice(0, 19)}Z`;

/** Five seconds lie between a payment and its word, as in 2.0.0. */
const paidAt = ({ at }: ExampleValues, { days }: Kind): number => Date.parse(at) - (days === undefined ? 5_000 : days * DAY);

const buyer = ({ email, name }: ExampleValues): Form => {
  const [first = name, ...rest] = name.split(' ');
  const numbers = { doc: '00000000191', doc_type: 'CPF', phone_checkout_local_code: '31', phone_checkout_number: '900001234' };
  return { email, name, first_name: first, last_name: rest.join(' '), ...numbers };
};

const subscription = ({ sale }: ExampleValues, recurrence: number): Form => ({
  subscriber_code: sale,
  signature_status: 'active',
  subscription_status: 'active',
  name_subscription_plan: 'Plano Inventado',
  recurrency: String(recurrence),
  recurrency_period: '30',
});

const dates = (values: ExampleValues, kind: Kind): Form => {
  const time = paidAt(values, kind);
  const paid = { confirmation_purchase_date: wireTime(time), warranty_date: wireTime(Math.floor((time + 14 * DAY) / DAY) * DAY) };
  return { purchase_date: wireTime(time - MINUTE), ...(!kind.unpaid && paid) };
};

const PRICES: Form = { price: '97.90', full_price: '97.90', original_offer_price: '97.90', currency: 'BRL', currency_code_from: 'BRL' };
const PRODUCER: Form = { producer_name: 'Casa Inventada Ltda', producer_document: '00000000000191', producer_legal_nature: 'Pessoa Jurídica' };

/** An order with this status. */
export const order =
  (status: string, kind: Kind) =>
  (values: ExampleValues): Form => ({
    callback_type: '1',
    aff: '',
    aff_name: '',
    transaction: values.charge,
    transaction_ext: values.charge,
    xcod: '',
    status,
    payment_type: kind.method ?? 'credit_card',
    payment_engine: 'hotmart',
    prod: values.product,
    prod_name: 'Oficina Inventada',
    ...PRODUCER,
    ...dates(values, kind),
    productOfferPaymentMode: 'pagamento_unico',
    receiver_type: 'SELLER',
    installments_number: '1',
    off: values.offer,
    ...PRICES,
    ...(kind.recurrence !== undefined && subscription(values, kind.recurrence)),
    has_co_production: 'false',
    ...buyer(values),
    sck: '',
  });

/** What the "send test" button sends. */
export const testOrder = (values: ExampleValues): Form => order('approved', { recurrence: 1 })({ ...values, product: '00000' });

/** The cancellation of a subscription as a form; the date of the next charge is where a platform that copied the schema has it. */
export const cancelledByForm = (values: ExampleValues): Form => ({
  callback_type: '2',
  prod: values.product,
  prod_name: 'Oficina Inventada',
  payment_engine: 'hotmart',
  ...subscription(values, 2),
  subscription_status: 'canceled',
  subscription_date_next_charge: values.paidUntil,
  ...buyer(values),
});

export const cart = ({ product, email, name }: ExampleValues): Body => ({
  affiliate: false,
  userKey: '4f2a0c6e-0000-4000-8000-0000000a11ce',
  productName: 'Oficina Inventada',
  productId: wireId(product),
  productUcode: '7d0c2f4e-0000-4000-8000-0000000a11ce',
  productCategory: 'Oficinas Inventadas de Papel e Tinta',
  buyerVO: { name, email, phone: '31900001234' },
  hasNegotiate: false,
  subscriptionPlanId: '',
});

/** Dates are milliseconds; no product id. */
export const cancellation = ({ sale, at, paidUntil, name, email }: ExampleValues): Body => ({
  subscriptionId: 31000777,
  subscriberCode: sale,
  userName: name,
  userEmail: email,
  productName: 'Oficina Inventada',
  subscriptionPlanName: 'Plano Inventado',
  actualRecurrenceValue: 97.9,
  cancellationDate: Date.parse(at) - 150,
  dateNextCharge: Date.parse(paidUntil),
});

const plan = (name: string, key: string): Body => ({
  name,
  maxChargeCycles: 0,
  recurrencyPeriod: 30,
  offer: { key },
  value: 97.9,
  currencyCode: 'BRL',
});

/** Moves to the plan of the values; plans have no ids here. */
export const switchPlan = ({ sale, product, offer, name, email, at }: ExampleValues): Body => ({
  subscription: {
    product: { id: wireId(product), name: 'Oficina Inventada' },
    recurrenceNumber: 2,
    status: 'ACTIVE',
    subscriber: { code: sale, user: { name, email } },
    plan: plan('Plano de Antes', 'z0antes1'),
  },
  newSubscriptionPlan: plan('Plano Inventado', offer),
  previousSubscriptionPlan: plan('Plano de Antes', 'z0antes1'),
  switchPlanDate: Date.parse(at),
});
