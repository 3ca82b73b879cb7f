import type { Fact } from './fact.js';
import type { BadgeId, Instant, MemberId, PersonKey, ProductRef, SaleRef } from './ids.js';
import type { ClaimUndone, GiftEnded, GiftGiven, PeopleEvent, SaleClaimed } from './people-events.js';

/** A payment as its gateway names it, `<source>/<id>`. */
export type PaymentRef = string;

/** `payment`: how the sender names the payment, where that is all it says and its sale must be found by it. */
type OfPayment = { sale: SaleRef; charge: string; payment?: PaymentRef; product?: ProductRef; person?: PersonKey };
type OfCharge = { sale: SaleRef; charge: string; product?: ProductRef; person?: PersonKey };
type OfSale = { sale: SaleRef; product?: ProductRef; person?: PersonKey };

/** Money in the sender's own unit (major units, as written) with its currency code. */
export interface Money {
  readonly value: number;
  readonly currency?: string;
}

/**
 * First sale, renewal or instalment. `recurring`: the charge belongs to something billed again. `partOf`: the charge that
 * words about money name, where one payment bought several products. `alsoKnownAs`: every name that this payment goes by in
 * words that do not name its sale; present, even empty, where more names may be told later. `trial`: nothing was paid yet.
 * `instalments`: the charge pays a bit of one price and not a period, by the gateway's own word.
 */
export type ChargePaid = Fact<
  'ChargePaid',
  OfCharge & {
    product: ProductRef;
    plan?: string;
    planName?: string;
    offer?: string;
    recurring: boolean;
    recurrence?: number;
    paidUntil?: Instant;
    paidAt?: Instant;
    amount?: Money;
    partOf?: string;
    alsoKnownAs?: readonly PaymentRef[];
    trial?: boolean;
    instalments?: boolean;
  }
>;
export type ReversalKind = 'refund' | 'chargeback';
/** `amount`: all that went back so far, in one sum; `of`: what had been charged, where the sender says it. */
export type ChargeReversed = Fact<'ChargeReversed', OfPayment & { kind: ReversalKind; whole: boolean; amount?: Money; of?: Money }>;
export type ReversalUndone = Fact<'ReversalUndone', OfPayment>;
export type ChargeDisputed = Fact<'ChargeDisputed', OfPayment & { kind: 'refund-request' | 'enquiry' | 'chargeback' }>;
export type DisputeClosed = Fact<'DisputeClosed', OfPayment & { outcome: 'lost' | 'won' | 'withdrawn' }>;
/** Two names of one payment: words about `payment` are words about `sameAs`, which some charge is also known as. */
export type PaymentLinked = Fact<'PaymentLinked', { payment: PaymentRef; sameAs: PaymentRef }>;
/** Who bought, where the words that paid did not say it: another word of the gateway's, its answer, or a person's. */
export type BuyerNamed = Fact<'BuyerNamed', OfSale & { person: PersonKey; by?: string; note?: string }>;
/** The seller's own wish about one sale, as its gateway tells it. Weighs less than the catalog and more than the installation's defaults. */
export type TermsStated = Fact<'TermsStated', OfSale & { endsWithContract?: boolean; endsWhenLate?: boolean }>;
/** One attempt to charge a running subscription failed, at `occurredAt`. */
export type RenewalFailed = Fact<'RenewalFailed', OfSale & { charge?: string }>;
/**
 * `endsAt`: null means at once; 'unknown' means the sender gave no readable date, so a person looks. `finished`: it came to
 * its agreed end, which takes nothing away where the charges were instalments of one price.
 */
export type SubscriptionEnded = Fact<'SubscriptionEnded', OfSale & { endsAt: Instant | null | 'unknown'; finished?: boolean }>;
/** It goes on after all: takes back an end that was announced. */
export type SubscriptionResumed = Fact<'SubscriptionResumed', OfSale>;
export type SubscriptionMoved = Fact<'SubscriptionMoved', OfSale & { plan?: string; planName?: string; offer?: string; paidUntil?: Instant }>;
export type PaymentAwaited = Fact<'PaymentAwaited', OfCharge & { method?: string; expiresAt?: Instant }>;
export type PaymentLapsed = Fact<'PaymentLapsed', OfCharge & { kind: 'refused' | 'expired' }>;
export type CheckoutAbandoned = Fact<'CheckoutAbandoned', { product?: ProductRef; person?: PersonKey; offer?: string }>;

/** Any word of Cativa about a member. `badges` only when the sender listed all that the member holds at `occurredAt`. */
export type MemberSeen = Fact<'MemberSeen', { member: MemberId; person?: PersonKey; badges?: readonly BadgeId[] }>;
export type BadgeSeen = Fact<'BadgeSeen', { member: MemberId; badge: BadgeId }>;
/** Cativa's own paywall: recorded, never revoked as ours. `action` is Cativa's ActionType as sent. */
export type PaywallPaid = Fact<
  'PaywallPaid',
  {
    member: MemberId;
    person?: PersonKey;
    payment: string;
    paywall?: string;
    action?: number;
    badge?: BadgeId;
    course?: string;
    group?: string;
    actionUnread?: boolean;
    months?: number | null;
    removeAfterExpiration?: boolean;
    paid?: number;
    gateway?: string;
    transaction?: string;
  }
