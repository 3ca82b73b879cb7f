import type { ExampleValues } from '../source.js';

/* The shapes of Hotmart's real bodies, fields and types as on the wire, around values of our own making. */

type Body = Readonly<Record<string, unknown>>;

/** What sets one purchase event apart; `recurrence` makes it a subscription's, `days` is how long ago it was paid. */
interface Kind {
  readonly recurrence?: number;
  readonly status?: string;
  readonly days?: number;
  readonly unpaid?: boolean;
  readonly payment?: Body;
}

const MINUTE = 60_000;
const DAY = 86_400_000;

/** Ids are numbers on the wire; one that is no number is left as it is. */
export const wireId = (id: string): number | string => (/^\d{1,15}$/.test(id) ? Number(id) : id);

const envelope = ({ id, at }: ExampleValues) => ({ id, creation_date: Date.parse(at), version: '2.0.0' });

export const event = (name: string, values: ExampleValues, data: Body): Body => ({ ...envelope(values), event: name, data });

const buyer = ({ email, name }: ExampleValues): Body => {
  const [first = name, ...rest] = name.split(' ');
  const address = {
    country: 'Brasil',
    country_iso: 'BR',
    state: 'MG',
    city: 'Vila Inventada',
    zipcode: '30000000',
    number: '7',
    complement: '',
  };
  const numbers = { checkout_phone_code: '31', checkout_phone: '31900001234', document: '00000000191', document_type: 'CPF' };
  return { email, name, first_name: first, last_name: rest.join(' '), ...numbers, address };
};

/** Five seconds lie between a payment and its event. */
const paidAt = ({ at }: ExampleValues, { days }: Kind): number => Date.parse(at) - (days === undefined ? 5_000 : days * DAY);

const product = (values: ExampleValues, kind: Kind): Body => ({
  id: wireId(values.product),
  ucode: '7d0c2f4e-0000-4000-8000-0000000a11ce',
  name: 'Oficina Inventada',
  has_co_production: false,
  support_email: 'ajuda@example.com',
  ...(!kind.unpaid && { warranty_date: `${new Date(paidAt(values, kind) + 14 * DAY).toISOString().slice(0, 10)}T00:00:00Z` }),
});

const price = (value: number): Body => ({ value, currency_value: 'BRL' });

const sold = (values: ExampleValues, status: string, kind: Kind): Body => {
  const at = Date.parse(values.at);
  return {
    transaction: values.charge,
    status: kind.status ?? status,
    order_date: paidAt(values, kind) - MINUTE,
    ...(!kind.unpaid && { approved_date: paidAt(values, kind) }),
    ...(kind.recurrence !== undefined && { recurrence_number: kind.recurrence, subscription_anticipation_purchase: false }),
    ...(kind.recurrence !== undefined && kind.payment === undefined && { date_next_charge: Date.parse(values.paidUntil) }),
    price: price(97.9),
    full_price: price(97.9),
    original_offer_price: price(97.9),
    offer: { code: values.offer },
    order_bump: { is_order_bump: false },
    payment: {
      type: 'CREDIT_CARD',
      installments_number: 1,
      ...kind.payment,
      ...(kind.payment?.type === 'PIX' && { pix_expiration_date: at + DAY }),
    },
    checkout_country: { name: 'Brasil', iso: 'BR' },
    is_funnel: false,
    invoice_by: 'HOTMART',
    business_model: 'I',
  };
};

const plan = ({ plan: id }: ExampleValues): Body => ({ id: wireId(id), name: 'Plano Inventado' });

const subscription = (values: ExampleValues): Body => ({ status: 'ACTIVE', plan: plan(values), subscriber: { code: values.sale } });

