import type { Policies, TermsStated } from './events.js';
import { defined, own } from './plain.js';

/** The rules of one product with nothing left open. Days are days of 24 hours. */
export interface Rules {
  /** How long access outlives the paid-until date, or the first failed renewal. */
  readonly renewalGraceDays: number;
  /** Whether an open dispute keeps access or holds it until it is closed. */
  readonly dispute: 'keep' | 'hold';
  /** `subscription`: a recurring charge pays until its next one. `instalments`: it pays for good, bit by bit. */
  readonly billing: 'subscription' | 'instalments';
  /** How long a sale without an end lasts, in days or in months of the calendar, whichever is over first; null is for ever. */
  readonly accessDays: number | null;
  readonly accessMonths: number | null;
  /** At how many percent of the charge given back its access ends; null: a person decides about every part. */
  readonly partialRefundEndsAt: number | null;
  /** Whether a cancelled subscription ends at its end date or when it is cancelled. */
  readonly subscriptionEnd: 'at-end-date' | 'at-once';
  readonly trial: 'grants' | 'does-not-grant';
  /** What a paywall of Cativa's opened: only recorded, since Cativa gives and takes by itself; or ours to take. */
  readonly paywall: 'record' | 'adopt';
}

/** What holds when nobody says anything. */
export const DEFAULT_RULES: Rules = {
  renewalGraceDays: 7,
  dispute: 'keep',
  billing: 'subscription',
  accessDays: null,
  accessMonths: null,
  partialRefundEndsAt: null,
  subscriptionEnd: 'at-end-date',
  trial: 'grants',
  paywall: 'record',
};

/** The seller's wish about one sale; what it leaves open is undefined. */
export type Wish = Pick<TermsStated['data'], 'endsWithContract' | 'endsWhenLate'>;

/** Who may say how a sale is treated, the strongest first: the product's line in the catalog, the sale itself, the installation. */
export interface RuleSpeakers {
  readonly product?: Policies;
  /** That the gateway itself calls the charge an instalment. */
  readonly sale?: Pick<Policies, 'billing'>;
  readonly installation?: Policies;
}

/** The rules of a product: its own words first, then the sale's, then the installation's, then the defaults. */
export const rulesOf = ({ product = {}, sale = {}, installation = {} }: RuleSpeakers): Rules => ({
  ...DEFAULT_RULES,
  ...defined(installation),
  ...defined(sale),
  ...defined(product),
});

/** Who set a rule, as people are told. */
export type RuleOrigin = 'product' | 'sale' | 'installation' | 'default';

export const originOf = (rule: keyof Rules, speakers: RuleSpeakers): RuleOrigin =>
  (['product', 'sale', 'installation'] as const).find((speaker) => own<unknown>({ ...speakers[speaker] }, rule) !== undefined) ?? 'default';

/** A wish counts where the catalog does not speak of the same thing. */
export const wishOf = (wish: Wish | undefined, product: Policies = {}): { keepsAtEnd: boolean; keepsWhenLate: boolean } => ({
  keepsAtEnd: wish?.endsWithContract === false && product.subscriptionEnd === undefined,
  keepsWhenLate: wish?.endsWhenLate === false && product.renewalGraceDays === undefined,
});
