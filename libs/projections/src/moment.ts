import type { BrakeRules, Instant, Policies } from '#domain';

/** A moment, and the installation's own policies and brake. */
export interface Moment {
  readonly now: Instant;
  readonly policies?: Policies;
  readonly brake?: BrakeRules;
}