/** One of the nine events about a transaction. */
export const purchase =
  (status: string, kind: Kind) =>
  (values: ExampleValues): Body =>
    event(`PURCHASE_${status}`, values, {
      product: product(values, kind),
      affiliates: [{ affiliate_code: '', name: '' }],
      buyer: buyer(values),
      producer: { name: 'Casa Inventada Ltda', document: '00000000000191', legal_nature: 'Pessoa Jurídica' },
      commissions: [
        { value: 9.79, source: 'MARKETPLACE', currency_value: 'BRL' },
        { value: 88.11, source: 'PRODUCER', currency_value: 'BRL' },
      ],
      purchase: sold(values, status, kind),
      ...(kind.recurrence !== undefined && { subscription: subscription(values) }),
    });

/** What the "send test" button sends: product 0, whatever the seller sells. */
export const testPurchase = (values: ExampleValues): Body => purchase('APPROVED', { recurrence: 1 })({ ...values, product: '0' });

export const cart = (values: ExampleValues): Body =>
  event('PURCHASE_OUT_OF_SHOPPING_CART', values, {
    affiliate: false,
    product: { id: wireId(values.product), name: 'Oficina Inventada' },
    buyer: { name: values.name, email: values.email, phone: '31900001234' },
    offer: { code: values.offer },
    checkout_country: { name: 'Brasil', iso: 'BR' },
  });

export const cancellation = (values: ExampleValues): Body =>
  event('SUBSCRIPTION_CANCELLATION', values, {
    date_next_charge: Date.parse(values.paidUntil),
    cancellation_date: Date.parse(values.at) - 150,
    actual_recurrence_value: 97.9,
    product: { id: wireId(values.product), name: 'Oficina Inventada' },
    subscriber: { code: values.sale, name: values.name, email: values.email, phone: { dddCell: '', cell: '', dddPhone: '', phone: '' } },
    subscription: { id: 31000777, plan: plan(values) },
  });

/** Moves to `plan`; the old one comes along. */
export const switchPlan = (values: ExampleValues): Body =>
  event('SWITCH_PLAN', values, {
    switch_plan_date: Date.parse(values.at),
    plans: [
      { id: wireId(values.plan), name: 'Plano Inventado', offer: { key: values.offer }, current: true },
      { id: 700001, name: 'Plano de Antes', offer: { key: 'z0antes1' }, current: false },
    ],
    subscription: {
      subscriber_code: values.sale,
      status: 'ACTIVE',
      date_next_charge: Date.parse(values.paidUntil),
      product: { id: wireId(values.product), name: 'Oficina Inventada' },
      user: { email: values.email },
    },
  });

/** The only event that still repeats the token in its body. */
export const chargeDate = (values: ExampleValues): Body => ({
  ...event('UPDATE_SUBSCRIPTION_CHARGE_DATE', values, {
    subscriber: { code: values.sale, name: values.name, email: values.email },
    subscription: {
      product: { id: wireId(values.product), name: 'Oficina Inventada' },
      old_charge_day: 3,
      new_charge_day: 18,
      date_next_charge: values.paidUntil,
      status: 'ACTIVE',
    },
    plan: { ...plan(values), offer: { code: values.offer } },
  }),
  hottok: 'this-place-holds-the-token-on-the-wire',
});

const student = ({ email, name }: ExampleValues): Body => ({ name, email });

export const clubFirstAccess = (values: ExampleValues): Body => {
  const { creation_date: creationDate, ...rest } = envelope(values);
  const data = { product: { id: wireId(values.product), name: 'Oficina Inventada' }, user: student(values) };
  return { ...rest, creationDate, event: 'CLUB_FIRST_ACCESS', data };
};

/** Here the product's id is text. */
export const clubModuleCompleted = (values: ExampleValues): Body =>
  event('CLUB_MODULE_COMPLETED', values, {
    product: { id: values.product, name: 'Oficina Inventada' },
    module: { id: 'm0dExmpl01', name: 'Módulo Inventado' },
    user: student(values),
  });

export const orderFulfillment = (values: ExampleValues): Body =>
  event('ORDER_FULFILLMENT', values, {
    purchase: { transaction: values.charge, status: 'APPROVED', shopper: student(values) },
    line_items: [{ product: { id: wireId(values.product), name: 'Caderno Inventado' }, offer: { code: values.offer } }],
  });
