import { defined, type ChargeDisputed, type ChargeReversed, type DisputeClosed, type Money, type ReversalUndone } from '#domain';
import { facts, ofMoney, reais, told, type PaymentReader } from './heard.js';
import type { Payment } from './payload.js';

/** All of the money went back. `word`: what this event is called in the key of its fact. */
export const readReversed =
  (word: string): PaymentReader =>
  (payment, heard) => {
    const fact: ChargeReversed = {
      type: 'ChargeReversed',
      data: defined({ occurredAt: heard.at, ...ofMoney(payment), kind: 'refund', whole: true, of: reais(payment.value) }),
    };
    return facts(told(payment, fact, word, heard));
  };

/** All refunds that were not taken back, in one sum; undefined when there are none or one of them cannot be read. */
const refundedIn = ({ refunds = [] }: Payment): Money | undefined => {
  const values = refunds.filter(({ status }) => status !== 'CANCELLED').map(({ value }) => value);
  if (values.length === 0 || values.includes(undefined)) return undefined;
  const cents = Math.round(values.reduce((sum: number, value = 0) => sum + value, 0) * 100);
  return Number.isSafeInteger(cents) ? reais(cents / 100) : undefined;
};

export const readPartlyRefunded: PaymentReader = (payment, heard) => {
  const amounts = { amount: refundedIn(payment), of: reais(payment.value) };
  const fact: ChargeReversed = {
    type: 'ChargeReversed',
    data: defined({ occurredAt: heard.at, ...ofMoney(payment), kind: 'refund', whole: false, ...amounts }),
  };
  return facts(told(payment, fact, 'partial-refund', heard));
};

/** Money may go back, and has not yet. */
export const readDisputed =
  (kind: ChargeDisputed['data']['kind'], word: string): PaymentReader =>
  (payment, heard) => {
    const fact: ChargeDisputed = { type: 'ChargeDisputed', data: { occurredAt: heard.at, ...ofMoney(payment), kind } };
    return facts(told(payment, fact, word, heard));
  };

const closed = (payment: Payment, occurredAt: string, outcome: DisputeClosed['data']['outcome']): DisputeClosed => ({
  type: 'DisputeClosed',
  data: { occurredAt, ...ofMoney(payment), outcome },
});

/** The seller has won; only the money is not back yet. */
export const readWon: PaymentReader = (payment, heard) => facts(told(payment, closed(payment, heard.at, 'won'), 'won', heard));

/** A refund that was under way, or booked already, did not go through: the money stays with the seller. */
export const readRefundDenied: PaymentReader = (payment, heard) => {
  const undone: ReversalUndone = { type: 'ReversalUndone', data: { occurredAt: heard.at, ...ofMoney(payment) } };
  return facts(told(payment, undone, 'refund-denied', heard), told(payment, closed(payment, heard.at, 'withdrawn'), 'refund-request-closed', heard));
};
