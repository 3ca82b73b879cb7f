import {
  defined,
  type ChargeDisputed,
  type ChargePaid,
  type ChargeReversed,
  type Instant,
  type Money,
  type PaymentAwaited,
  type PaymentLapsed,
  type RenewalFailed,
} from '#domain';
import { personAt } from '../shared/address.js';
import { keyOf } from '../shared/key.js';
import type { KeyedFact } from '../source.js';
import { facts, reads, saleOf, unreadable, type DataReader, type Heard } from './heard.js';
import { PurchaseData, type Purchase } from './payload.js';
import { personalOfBuyer } from './person.js';

const subscriberOf = ({ subscription }: PurchaseData): string | undefined => subscription?.subscriber?.code;

/** A renewal is a new transaction of the same subscriber code; without a code the transaction stands for itself. */
const ofCharge = (data: PurchaseData, { context }: Heard) => ({
  sale: saleOf(subscriberOf(data) ?? data.purchase.transaction),
  charge: data.purchase.transaction,
  product: `hotmart/${data.product.id}`,
  person: personAt(data.buyer?.email, context),
});

const boughtIn = ({ purchase, subscription }: PurchaseData) => ({
  plan: subscription?.plan?.id,
  planName: subscription?.plan?.name,
  offer: purchase.offer?.code,
});

const amountOf = ({ price }: Purchase): Money | undefined =>
  price?.value === undefined ? undefined : defined({ value: price.value, currency: price.currency_value });

const told = ({ purchase, buyer }: PurchaseData, fact: KeyedFact['fact'], { word, at }: { word: string; at: Instant }): KeyedFact => ({
  key: keyOf('charge', purchase.transaction, word, at),
  fact,
  ...personalOfBuyer(buyer),
});

/** Some one-off products are paid in monthly charges with a code; the catalog knows which, Hotmart does not say. */
const paid = (data: PurchaseData, heard: Heard, occurredAt: Instant): ChargePaid => {
  const { purchase } = data;
  const recurring = subscriberOf(data) !== undefined;
  return {
    type: 'ChargePaid',
    data: defined({
      occurredAt,
      ...ofCharge(data, heard),
      ...boughtIn(data),
      recurring,
      recurrence: purchase.recurrence_number,
      paidUntil: recurring ? purchase.date_next_charge : undefined,
      paidAt: purchase.approved_date,
      amount: amountOf(purchase),
    }),
  };
};

/** A charge went through, or an old sale was put back to approved: it speaks as of now. */
export const readApproved = reads(PurchaseData, (data, heard) => facts(told(data, paid(data, heard, heard.at), { word: 'paid', at: heard.at })));

/** The refund period is over: the same payment once more, as of the payment, so that it revives nothing reversed since. */
export const readComplete = reads(PurchaseData, (data, heard) => {
  const at = data.purchase.approved_date ?? data.purchase.order_date;
  if (at === undefined) return unreadable('data.purchase.approved_date: expected a time');
  return facts(told(data, paid(data, heard, at), { word: 'complete', at }));
});

/** No amount of what went back is in the payload, so it is always the whole. */
export const readReversed = (kind: ChargeReversed['data']['kind']): DataReader =>
  reads(PurchaseData, (data, heard) => {
    const fact: ChargeReversed = {
      type: 'ChargeReversed',
      data: defined({ occurredAt: heard.at, ...ofCharge(data, heard), kind, whole: true }),
    };
    return facts(told(data, fact, { word: kind, at: heard.at }));
  });

/** The buyer asked for the money back. */
export const readProtest = reads(PurchaseData, (data, heard) => {
  const fact: ChargeDisputed = {
    type: 'ChargeDisputed',
    data: defined({ occurredAt: heard.at, ...ofCharge(data, heard), kind: 'refund-request' }),
  };
  return facts(told(data, fact, { word: 'disputed', at: heard.at }));
});

/** One attempt to renew failed; the next charge date in it is no paid-until. */
export const readDelayed = reads(PurchaseData, (data, heard) => {
  const fact: RenewalFailed = { type: 'RenewalFailed', data: defined({ occurredAt: heard.at, ...ofCharge(data, heard) }) };
  return facts(told(data, fact, { word: 'failed', at: heard.at }));
});

/** One transaction came to nothing; the next card of the same buyer is another transaction. */
export const readLapsed = (kind: PaymentLapsed['data']['kind']): DataReader =>
  reads(PurchaseData, (data, heard) => {
    const fact: PaymentLapsed = { type: 'PaymentLapsed', data: defined({ occurredAt: heard.at, ...ofCharge(data, heard), kind }) };
    return facts(told(data, fact, { word: kind, at: heard.at }));
  });

/** A boleto or a PIX code was made, whatever the event is called. */
export const readAwaited = reads(PurchaseData, (data, heard) => {
  const { payment } = data.purchase;
  const terms = { method: payment?.type, expiresAt: payment?.pix_expiration_date };
  const fact: PaymentAwaited = { type: 'PaymentAwaited', data: defined({ occurredAt: heard.at, ...ofCharge(data, heard), ...terms }) };
  return facts(told(data, fact, { word: 'awaited', at: heard.at }));
});
