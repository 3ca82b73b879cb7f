import type { Policies } from './events.js';
import { defined } from './plain.js';

/** The rules of one product with nothing left open. Days are days of 24 hours. */
export interface Rules {
  /** How long access outlives the paid-until date, or the first failed renewal. */
  readonly renewalGraceDays: number;
  /** Whether an open dispute keeps access or holds it until it is closed. */
  readonly dispute: 'keep' | 'hold';
  /** `subscription`: a recurring charge pays until its next one. `instalments`: it pays for good, bit by bit. */
  readonly billing: 'subscription' | 'instalments';
  /** How long a sale without an end lasts; null is for ever. */
  readonly accessDays: number | null;
}

/** What holds when the catalog says nothing. */
export const DEFAULT_RULES: Rules = { renewalGraceDays: 7, dispute: 'keep', billing: 'subscription', accessDays: null };

/** The rules of a product: its own words first, then the installation's, then the defaults. */
export const rulesOf = (product: Policies = {}, installation: Policies = {}): Rules => ({
  ...DEFAULT_RULES,
  ...defined(installation),
  ...defined(product),
});
