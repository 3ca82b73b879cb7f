import type { ChargePaid, DisputeClosed, DomainEvent, ReversalKind, SubscriptionEnded, SubscriptionMoved } from './events.js';
import type { Instant, PersonKey, SaleRef } from './ids.js';
import type { RecordedEvent } from './recorded-event.js';
import { defined, own } from './plain.js';
import { later, type Slot } from './slot.js';

type Paid = Slot<Omit<ChargePaid['data'], 'occurredAt'>>;
type Term = 'plan' | 'planName' | 'offer' | 'paidUntil';
const TERMS: readonly Term[] = ['plan', 'planName', 'offer', 'paidUntil'];

/** One payment of a sale, with the latest word of each kind about it. */
export interface Charge {
  readonly paid?: Paid;
  /** What `paid` leaves open and another word about the same payment said: not every schema sends every term. */
  readonly terms?: Readonly<Partial<Record<Term, Slot<{ value: string }>>>>;
  readonly reversed?: Slot<{ kind: ReversalKind }>;
  readonly partlyReversed?: Slot<{ kind: ReversalKind }>;
  readonly undone?: Slot<object>;
  readonly disputed?: Slot<{ kind: string }>;
  readonly closed?: Slot<{ outcome: DisputeClosed['data']['outcome'] }>;
}

/** Why somebody may come in: a sale with all that was said about it. Time is judged elsewhere (`judge.ts`), never folded. */
export interface Entitlement {
  readonly sale: SaleRef;
  readonly person?: Slot<{ person: PersonKey }>;
  readonly charges: Readonly<Record<string, Charge>>;
  readonly ended?: Slot<{ endsAt: SubscriptionEnded['data']['endsAt'] }>;
  readonly movedPlan?: Slot<{ plan?: string; planName?: string; offer?: string }>;
  readonly movedUntil?: Slot<{ paidUntil: Instant }>;
  /** When attempts to renew failed, in order of time. */
  readonly failures: readonly Instant[];
}

/** The rows of the entitlement projection that a fact touches. */
export const entitlementKeys = (event: DomainEvent): readonly SaleRef[] =>
  'sale' in event.data && event.type !== 'PaymentAwaited' && event.type !== 'PaymentLapsed' ? [event.data.sale] : [];

const withCharge = (known: Entitlement, id: string, next: (charge: Charge) => Charge): Entitlement => ({
  ...known,
  charges: { ...known.charges, [id]: next(own(known.charges, id) ?? {}) },
});

const saidOf = (paid: Paid | undefined, term: Term): Slot<{ value: string }> | undefined => {
  const value = paid?.[term];
  return paid === undefined || value === undefined ? undefined : { at: paid.at, id: paid.id, value };
};

/** The later word pays; a term that it leaves open is filled by the latest other word that has it. */
const withPaid = (charge: Charge, heard: Paid): Charge => {
  const paid = later(charge.paid, heard);
  const filled = TERMS.filter((term) => paid[term] === undefined).map((term) => {
    const words = [charge.terms?.[term], saidOf(charge.paid, term), saidOf(heard, term)].filter((word) => word !== undefined);
    return [term, words.length === 0 ? undefined : words.reduce(later)] as const;
  });
  const terms = defined(Object.fromEntries(filled));
  const { terms: _, ...others } = charge;
  return { ...others, paid, ...(Object.keys(terms).length > 0 && { terms }) };
};

/** The word that paid, with all that is known of its terms. */
export const paidOf = ({ paid, terms = {} }: Charge): Paid | undefined =>
  paid && { ...paid, ...Object.fromEntries(Object.entries(terms).map(([term, { value }]) => [term, value])) };

const inOrder = (times: readonly Instant[], time: Instant): readonly Instant[] => (times.includes(time) ? times : [...times, time].sort());

const onCharge = (known: Entitlement, event: DomainEvent, word: { at: Instant; id: string }): Entitlement => {
  switch (event.type) {
    case 'ChargePaid': {
      const { occurredAt: _, ...paid } = event.data;
      return withCharge(known, event.data.charge, (charge) => withPaid(charge, defined({ ...paid, ...word })));
    }
    case 'ChargeReversed': {
      const slot = event.data.whole ? 'reversed' : 'partlyReversed';
      const said = { ...word, kind: event.data.kind };
      return withCharge(known, event.data.charge, (charge) => ({ ...charge, [slot]: later(charge[slot], said) }));
    }
    case 'ReversalUndone':
      return withCharge(known, event.data.charge, (charge) => ({ ...charge, undone: later(charge.undone, word) }));
    case 'ChargeDisputed': {
      const said = { ...word, kind: event.data.kind };
      return withCharge(known, event.data.charge, (charge) => ({ ...charge, disputed: later(charge.disputed, said) }));
    }
    case 'DisputeClosed': {
      const said = { ...word, outcome: event.data.outcome };
      return withCharge(known, event.data.charge, (charge) => ({ ...charge, closed: later(charge.closed, said) }));
    }
    default:
      return known;
  }
};

/** A move names a new plan, a new paid-until, or both; each has its own slot. */
const onMove = (known: Entitlement, { data }: SubscriptionMoved, word: { at: Instant; id: string }): Entitlement => {
  const { plan, planName, offer, paidUntil } = data;
  const named = plan ?? planName ?? offer;
  const movedPlan = named ? later(known.movedPlan, { ...word, ...defined({ plan, planName, offer }) }) : known.movedPlan;
  const movedUntil = paidUntil ? later(known.movedUntil, { ...word, paidUntil }) : known.movedUntil;
  return { ...known, ...(movedPlan && { movedPlan }), ...(movedUntil && { movedUntil }) };
};

const onSale = (known: Entitlement, event: DomainEvent, word: { at: Instant; id: string }): Entitlement => {
  switch (event.type) {
    case 'RenewalFailed':
      return { ...known, failures: inOrder(known.failures, word.at) };
    case 'SubscriptionEnded':
      return { ...known, ended: later(known.ended, { ...word, endsAt: event.data.endsAt }) };
    case 'SubscriptionMoved':
      return onMove(known, event, word);
    default:
      return onCharge(known, event, word);
  }
};

/** Each fact fills its own slot, so order and repetition cannot matter. */
export const evolveEntitlement = (row: Entitlement | undefined, recorded: RecordedEvent): Entitlement | undefined => {
  const { event, eventId } = recorded;
  const [sale] = entitlementKeys(event);
  if (sale === undefined) return row;
  const word = { at: event.data.occurredAt, id: eventId };
  const known = onSale(row ?? { sale, charges: {}, failures: [] }, event, word);
  const person = 'person' in event.data ? event.data.person : undefined;
  return person === undefined || event.type !== 'ChargePaid' ? known : { ...known, person: later(known.person, { ...word, person }) };
};
