import { withMoneyWord, withPaid, type Charge, type Paid, type Word } from './charge.js';
import type { DomainEvent, PaywallPaid, SubscriptionEnded, SubscriptionMoved, TermsStated } from './events.js';
import { monthsAfter, type Instant, type MemberId, type PersonKey, type ProductRef, type SaleRef } from './ids.js';
import { withGiftWord, type Gift } from './gift.js';
import type { RecordedEvent } from './recorded-event.js';
import { defined, own } from './plain.js';
import { later, type Slot } from './slot.js';

/** Why somebody may come in: a sale with all that was said about it. Time is judged elsewhere (`judge.ts`), never folded. */
export interface Entitlement {
  readonly sale: SaleRef;
  readonly person?: Slot<{ person: PersonKey }>;
  readonly charges: Readonly<Record<string, Charge>>;
  readonly ended?: Slot<Pick<SubscriptionEnded['data'], 'endsAt' | 'finished'>>;
  readonly resumed?: Slot<object>;
  readonly movedPlan?: Slot<{ product?: ProductRef; plan?: string; planName?: string; offer?: string }>;
  readonly movedUntil?: Slot<{ paidUntil: Instant }>;
  /** The seller's wish about this sale, as its gateway tells it. */
  readonly wish?: Slot<Pick<TermsStated['data'], 'endsWithContract' | 'endsWhenLate'>>;
  /** Whose sale it is, by a person's word or by proof; without a member it is the buyer's own again. */
  readonly claimed?: Slot<{ member?: MemberId }>;
  /** Present where nobody paid: a person gave it. */
  readonly gift?: Gift;
  /** When attempts to renew failed, in order of time. */
  readonly failures: readonly Instant[];
}

/** The sale that a payment at a paywall of Cativa's is. */
export const paywallSale = ({ data }: PaywallPaid): SaleRef => `cativa/${data.payment}`;

/** The rows of the entitlement projection that a fact touches. */
export const entitlementKeys = (event: DomainEvent): readonly SaleRef[] => {
  if (event.type === 'PaywallPaid') return [paywallSale(event)];
  return 'sale' in event.data && event.type !== 'PaymentAwaited' && event.type !== 'PaymentLapsed' ? [event.data.sale] : [];
};

const withCharge = (known: Entitlement, id: string, next: (charge: Charge) => Charge): Entitlement => ({
  ...known,
  charges: { ...known.charges, [id]: next(own(known.charges, id) ?? {}) },
});

const inOrder = (times: readonly Instant[], time: Instant): readonly Instant[] => (times.includes(time) ? times : [...times, time].sort());

/** Cativa takes access away itself when the months are over and it was told to; otherwise what it gave stays. */
const paywallPayment = ({ data }: PaywallPaid, word: Word): Paid => ({
  ...word,
  sale: `cativa/${data.payment}`,
  charge: data.payment,
  product: `cativa/${data.paywall ?? 'paywall'}`,
  recurring: false,
  paidAt: data.occurredAt,
  paywall: defined({ badge: data.badge }),
  ...(data.removeAfterExpiration && data.months && { paidUntil: monthsAfter(data.occurredAt, data.months) }),
  ...(data.gateway && data.transaction && { alsoKnownAs: [`${data.gateway.toLowerCase()}/${data.transaction}`] }),
});

const onCharge = (known: Entitlement, event: DomainEvent, word: Word): Entitlement => {
  switch (event.type) {
    case 'ChargePaid': {
      const { occurredAt: _, ...paid } = event.data;
      return withCharge(known, event.data.charge, (charge) => withPaid(charge, defined({ ...paid, ...word })));
    }
    case 'PaywallPaid':
      return withCharge(known, event.data.payment, (charge) => withPaid(charge, paywallPayment(event, word)));
    case 'SaleSettled': {
      const { charge: id, decision, until, by } = event.data;
      return withCharge(known, id, (charge) => ({ ...charge, settled: later(charge.settled, defined({ ...word, decision, until, by })) }));
    }
    case 'ChargeReversed':
    case 'ReversalUndone':
    case 'ChargeDisputed':
    case 'DisputeClosed':
      return withCharge(known, event.data.charge, (charge) => withMoneyWord(charge, event, word));
    default:
      return known;
  }
};

/** A move names a new plan, a new paid-until, or both; each has its own slot. */
const onMove = (known: Entitlement, { data }: SubscriptionMoved, word: Word): Entitlement => {
  const { product, plan, planName, offer, paidUntil } = data;
  const named = plan ?? planName ?? offer;
  const movedPlan = named ? later(known.movedPlan, { ...word, ...defined({ product, plan, planName, offer }) }) : known.movedPlan;
  const movedUntil = paidUntil ? later(known.movedUntil, { ...word, paidUntil }) : known.movedUntil;
  return { ...known, ...(movedPlan && { movedPlan }), ...(movedUntil && { movedUntil }) };
};

const onSale = (known: Entitlement, event: DomainEvent, word: Word): Entitlement => {
  switch (event.type) {
    case 'RenewalFailed':
      return { ...known, failures: inOrder(known.failures, word.at) };
    case 'SubscriptionEnded': {
      const { endsAt, finished } = event.data;
      return { ...known, ended: later(known.ended, defined({ ...word, endsAt, finished })) };
    }
    case 'SubscriptionResumed':
      return { ...known, resumed: later(known.resumed, word) };
    case 'SubscriptionMoved':
      return onMove(known, event, word);
    case 'TermsStated': {
      const { endsWithContract, endsWhenLate } = event.data;
      return { ...known, wish: later(known.wish, defined({ ...word, endsWithContract, endsWhenLate })) };
    }
    case 'GiftGiven':
    case 'GiftEnded':
      return { ...known, gift: withGiftWord(known.gift, event, word) };
    default:
      return onCharge(known, event, word);
  }
};

/** Whose it is, other than by the address that paid: the latest word that says so, or takes it back. */
const claimedIn = (event: DomainEvent): { member?: MemberId } | undefined => {
  switch (event.type) {
    case 'SaleClaimed':
      return { member: event.data.member };
    case 'GiftGiven':
      return event.data.member === undefined ? undefined : { member: event.data.member };
    case 'ClaimUndone':
      return {};
    default:
      return undefined;
  }
};

const withOwner = (known: Entitlement, event: DomainEvent, word: Word): Entitlement => {
  const claimed = claimedIn(event);
  return claimed === undefined ? known : { ...known, claimed: later<Slot<{ member?: MemberId }>>(known.claimed, { ...word, ...claimed }) };
};

const NAMES_THE_BUYER: readonly DomainEvent['type'][] = ['ChargePaid', 'PaywallPaid', 'BuyerNamed', 'GiftGiven'];

/** Each fact fills its own slot, so order and repetition cannot matter. */
export const evolveEntitlement = (row: Entitlement | undefined, recorded: RecordedEvent): Entitlement | undefined => {
  const { event, eventId } = recorded;
  const [sale] = entitlementKeys(event);
  if (sale === undefined) return row;
  const word = { at: event.data.occurredAt, id: eventId };
  const known = withOwner(onSale(row ?? { sale, charges: {}, failures: [] }, event, word), event, word);
  const person = 'person' in event.data ? event.data.person : undefined;
  return person === undefined || !NAMES_THE_BUYER.includes(event.type) ? known : { ...known, person: later(known.person, { ...word, person }) };
};
