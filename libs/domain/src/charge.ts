import type { BadgeId, Instant } from './ids.js';
import type { ChargePaid, DisputeClosed, DomainEvent, Money, ReversalKind, SaleSettled } from './events.js';
import { defined } from './plain.js';
import { later, type Slot } from './slot.js';

/** `paywall`: a paywall of Cativa's took the money and opens the door by itself; `badge`: with this, if its action names one. */
export type Paid = Slot<Omit<ChargePaid['data'], 'occurredAt'> & { readonly paywall?: { readonly badge?: BadgeId } }>;
type Term = 'plan' | 'planName' | 'offer' | 'paidUntil';
const TERMS: readonly Term[] = ['plan', 'planName', 'offer', 'paidUntil'];

/** The latest word of each kind about money that went, or may go, back. */
export interface MoneyWords {
  readonly reversed?: Slot<{ kind: ReversalKind }>;
  readonly partlyReversed?: Slot<{ kind: ReversalKind; amount?: Money; of?: Money }>;
  readonly undone?: Slot<object>;
  readonly disputed?: Slot<{ kind: string }>;
  readonly closed?: Slot<{ outcome: DisputeClosed['data']['outcome'] }>;
}

/** One payment of a sale, with the latest word of each kind about it. */
export interface Charge extends MoneyWords {
  readonly paid?: Paid;
  /** What `paid` leaves open and another word about the same payment said: not every schema sends every term. */
  readonly terms?: Readonly<Partial<Record<Term, Slot<{ value: string }>>>>;
  /** A person's word about a charge that asked for one. */
  readonly settled?: Slot<Pick<SaleSettled['data'], 'decision' | 'until' | 'by'>>;
}

/** When a fact was said by its sender, and which one it is. */
export interface Word {
  readonly at: Instant;
  readonly id: string;
}

const saidOf = (paid: Paid | undefined, term: Term): Slot<{ value: string }> | undefined => {
  const value = paid?.[term];
  return paid === undefined || value === undefined ? undefined : { at: paid.at, id: paid.id, value };
};

/** Names are only ever added: a word that knows fewer takes none away. */
const allNames = (known: Paid | undefined, heard: Paid): Pick<Paid, 'alsoKnownAs'> => {
  const names = [known?.alsoKnownAs, heard.alsoKnownAs].filter((list) => list !== undefined).flat();
  return known?.alsoKnownAs || heard.alsoKnownAs ? { alsoKnownAs: [...new Set(names)].sort() } : {};
};

/** The later word pays; a term that it leaves open is filled by the latest other word that has it. */
export const withPaid = (charge: Charge, heard: Paid): Charge => {
  const paid = later(charge.paid, heard);
  const filled = TERMS.filter((term) => paid[term] === undefined).map((term) => {
    const words = [charge.terms?.[term], saidOf(charge.paid, term), saidOf(heard, term)].filter((word) => word !== undefined);
    return [term, words.length === 0 ? undefined : words.reduce(later)] as const;
  });
  const terms = defined(Object.fromEntries(filled));
  const { terms: _, ...others } = charge;
  return { ...others, paid: { ...paid, ...allNames(charge.paid, heard) }, ...(Object.keys(terms).length > 0 && { terms }) };
};

/** The word that paid, with all that is known of its terms. */
export const paidOf = ({ paid, terms = {} }: Charge): Paid | undefined =>
  paid && { ...paid, ...Object.fromEntries(Object.entries(terms).map(([term, { value }]) => [term, value])) };

/** A word about money that went, or may go, back, in its slot; any other fact changes nothing. */
export const withMoneyWord = <Words extends MoneyWords>(words: Words, event: DomainEvent, word: Word): Words => {
  switch (event.type) {
    case 'ChargeReversed': {
      const { kind, whole, amount, of } = event.data;
      return whole
        ? { ...words, reversed: later(words.reversed, { ...word, kind }) }
        : { ...words, partlyReversed: later(words.partlyReversed, defined({ ...word, kind, amount, of })) };
    }
    case 'ReversalUndone':
      return { ...words, undone: later(words.undone, word) };
    case 'ChargeDisputed':
      return { ...words, disputed: later(words.disputed, { ...word, kind: event.data.kind }) };
    case 'DisputeClosed':
      return { ...words, closed: later(words.closed, { ...word, outcome: event.data.outcome }) };
    default:
      return words;
  }
};

const laterOf = <Said extends Word>(known: Said | undefined, heard: Said | undefined): Said | undefined =>
  heard === undefined ? known : later(known, heard);

/** A charge with what was said elsewhere about the same money. */
export const withWords = (charge: Charge, heard: MoneyWords): Charge =>
  defined({
    ...charge,
    reversed: laterOf(charge.reversed, heard.reversed),
    partlyReversed: laterOf(charge.partlyReversed, heard.partlyReversed),
    undone: laterOf(charge.undone, heard.undone),
    disputed: laterOf(charge.disputed, heard.disputed),
    closed: laterOf(charge.closed, heard.closed),
  });
