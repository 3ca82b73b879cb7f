import type { Paid } from './charge.js';
import type { Entitlement } from './entitlement.js';
import { daysAfter, monthsAfter, type Instant } from './ids.js';
import type { Rules } from './policy.js';

/** Until when a payment opens, and which rule says so. `graceFrom`: where the paid time ends and grace begins. `until` null: no end in sight. */
export interface Term {
  readonly until: Instant | null;
  readonly because: string;
  readonly graceFrom?: Instant;
  readonly rule?: keyof Rules;
}

/** The rules with what the seller wishes for this very sale. */
export interface Terms extends Rules {
  readonly keepsAtEnd: boolean;
  readonly keepsWhenLate: boolean;
}

/** When the charges of what is billed again were paid, in order of time; of one product, if one is given. */
const paidTimes = ({ charges }: Entitlement, product?: string): readonly Instant[] =>
  Object.values(charges)
    .flatMap(({ paid }) => (paid?.recurring && (product === undefined || paid.product === product) ? [paid.at] : []))
    .sort();

const isLastPaid = (entitlement: Entitlement, paid: Paid): boolean => paidTimes(entitlement, paid.product).every((at) => at <= paid.at);

/**
 * Until when the last charge pays by a later word than its own. A word that came shortly before the payment counts too where
 * the payment itself names no date: some gateways tell the next due date first.
 */
const movedUntil = (entitlement: Entitlement, paid: Paid): Instant | undefined => {
  const { movedUntil: moved } = entitlement;
  if (moved === undefined || !isLastPaid(entitlement, paid)) return undefined;
  const speaks = moved.at >= paid.at || (paid.paidUntil === undefined && moved.paidUntil > paid.at);
  return speaks ? moved.paidUntil : undefined;
};

/** Until when a recurring charge pays: as sent, or as moved; without either, until the next; an instalment, for good. */
const paidUntil = (entitlement: Entitlement, paid: Paid, { billing }: Terms): { until?: Instant; renewedAt?: Instant } => {
  if (billing === 'instalments') return {};
  const until = movedUntil(entitlement, paid) ?? paid.paidUntil;
  if (until !== undefined) return { until };
  const renewedAt = paidTimes(entitlement, paid.product).find((at) => at > paid.at);
  return renewedAt === undefined ? {} : { renewedAt };
};

/** The first failed attempt to renew since anything was paid. */
const firstFailure = (entitlement: Entitlement): Instant | undefined => {
  const lastPaidAt = paidTimes(entitlement).at(-1);
  return entitlement.failures.find((at) => lastPaidAt === undefined || at > lastPaidAt);
};

const laterOf = (a: Instant, b: Instant): Instant => (a > b ? a : b);
const sooner = (a: Instant | null, b: Instant | null): Instant | null => (a === null || (b !== null && b < a) ? b : a);

/** A failed attempt starts the grace anew, from the paid-until date or, if that is over, from the failure. */
const afterFailure = (failed: Instant, until: Instant | undefined, { renewalGraceDays }: Terms): Term => {
  const graceFrom = laterOf(until ?? failed, failed);
  return { until: daysAfter(graceFrom, renewalGraceDays), because: 'renewal failed, in grace', graceFrom, rule: 'renewalGraceDays' };
};

/** What was paid, and the grace after it; a trial was not paid, so that no grace follows it. */
const paidAndGrace = (paid: Paid, until: Instant | undefined, { renewalGraceDays }: Terms): Term => {
  if (until === undefined) return { until: null, because: 'paid' };
  if (paid.trial) return { until, because: 'paid' };
  return { until: daysAfter(until, renewalGraceDays), because: 'paid', graceFrom: until, rule: 'renewalGraceDays' };
};

/** Paid-until plus grace; a first failure inside that time starts the grace anew, a later one revives nothing. */
const withGrace = (entitlement: Entitlement, paid: Paid, until: Instant | undefined, terms: Terms): Term => {
  const term = paidAndGrace(paid, until, terms);
  const failed = firstFailure(entitlement);
  const inTime = failed !== undefined && (term.until === null || failed <= term.until);
  return inTime ? afterFailure(failed, until, terms) : term;
};

const recurringTerm = (entitlement: Entitlement, paid: Paid, terms: Terms): Term => {
  const { until, renewedAt } = paidUntil(entitlement, paid, terms);
  if (renewedAt !== undefined) return { until: renewedAt, because: 'renewed' };
  if (terms.keepsWhenLate && isLastPaid(entitlement, paid)) return { until: null, because: 'paid; the seller keeps access when a payment is late' };
  return withGrace(entitlement, paid, until, terms);
};

/** The end of a charge that no renewal follows: as sent, or as many days or months after payment as the product allows. */
const paidTerm = (paid: Paid, { accessDays, accessMonths }: Terms): Term => {
  const sent = paid.recurring ? undefined : paid.paidUntil;
  if (sent !== undefined) return { until: sent, because: 'paid' };
  const from = paid.paidAt ?? paid.at;
  const [days, months] = [accessDays === null ? null : daysAfter(from, accessDays), accessMonths === null ? null : monthsAfter(from, accessMonths)];
  const until = sooner(days, months);
  return until === null ? { until, because: 'paid' } : { until, because: 'paid', rule: until === days ? 'accessDays' : 'accessMonths' };
};

/** How long a payment opens, as long as nothing is cancelled and no money goes back. */
const ownTerm = (entitlement: Entitlement, paid: Paid, terms: Terms): Term => {
  if (!paid.recurring) return paidTerm(paid, terms);
  const term = recurringTerm(entitlement, paid, terms);
  if (terms.billing === 'subscription') return term;
  const allowed = paidTerm(paid, terms);
  return sooner(term.until, allowed.until) === term.until ? { ...term, ...(term.rule === undefined && { rule: 'billing' as const }) } : allowed;
};

/** The gateway took the cancellation back, at the same time or later. */
const isTakenBack = ({ ended, resumed }: Entitlement): boolean => ended !== undefined && resumed !== undefined && resumed.at >= ended.at;

/** The cancellation that stands against this payment: nothing took it back, nothing was paid since, and it takes something away. */
const cancellation = (entitlement: Entitlement, paid: Paid, terms: Terms): NonNullable<Entitlement['ended']> | undefined => {
  const { ended } = entitlement;
  if (!paid.recurring || ended === undefined || ended.at <= paid.at || isTakenBack(entitlement)) return undefined;
  const takesNothing = terms.keepsAtEnd || (ended.finished === true && terms.billing === 'instalments');
  return takesNothing ? undefined : ended;
};

/** `unreadable`: when the sender's word came that names no end that we can read; a person decides. */
export interface JudgedTerm extends Term {
  readonly unreadable?: Instant;
}

/** A cancellation sets the end of the last paid charge; older ones it may shorten and never revives. */
export const termOf = (entitlement: Entitlement, paid: Paid, terms: Terms): JudgedTerm => {
  const term = ownTerm(entitlement, paid, terms);
  const ended = cancellation(entitlement, paid, terms);
  if (ended === undefined) return term;
  if (terms.subscriptionEnd === 'at-once') return { until: ended.at, because: 'cancelled', rule: 'subscriptionEnd' };
  if (ended.endsAt === 'unknown') return { ...term, because: 'cancelled, end date unreadable', unreadable: ended.at };
  const end = ended.endsAt ?? ended.at;
  return isLastPaid(entitlement, paid) || sooner(term.until, end) === end ? { until: end, because: 'cancelled' } : term;
};
