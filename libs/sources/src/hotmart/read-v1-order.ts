import { daysAfter, defined, type ChargePaid, type ChargeReversed, type DomainEvent, type Instant, type Money, type PaymentLapsed } from '#domain';
import { personAt } from '../shared/address.js';
import { keyOf } from '../shared/key.js';
import { facts, saleOf } from './heard.js';
import { readsV1, timed, type HeardV1, type ReaderV1 } from './heard-v1.js';
import { Order } from './payload-v1.js';

type Marked = Pick<Order, 'prod_name' | 'email' | 'subscriber_code'> & { readonly prod?: string; readonly transaction?: string };

/** What may give a test away, where 2.0.0 has it. */
export const marksOf = ({ prod, prod_name, email, subscriber_code, transaction }: Marked): unknown => ({
  product: { id: prod, name: prod_name },
  buyer: { email },
  purchase: { transaction },
  subscription: { subscriber_code },
});

/** The same sale and the same charge as 2.0.0 would name: one purchase told in both schemas is one. */
const ofOrder = (order: Order, { context }: HeardV1) => ({
  sale: saleOf(order.subscriber_code ?? order.transaction),
  charge: order.transaction,
  product: `hotmart/${order.prod}`,
  person: personAt(order.email, context),
});

type OfWord = ReturnType<typeof ofOrder> & { readonly occurredAt: Instant };

const amountOf = ({ price = '', currency }: Order): Money | undefined =>
  /^\d{1,12}(\.\d{1,6})?$/.test(price) ? defined({ value: Number(price), currency }) : undefined;

const recurrenceOf = ({ recurrency = '' }: Order): number | undefined => (/^\d{1,6}$/.test(recurrency) ? Number(recurrency) : undefined);

/** The days of a period, as Hotmart has them on offer; any other text may count something else. */
const PERIODS: readonly unknown[] = ['7', '30', '60', '90', '180', '360'];

const paymentTime = ({ confirmation_purchase_date, purchase_date }: Order): Instant | undefined => confirmation_purchase_date ?? purchase_date;

/**
 * Hotmart was never seen to send the date of the next charge in this schema, only how many days a period has. Counted from
 * the payment they give an end all the same: without one, a subscription whose renewals just stop would stay open for ever.
 */
const paidUntilOf = (order: Order): Instant | undefined => {
  if (order.subscriber_code === undefined) return undefined;
  const [paidAt, period] = [paymentTime(order), order.recurrency_period];
  const counted = paidAt !== undefined && PERIODS.includes(period) ? daysAfter(paidAt, Number(period)) : undefined;
  return order.subscription_date_next_charge ?? counted;
};

const paid = (order: Order, of: OfWord): ChargePaid => ({
  type: 'ChargePaid',
  data: defined({
    ...of,
    planName: order.name_subscription_plan,
    offer: order.off,
    recurring: order.subscriber_code !== undefined,
    recurrence: recurrenceOf(order),
    paidUntil: paidUntilOf(order),
    paidAt: order.confirmation_purchase_date,
    amount: amountOf(order),
  }),
});

const reversed =
  (kind: ChargeReversed['data']['kind']) =>
  (_: Order, of: OfWord): DomainEvent => ({ type: 'ChargeReversed', data: defined({ ...of, kind, whole: true }) });

const lapsed =
  (kind: PaymentLapsed['data']['kind']) =>
  (_: Order, of: OfWord): DomainEvent => ({ type: 'PaymentLapsed', data: defined({ ...of, kind }) });

/** Ways to pay are in small letters here and in capitals in 2.0.0. */
const awaited = ({ payment_type }: Order, of: OfWord): DomainEvent => ({
  type: 'PaymentAwaited',
  data: defined({ ...of, method: payment_type?.toUpperCase() }),
});

const disputed = (_: Order, of: OfWord): DomainEvent => ({ type: 'ChargeDisputed', data: defined({ ...of, kind: 'refund-request' }) });

const failed = (_: Order, of: OfWord): DomainEvent => ({ type: 'RenewalFailed', data: defined(of) });

/** How a status is told. `time`: when it happened, where the order says it; `sequence`: what sets one such word of a charge from the next. */
interface Telling {
  readonly word: string;
  readonly fact: (order: Order, of: OfWord) => DomainEvent;
  readonly time?: (order: Order) => Instant | undefined;
  readonly sequence?: (order: Order) => string | undefined;
}

const reads = ({ word, fact, time, sequence }: Telling): ReaderV1 =>
  readsV1(Order, marksOf, (order, heard) => {
    const { occurredAt, clock } = timed(time?.(order), heard);
    const nth = sequence?.(order);
    const key = keyOf('v1', order.transaction, word, ...(nth === undefined ? [] : [nth]));
    return facts({ key, fact: fact(order, { occurredAt, ...ofOrder(order, heard) }), ...clock });
  });

/**
 * The statuses of an order. Both words of a payment speak as of the payment: there is no time of the event in it, so an
 * approval that is sent again, however late, revives nothing that was refunded since.
 */
export const STATUSES: ReadonlyMap<string, ReaderV1> = new Map([
  ['approved', reads({ word: 'approved', fact: paid, time: paymentTime })],
  ['completed', reads({ word: 'complete', fact: paid, time: paymentTime })],
  ['billet_printed', reads({ word: 'billet_printed', fact: awaited })],
  ['waiting_payment', reads({ word: 'waiting_payment', fact: awaited })],
  // This is how Hotmart spells it.
  ['wayting_payment', reads({ word: 'waiting_payment', fact: awaited })],
  ['canceled', reads({ word: 'canceled', fact: lapsed('refused') })],
  ['cancelled', reads({ word: 'canceled', fact: lapsed('refused') })],
  ['expired', reads({ word: 'expired', fact: lapsed('expired') })],
  ['delayed', reads({ word: 'delayed', fact: failed, sequence: ({ recurrency }) => recurrency })],
  ['dispute', reads({ word: 'dispute', fact: disputed })],
  ['refunded', reads({ word: 'refunded', fact: reversed('refund') })],
  ['chargeback', reads({ word: 'chargeback', fact: reversed('chargeback') })],
  ['blocked', () => ({ kind: 'ignored', because: 'no word about access' })],
]);
