import { defined, type BuyerNamed, type ChargePaid } from '#domain';
import { personAt, personalOf } from '../shared/address.js';
import { keyOf } from '../shared/key.js';
import type { KeyedFact } from '../source.js';
import { boughtIn, facts, isRecurring, ofCharge, ofSale, reais, saleIdOf, told, type Heard, type PaymentReader, type When } from './heard.js';
import type { Payment } from './payload.js';
import { endOfDay, startOfDay } from './time.js';

const paid = (payment: Payment, occurredAt: string): ChargePaid => ({
  type: 'ChargePaid',
  data: defined({
    occurredAt,
    ...ofCharge(payment),
    ...boughtIn(payment),
    recurring: isRecurring(payment),
    recurrence: payment.installmentNumber,
    amount: reais(payment.value),
    instalments: (payment.subscription === undefined && payment.installment !== undefined) || undefined,
  }),
});

/** An answer brings no time of its own, and each charge of a sale asks anew: one fact a sale, as of when it was first heard. */
const buyerNamed = (payment: Payment, { completion, receivedAt, context }: Heard): KeyedFact | undefined => {
  const person = personAt(completion?.email, context);
  if (person === undefined) return undefined;
  const fact: BuyerNamed = { type: 'BuyerNamed', data: { occurredAt: receivedAt, ...ofSale(payment), person } };
  const personal = personalOf({ email: completion?.email, name: completion?.name });
  return { key: keyOf('sale', saleIdOf(payment), 'buyer'), fact, clock: 'ours', ...personal };
};

/**
 * No event of Asaas's says who paid, so that Asaas has to be asked. With an answer only the buyer is news: the payment was
 * told by the very same event before, when it came without one. An answer without an address leaves the question open.
 */
const readPaid =
  (word: string, whenOf: (payment: Payment, heard: Heard) => When): PaymentReader =>
  (payment, heard) => {
    const named = buyerNamed(payment, heard);
    if (named !== undefined) return facts(named);
    const when = whenOf(payment, heard);
    const said = told(payment, paid(payment, when.at), word, when);
    if (payment.customer === undefined) return facts(said);
    return { kind: 'facts', facts: [said], ask: { of: 'asaas.customer', id: payment.customer } };
  };

const asHeard = (_: Payment, { at, clock }: Heard): When => ({ at, clock });

/** Card payments, whose money arrives a month after the word that paid. */
const isCard = ({ billingType }: Payment): boolean => billingType === 'CREDIT_CARD' || billingType === 'DEBIT_CARD';

/**
 * The money has arrived: the payment once more, as of the payment, so that it revives nothing reversed since. Asaas names
 * the day only. On that day itself the event's own time is nearer. Later, a card's word counts from the day's first moment,
 * since a refund of the same day must outlive it. Anything else counts to the day's last moment: it is the first word that
 * pays, and an overdue notice of the same morning must not outlive it.
 */
const asOfPayment = (payment: Payment, { at, clock }: Heard): When => {
  const day = payment.confirmedDate ?? payment.paymentDate ?? payment.clientPaymentDate;
  const [first, last] = [startOfDay(day), endOfDay(day)];
  if (first === undefined || last === undefined) return { at, clock };
  if (clock === 'ours') return { at: first };
  if (at <= last) return { at };
  return { at: isCard(payment) ? first : last };
};

/** It was paid, whether the money is there yet or not. */
export const readConfirmed = readPaid('paid', asHeard);
export const readReceived = readPaid('received', asOfPayment);
/** A collection agency got the money: paid late, but paid. */
export const readRecovered = readPaid('recovered', asHeard);
