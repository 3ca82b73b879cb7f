import { withMoneyWord, withWords, type MoneyWords } from './charge.js';
import type { Entitlement } from './entitlement.js';
import type { DomainEvent, PaymentRef } from './events.js';
import type { RecordedEvent } from './recorded-event.js';
import { later, type Slot } from './slot.js';

/**
 * What was said about a payment by its name alone. Some gateways tell a refund without its sale (Stripe: the payment
 * intent), and Cativa's paywall names the gateway's payment: such words find their charge when people ask, not when they
 * arrive, so that it makes no difference which came first.
 */
export interface Payment extends MoneyWords {
  readonly payment: PaymentRef;
  /** Another name of the same payment. */
  readonly sameAs?: Slot<{ name: PaymentRef }>;
}

/** The rows of the payment projection that a fact touches. */
export const paymentKeys = (event: DomainEvent): readonly PaymentRef[] => {
  switch (event.type) {
    case 'PaymentLinked':
    case 'ChargeReversed':
    case 'ReversalUndone':
    case 'ChargeDisputed':
    case 'DisputeClosed':
      return event.data.payment === undefined ? [] : [event.data.payment];
    default:
      return [];
  }
};

/** Each word fills its own slot, so order and repetition cannot matter. */
export const evolvePayment = (row: Payment | undefined, { event, eventId }: RecordedEvent): Payment | undefined => {
  const [payment] = paymentKeys(event);
  if (payment === undefined) return row;
  const known = row ?? { payment };
  const word = { at: event.data.occurredAt, id: eventId };
  if (event.type !== 'PaymentLinked') return withMoneyWord(known, event, word);
  return { ...known, sameAs: later(known.sameAs, { ...word, name: event.data.sameAs }) };
};

/** Every name under which words about an entitlement's charges may be kept elsewhere. */
export const namesOf = ({ charges }: Entitlement): readonly PaymentRef[] => [
  ...new Set(Object.values(charges).flatMap(({ paid }) => paid?.alsoKnownAs ?? [])),
];

/** An entitlement with what was said of its payments by name. */
export const withPayments = (entitlement: Entitlement, payments: readonly Payment[]): Entitlement => {
  if (payments.length === 0) return entitlement;
  const charges = Object.entries(entitlement.charges).map(([id, charge]) => {
    const names = charge.paid?.alsoKnownAs ?? [];
    const meant = payments.filter(({ payment, sameAs }) => names.includes(payment) || (sameAs !== undefined && names.includes(sameAs.name)));
    return [id, meant.reduce(withWords, charge)];
  });
  return { ...entitlement, charges: Object.fromEntries(charges) as Entitlement['charges'] };
};
