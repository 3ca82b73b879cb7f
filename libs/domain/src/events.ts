import type { BadgeId, Instant, MemberId, PersonKey, ProductRef, SaleRef } from './ids.js';

/**
 * Every fact, one type each. A fact happened and cannot be refused. `occurredAt` is the sender's clock for what we
 * heard, and ours for what we did. `data` never holds personal data: a person is a `PersonKey`.
 */
type Fact<Type extends string, Data> = { readonly type: Type; readonly data: { readonly occurredAt: Instant } & Readonly<Data> };

type OfCharge = { sale: SaleRef; charge: string; product?: ProductRef; person?: PersonKey };
type OfSale = { sale: SaleRef; product?: ProductRef; person?: PersonKey };

/** Money in the sender's own unit (major units, as written) with its currency code. */
export interface Money {
  readonly value: number;
  readonly currency?: string;
}

/** First sale, renewal or instalment. `recurring`: the charge belongs to something billed again. */
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
  }
>;
export type ReversalKind = 'refund' | 'chargeback';
export type ChargeReversed = Fact<'ChargeReversed', OfCharge & { kind: ReversalKind; whole: boolean; amount?: Money }>;
export type ReversalUndone = Fact<'ReversalUndone', OfCharge>;
export type ChargeDisputed = Fact<'ChargeDisputed', OfCharge & { kind: 'refund-request' | 'enquiry' | 'chargeback' }>;
export type DisputeClosed = Fact<'DisputeClosed', OfCharge & { outcome: 'lost' | 'won' | 'withdrawn' }>;
/** One attempt to charge a running subscription failed, at `occurredAt`. */
export type RenewalFailed = Fact<'RenewalFailed', OfSale & { charge?: string }>;
/** `endsAt`: null means at once; 'unknown' means the sender gave no readable date, so a person looks. */
export type SubscriptionEnded = Fact<'SubscriptionEnded', OfSale & { endsAt: Instant | null | 'unknown' }>;
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

/** How a product treats its sales; every field is optional and has a default in `policy.ts`. */
export interface Policies {
  readonly renewalGraceDays?: number;
  readonly dispute?: 'keep' | 'hold';
  readonly billing?: 'subscription' | 'instalments';
  readonly accessDays?: number;
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
type Carried = { member: MemberId; badge: BadgeId; attempt: number; by?: string };
/** `already`: the member held it before we ever asked, so it is not ours. */
export type BadgeAssigned = Fact<'BadgeAssigned', Carried & { already?: boolean }>;
export type BadgeRemoved = Fact<'BadgeRemoved', Carried>;
export type BadgeRefused = Fact<'BadgeRefused', Carried & { command: 'assign' | 'remove'; because: string }>;

export type BrakeTripped = Fact<'BrakeTripped', { removals: number; limit: number; windowMinutes: number }>;
/** A person's go: `allow` more removals than the limit may follow. */
export type BrakeReleased = Fact<'BrakeReleased', { allow: number; note?: string }>;

export type SaleEvent =
  | ChargePaid
  | ChargeReversed
  | ReversalUndone
  | ChargeDisputed
  | DisputeClosed
  | RenewalFailed
  | SubscriptionEnded
  | SubscriptionMoved
  | PaymentAwaited
  | PaymentLapsed;
export type BadgeEvent = AssignRequested | RemoveRequested | RequestWithdrawn | BadgeAssigned | BadgeRemoved | BadgeRefused;
export type MemberEvent = MemberSeen | BadgeSeen | PaywallPaid | BadgeEvent;
export type CatalogEvent = ProductMapped | ProductUnmapped;
export type BrakeEvent = BrakeTripped | BrakeReleased;
export type DomainEvent = SaleEvent | CheckoutAbandoned | MemberEvent | CatalogEvent | BrakeEvent;
