import type { ExampleValues } from '../source.js';

/* The shape of Asaas's real bodies, fields and types as on the wire, around values of our own making. */

type Body = Readonly<Record<string, unknown>>;

/**
 * What sets one event apart. `of`: the subscription or the instalments that the charge belongs to; without it, a single
 * charge. `days`: how long ago it was paid. `unnamed`: sold without a payment link and without a reference.
 */
export interface Kind {
  readonly of?: 'subscription' | 'installment';
  readonly method?: 'CREDIT_CARD' | 'BOLETO' | 'PIX';
  readonly status?: string;
  readonly days?: number;
  readonly unnamed?: true;
  readonly more?: Body;
}

const DAY = 86_400_000;
const BEHIND_UTC = 3 * 3_600_000;
const PRICE = 97.9;

/** Brasília's clock, without its zone: `2026-11-20 09:00:00`. */
const wireTime = (millis: number): string => new Date(millis - BEHIND_UTC).toISOString().slice(0, 19).replace('T', ' ');
const wireDay = (millis: number): string => wireTime(millis).slice(0, 10);

const UNPAID: readonly unknown[] = ['PENDING', 'OVERDUE', 'AUTHORIZED', 'AWAITING_RISK_ANALYSIS'];

/** A card is confirmed, and its money comes a month later; a boleto and a PIX are money at once. */
const paidDates = (paidAt: number, { status, method = 'CREDIT_CARD' }: Kind): Body => {
  const isCard = method === 'CREDIT_CARD';
  const [paid, credit] = [wireDay(paidAt), wireDay(paidAt + (isCard ? 32 * DAY : 0))];
  const paymentDate = isCard && status !== 'RECEIVED' ? null : credit;
  return { confirmedDate: paid, clientPaymentDate: paid, paymentDate, creditDate: credit, estimatedCreditDate: credit };
};

const NO_DATES: Body = { confirmedDate: null, clientPaymentDate: null, paymentDate: null, creditDate: null, estimatedCreditDate: null };

const dates = ({ at }: ExampleValues, kind: Kind): Body => {
  const paidAt = Date.parse(at) - (kind.days ?? 0) * DAY;
  const due = wireDay(paidAt + 3 * DAY);
  const paid = UNPAID.includes(kind.status) ? NO_DATES : paidDates(paidAt, kind);
  return { dateCreated: wireDay(paidAt - DAY), dueDate: due, originalDueDate: due, ...paid };
};

const belonging = ({ sale }: ExampleValues, { of }: Kind): Body => {
  if (of === 'subscription') return { subscription: sale };
  return of === 'installment' ? { installment: sale, installmentNumber: 1 } : { installmentNumber: null };
};

const naming = ({ product, offer }: ExampleValues, { unnamed }: Kind): Body =>
  unnamed ? { paymentLink: null, externalReference: null } : { paymentLink: product, externalReference: offer };

const card = ({ method = 'CREDIT_CARD' }: Kind): Body =>
  method === 'CREDIT_CARD'
    ? { creditCard: { creditCardNumber: '0001', creditCardBrand: 'VISA', creditCardToken: 'this-place-holds-a-card-token' } }
    : {};

const payment = (values: ExampleValues, kind: Kind): Body => ({
  object: 'payment',
  id: values.charge,
  customer: 'cus_000000001111',
  ...belonging(values, kind),
  ...naming(values, kind),
  checkoutSession: null,
  ...dates(values, kind),
  value: PRICE,
  netValue: 94.46,
  originalValue: null,
  interestValue: null,
  description: 'Oficina Inventada',
  billingType: kind.method ?? 'CREDIT_CARD',
  status: kind.status ?? 'CONFIRMED',
  ...card(kind),
  pixTransaction: null,
  invoiceUrl: 'https://asaas.example/i/inventada0001',
  invoiceNumber: '00011111',
  bankSlipUrl: null,
  nossoNumero: null,
  transactionReceiptUrl: null,
  deleted: false,
  anticipated: false,
  anticipable: false,
  lastInvoiceViewedDate: null,
  lastBankSlipViewedDate: null,
  postalService: false,
  escrow: null,
  refunds: null,
  ...kind.more,
});

/** One refund inside a payment. */
export const refund = (value: number, status = 'DONE'): Body => ({
  dateCreated: '2026-11-20 09:00:00',
  status,
  value,
  description: 'Devolvido',
  transactionReceiptUrl: null,
});

/** `evt_`, 32 hex digits and a number; the digits repeat between accounts, the whole does not. */
const eventId = ({ id }: ExampleValues): string => `evt_${id.replaceAll('-', '')}&1111`;

/** One of Asaas's events about a charge. */
export const event =
  (name: string, kind: Kind = {}) =>
  (values: ExampleValues): Body => ({
    id: eventId(values),
    event: `PAYMENT_${name}`,
    dateCreated: wireTime(Date.parse(values.at)),
    payment: payment(values, kind),
  });
