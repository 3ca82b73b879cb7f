import { defined, type ChargeDisputed, type ChargeReversed, type DisputeClosed, type PaymentRef, type ReversalUndone, type SaleRef } from '#domain';
import { keyOf } from '../shared/key.js';
import type { Reading } from '../source.js';
import { facts, ignored, moneyOf, OBJECT, reads, refOf, unreadable, type Heard, type ObjectReader } from './heard.js';
import { Charge, Dispute, Refund } from './payload.js';

/** Words about money name a payment and no sale. Of one paid once, the payment is the sale; any other is found by `payment`. */
interface OfPayment {
  readonly sale: SaleRef;
  readonly charge: string;
  readonly payment: PaymentRef;
}

const ofPayment = (id: string): OfPayment => ({ sale: refOf(id), charge: id, payment: refOf(id) });

/** What a refund or a dispute is about: the payment intent, or the charge where there is none. */
const paymentOf = ({ payment_intent, charge }: { payment_intent?: string; charge?: string }): OfPayment | undefined => {
  const id = payment_intent ?? charge;
  return id === undefined ? undefined : ofPayment(id);
};

const NO_PAYMENT = unreadable(`${OBJECT}.payment_intent: expected an id`);

/** All that went back so far: the same sum may go back again, after a refund failed, so that the key has its time too. */
export const readRefunded = reads(Charge, (charge, { at }) => {
  const { amount_refunded: refunded, currency } = charge;
  const of = ofPayment(charge.payment_intent ?? charge.id);
  const amounts = { amount: moneyOf(refunded, currency), of: moneyOf(charge.amount, currency) };
  const fact: ChargeReversed = {
    type: 'ChargeReversed',
    data: defined({ occurredAt: at, ...of, kind: 'refund', whole: charge.refunded, ...amounts }),
  };
  return facts({ key: keyOf('charge', of.charge, 'refunded', String(refunded), at), fact });
});

const tellUndone = (refund: Refund, { at }: Heard): Reading => {
  const of = paymentOf(refund);
  if (of === undefined) return NO_PAYMENT;
  const fact: ReversalUndone = { type: 'ReversalUndone', data: { occurredAt: at, ...of } };
  return facts({ key: keyOf('refund', refund.id, 'undone', at), fact });
};

/** The money could not be given back after all. */
export const readRefundFailed = reads(Refund, tellUndone);

const UNDER_WAY: readonly (string | undefined)[] = [undefined, 'pending', 'requires_action', 'succeeded'];

/** Only a refund that came to nothing is news here. */
export const readRefund = reads(Refund, (refund, heard) => {
  if (refund.status === 'failed' || refund.status === 'canceled') return tellUndone(refund, heard);
  return UNDER_WAY.includes(refund.status)
    ? ignored('charge.refunded tells what went back')
    : unreadable(`${OBJECT}.status: expected the status of a refund`);
});

type Told = ChargeDisputed['data']['kind'] | DisputeClosed['data']['outcome'];

const disputeFact = (told: Told, of: OfPayment & { occurredAt: string }): ChargeDisputed | DisputeClosed =>
  told === 'won' || told === 'lost' || told === 'withdrawn'
    ? { type: 'DisputeClosed', data: { ...of, outcome: told } }
    : { type: 'ChargeDisputed', data: { ...of, kind: told } };

/** A word about a dispute, where its event and its status give one. */
const onDispute = (word: string, tell: (dispute: Dispute) => Told | undefined): ObjectReader =>
  reads(Dispute, (dispute, { at }) => {
    const of = paymentOf(dispute);
    const told = tell(dispute);
    if (of === undefined) return NO_PAYMENT;
    if (told === undefined) return unreadable(`${OBJECT}.status: expected the outcome of a dispute`);
    return facts({ key: keyOf('dispute', dispute.id, word, at), fact: disputeFact(told, { occurredAt: at, ...of }) });
  });

/** No money has moved: the bank only asks, or Stripe settles it before it becomes a chargeback. */
const isEnquiry = (status: string): boolean => status.startsWith('warning_') || status === 'prevented';

export const readDisputed = onDispute('opened', ({ status }) => (isEnquiry(status) ? 'enquiry' : 'chargeback'));
/** The money really left. */
export const readWithdrawn = onDispute('funds-withdrawn', () => 'chargeback');
/** The money really came back. */
export const readReinstated = onDispute('funds-reinstated', () => 'won');

/** `charge_refunded` is of old versions. What was given back instead of disputed is told by charge.refunded. */
const OUTCOMES: ReadonlyMap<string, DisputeClosed['data']['outcome']> = new Map([
  ['won', 'won'],
  ['lost', 'lost'],
  ['warning_closed', 'withdrawn'],
  ['prevented', 'withdrawn'],
  ['charge_refunded', 'withdrawn'],
]);

export const readDisputeClosed = onDispute('closed', ({ status }) => OUTCOMES.get(status));