>;

/** A person's last word about a charge that asked for one. `until`: with `keep`, the end of access that a person set. */
export type SaleSettled = Fact<
  'SaleSettled',
  { sale: SaleRef; charge: string; decision: 'keep' | 'end'; until?: Instant; by: string; note?: string }
>;
/** A person looked at something that waited for them and needs no more: a parked delivery, a contradiction, a sale without a buyer. */
export type ReviewDismissed = Fact<'ReviewDismissed', { item: string; by: string; note?: string }>;

/** How a product treats its sales; every field is optional and has a default in `policy.ts`. */
export interface Policies {
  readonly renewalGraceDays?: number;
  readonly dispute?: 'keep' | 'hold';
  readonly billing?: 'subscription' | 'instalments';
  readonly accessDays?: number;
  readonly accessMonths?: number;
  /** Percent of the charge that must have gone back to end its access; null: a person decides. */
  readonly partialRefundEndsAt?: number | null;
  readonly subscriptionEnd?: 'at-end-date' | 'at-once';
  readonly trial?: 'grants' | 'does-not-grant';
  readonly paywall?: 'record' | 'adopt';
}
export interface NamedBadge {
  readonly name: string;
  readonly id: BadgeId;
}
/** One line of the catalog: a product, narrowed by plan or offer where given, and the badges that it opens. */
export interface Mapping {
  readonly product: ProductRef;
  readonly plan?: string;
  readonly offer?: string;
  readonly name: string;
  readonly badges: readonly NamedBadge[];
  readonly policies: Policies;
}
export type ProductMapped = Fact<'ProductMapped', { mapping: Mapping; note?: string }>;
export type ProductUnmapped = Fact<'ProductUnmapped', { product: ProductRef; plan?: string; offer?: string; note?: string }>;

type OfCommand = { member: MemberId; badge: BadgeId; via: 'api' | 'worklist' };
/** Written before a command leaves, so that a lost answer never leaves a badge without an owner. `sales`: the reasons behind it. */
export type AssignRequested = Fact<'AssignRequested', OfCommand & { sales: readonly SaleRef[] }>;
export type RemoveRequested = Fact<'RemoveRequested', OfCommand & { sales: readonly SaleRef[] }>;
/** A listed command that nobody has carried out and nobody needs any more. */
export type RequestWithdrawn = Fact<'RequestWithdrawn', { member: MemberId; badge: BadgeId }>;
/** An assignment without an answer is sent once more; `wishedAt` names it. From here on nobody knows whose doing it is that the badge is there. */
export type RequestRepeated = Fact<'RequestRepeated', { member: MemberId; badge: BadgeId; wishedAt: Instant }>;
type Carried = { member: MemberId; badge: BadgeId; attempt: number; by?: string };
/** `already`: the member held it before we ever asked, so it is not ours. `sales`: those that it opened; missing where it had been ours before. */
export type BadgeAssigned = Fact<'BadgeAssigned', Carried & { already?: boolean; sales?: readonly SaleRef[] }>;
export type BadgeRemoved = Fact<'BadgeRemoved', Carried>;
/** `unsure`: an earlier try of the same wish got no answer, so that the badge may come yet; if it does, it is ours. */
export type BadgeRefused = Fact<'BadgeRefused', Carried & { command: 'assign' | 'remove'; because: string; unsure?: boolean }>;

export type BrakeTripped = Fact<'BrakeTripped', { removals: number; limit: number; windowMinutes: number }>;
/** A person's go: `allow` more removals than the limit may follow. */
export type BrakeReleased = Fact<'BrakeReleased', { allow: number; note?: string }>;

/**
 * The database was put back to an older state: what was said after `lastHeardAt` may be missing, and so may what we did. Nothing is
 * taken away until a person, who has had it all sent again, says go. `epoch`: which database it is now, as it names itself.
 */
export type LogRestored = Fact<'LogRestored', { lastHeardAt: Instant | null; epoch: string; note?: string }>;

export type SaleEvent =
  | ChargePaid
  | ChargeReversed
  | ReversalUndone
  | ChargeDisputed
  | DisputeClosed
  | BuyerNamed
  | TermsStated
  | RenewalFailed
  | SubscriptionEnded
  | SubscriptionResumed
  | SubscriptionMoved
  | SaleSettled
  | SaleClaimed
  | ClaimUndone
  | GiftGiven
  | GiftEnded
  | PaymentAwaited
  | PaymentLapsed;
export type BadgeEvent = AssignRequested | RemoveRequested | RequestWithdrawn | BadgeAssigned | BadgeRemoved | BadgeRefused;
export type MemberEvent = MemberSeen | BadgeSeen | PaywallPaid | BadgeEvent;
export type CatalogEvent = ProductMapped | ProductUnmapped;
export type BrakeEvent = BrakeTripped | BrakeReleased | LogRestored;
export type DomainEvent =
  PeopleEvent | SaleEvent | PaymentLinked | CheckoutAbandoned | MemberEvent | RequestRepeated | CatalogEvent | BrakeEvent | ReviewDismissed;
