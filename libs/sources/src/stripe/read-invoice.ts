import { defined, type Instant, type PaymentLapsed, type PaymentLinked, type RenewalFailed } from '#domain';
import { keyOf } from '../shared/key.js';
import type { Reading } from '../source.js';
import { answered, chargeKey, each, firstOf, paidFor, soldAt, soldBy, type Bought } from './bought.js';
import { buyerOf, withBuyer, type Buyer } from './buyer.js';
import { facts, ignored, latestOf, moneyOf, OBJECT, reads, refOf, timeOf, unreadable, type Heard } from './heard.js';
import { Invoice, InvoicePayment, type InvoiceLine } from './payload-invoice.js';

/** Before Basil, and since. */
const subscriptionOf = ({ subscription, parent }: Invoice): string | undefined => subscription ?? parent?.subscription_details?.subscription;

/** An invoice of no subscription belongs to the sale that its payment is, as a session about the same payment does. */
const ofSale = (invoice: Invoice): { id: string; recurring: boolean } => {
  const subscription = subscriptionOf(invoice);
  return { id: subscription ?? invoice.payment_intent ?? invoice.id, recurring: subscription !== undefined };
};

const linesIn = ({ lines }: Invoice): readonly InvoiceLine[] => lines?.data ?? [];

/** What was bought; a line below zero gives back unused time of what was had before. */
const boughtLines = (invoice: Invoice): readonly InvoiceLine[] => linesIn(invoice).filter(({ amount = 0 }) => amount >= 0);

const inLine = ({ price, plan, pricing }: InvoiceLine): readonly Bought[] => {
  const details = pricing?.price_details;
  return soldAt(price, plan, details && { id: details.price, product: details.product });
};

/** The seller's own word, with the price where all lines have the same. */
const soldAs = (sold: readonly Bought[], lines: readonly Bought[]): readonly Bought[] => {
  const [plan, ...others] = new Set(lines.map((line) => line.plan));
  return plan === undefined || others.length > 0 ? sold : sold.map((one) => ({ ...one, plan }));
};

const metadataOf = ({ parent, subscription_details: details }: Invoice) => [parent?.subscription_details?.metadata, details?.metadata];

/** The seller's own word first, on whichever object; then an answer; then the prices of the lines. */
const boughtIn = (invoice: Invoice, { completion }: Heard): readonly Bought[] => {
  const lines = boughtLines(invoice);
  const prices = lines.flatMap(inLine);
  const sold = firstOf(
    soldBy(...metadataOf(invoice)),
    soldBy(...lines.map((line) => line.metadata)),
    soldBy(invoice.metadata),
    answered(completion?.products),
  );
  return sold.length > 0 ? soldAs(sold, prices) : each(prices);
};

/** Every name that words about money may use; since Basil they are told apart from the invoice, by `invoice_payment.paid`. */
const namesOf = ({ id, payment_intent, charge, payments }: Invoice): readonly string[] => {
  const inside = (payments?.data ?? []).flatMap(({ payment }) => [payment?.payment_intent, payment?.charge]);
  return [...new Set([id, payment_intent, charge, ...inside])].filter((name) => name !== undefined).map(refOf);
};

/** Nothing was due for anything on the first invoice. What costs nothing at all looks the same. */
const isTrial = (invoice: Invoice): boolean => {
  const lines = linesIn(invoice);
  const nothingDue = lines.length > 0 && lines.every(({ amount }) => amount === 0);
  return invoice.amount_paid === 0 && invoice.billing_reason === 'subscription_create' && nothingDue;
};

const buyerIn = ({ customer_email: email, customer_name: name, customer_phone: phone }: Invoice, heard: Heard): Buyer =>
  buyerOf({ email, name, phone }, heard);

const paidUntil = (invoice: Invoice): Instant | undefined => latestOf(boughtLines(invoice).map(({ period }) => period?.end));

const paymentOf = (invoice: Invoice, { at }: Heard) => {
  const { id, recurring } = ofSale(invoice);
  return defined({
    occurredAt: timeOf(invoice.status_transitions?.paid_at) ?? at,
    sale: refOf(id),
    charge: invoice.id,
    recurring,
    paidUntil: recurring ? paidUntil(invoice) : undefined,
    amount: moneyOf(invoice.amount_paid, invoice.currency),
    alsoKnownAs: namesOf(invoice),
    trial: recurring && isTrial(invoice) ? true : undefined,
  });
};

/** First, renewal or in between: every paid invoice is a charge of its own. */
export const readPaid = reads(Invoice, (invoice, heard) => {
  if (linesIn(invoice).length > 0 && boughtLines(invoice).length === 0) return ignored('it only gives back, nothing was bought');
  const bought = boughtIn(invoice, heard);
  if (bought.length === 0) return { kind: 'incomplete', ask: { of: 'stripe.invoice', id: invoice.id } };
  const buyer = buyerIn(invoice, heard);
  const said = paidFor(bought, paymentOf(invoice, heard), { keyFor: chargeKey('paid'), buyer });
  return withBuyer(said, { sale: ofSale(invoice).id, by: [invoice.id], buyer, customer: invoice.customer }, heard);
});

/** One attempt failed. Of a first invoice, nothing ran yet that could be renewed. */
export const readFailed = reads(Invoice, (invoice, heard): Reading => {
  const { id, recurring } = ofSale(invoice);
  const charge = invoice.id;
  const { person, asWritten } = buyerIn(invoice, heard);
  const of = { occurredAt: heard.at, sale: refOf(id), charge, person };
  const isRenewal = recurring && invoice.billing_reason !== 'subscription_create';
  const failed: RenewalFailed = { type: 'RenewalFailed', data: defined(of) };
  const lapsed: PaymentLapsed = { type: 'PaymentLapsed', data: defined({ ...of, kind: 'refused' }) };
  // By time: Stripe counts only its own attempts, and an attempt by hand leaves the count as it was.
  const key = keyOf('charge', charge, isRenewal ? 'failed' : 'refused', heard.at);
  return facts({ key, fact: isRenewal ? failed : lapsed, ...asWritten });
});

/** Since Basil nothing else says which payment paid an invoice. */
export const readPaymentOf = reads(InvoicePayment, ({ invoice, payment = {} }, { at }) => {
  const { type } = payment;
  if (type === 'payment_record') return ignored('it was paid outside of Stripe');
  if (type !== 'payment_intent' && type !== 'charge') return unreadable(`${OBJECT}.payment.type: expected payment_intent, charge or payment_record`);
  const id = payment[type];
  if (invoice === undefined || id === undefined) return unreadable(`${OBJECT}: expected an invoice and its payment, each with an id`);
  const fact: PaymentLinked = { type: 'PaymentLinked', data: { occurredAt: at, payment: refOf(id), sameAs: refOf(invoice) } };
  return facts({ key: keyOf('payment', id, 'is', invoice), fact });
});
