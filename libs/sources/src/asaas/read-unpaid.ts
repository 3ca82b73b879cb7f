import { defined, type PaymentAwaited, type PaymentLapsed, type RenewalFailed } from '#domain';
import { facts, isRecurring, ofCharge, told, unreadable, type PaymentReader } from './heard.js';
import { endOfDay } from './time.js';

export const readAwaited: PaymentReader = (payment, heard) => {
  const terms = { method: payment.billingType, expiresAt: endOfDay(payment.dueDate) };
  const fact: PaymentAwaited = { type: 'PaymentAwaited', data: defined({ occurredAt: heard.at, ...ofCharge(payment), ...terms }) };
  return facts(told(payment, fact, 'awaited', heard));
};

/** One charge came to nothing; another charge is another word. */
export const readLapsed =
  (kind: PaymentLapsed['data']['kind'], word: string): PaymentReader =>
  (payment, heard) => {
    const fact: PaymentLapsed = { type: 'PaymentLapsed', data: { occurredAt: heard.at, ...ofCharge(payment), kind } };
    return facts(told(payment, fact, word, heard));
  };

const readLate: PaymentReader = (payment, heard) => {
  const fact: RenewalFailed = { type: 'RenewalFailed', data: { occurredAt: heard.at, ...ofCharge(payment) } };
  return facts(told(payment, fact, 'failed', heard));
};

/** The due date is over. It can still be paid, and for a single charge nothing was given yet. */
export const readOverdue: PaymentReader = (payment, heard) =>
  isRecurring(payment) ? readLate(payment, heard) : readLapsed('expired', 'expired')(payment, heard);

const HAD_BEEN_PAID: readonly unknown[] = ['CONFIRMED', 'RECEIVED', 'RECEIVED_IN_CASH', 'DUNNING_RECEIVED'];

/** Of an open charge it means nothing; of a paid one it may mean that the money went back, or only that somebody tidied up. */
export const readDeleted: PaymentReader = (payment, heard) =>
  HAD_BEEN_PAID.includes(payment.status)
    ? unreadable('event: PAYMENT_DELETED of a payment that had been paid: a person decides')
    : readLapsed('expired', 'deleted')(payment, heard);
