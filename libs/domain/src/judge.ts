import { mappingFor, type Bought, type Catalog } from './catalog.js';
import { paidOf, type Charge, type Entitlement } from './entitlement.js';
import type { Mapping, Policies } from './events.js';
import { daysAfter, type Instant } from './ids.js';
import { byText } from './plain.js';
import { rulesOf, type Rules } from './policy.js';

/**
 * live: opens. review: opens, and a person should look. held: closed while a dispute is open. ended: closed.
 * `why` shows a live one whose buyer is no member yet as pending.
 */
export type ReasonState = 'live' | 'review' | 'held' | 'ended';

/** One paid charge as grounds for access, judged at a moment. `until` null: no end in sight. */
export interface Reason extends Bought {
  readonly sale: string;
  readonly charge: string;
  readonly state: ReasonState;
  readonly since: Instant;
  readonly until: Instant | null;
  readonly because: string;
  readonly mapping?: Mapping;
}

export const opens = ({ state }: Reason): boolean => state === 'live' || state === 'review';

type Paid = NonNullable<Charge['paid']>;
type Verdict = Pick<Reason, 'state' | 'until' | 'because'>;
interface Loss {
  readonly at: Instant;
  readonly id: string;
  readonly because: string;
}

/** What a word about one charge can take away: that charge's reason; of a recurring sale, all that was paid up to then. */
const witnessesOf = ({ charges }: Entitlement, charge: Charge, paid: Paid): readonly Charge[] => (paid.recurring ? Object.values(charges) : [charge]);

/** Money that went back for good, by the words about one charge: at the same moment as the word that paid, money wins. */
const lossesOf = ({ paid, reversed, closed, undone }: Charge): readonly Loss[] => {
  const reversal = reversed && { ...reversed, because: reversed.kind === 'refund' ? 'refunded' : 'charged back' };
  const lost = closed?.outcome === 'lost' ? { ...closed, because: 'dispute lost' } : undefined;
  const stands = ({ at }: Loss): boolean => (paid === undefined || at >= paid.at) && (undone === undefined || undone.at < at);
  return [reversal, lost].filter((loss) => loss !== undefined).filter(stands);
};

/** The first loss since this payment; ids break ties, so that the row's order of charges cannot matter. */
const lossOf = (witnesses: readonly Charge[], paid: Paid): Verdict | undefined => {
  const losses = witnesses.flatMap(lossesOf).filter(({ at }) => at >= paid.at);
  const first = losses.sort((a, b) => byText(a.at, b.at) || byText(a.id, b.id))[0];
  return first && { state: 'ended', until: first.at, because: first.because };
};

/** When a dispute was opened that nothing closed and no newer payment outdated; an enquiry is none. */
const disputedAt = ({ paid, disputed, closed }: Charge): Instant | undefined => {
  if (disputed === undefined || disputed.kind === 'enquiry') return undefined;
  const outdated = (paid !== undefined && disputed.at <= paid.at) || (closed !== undefined && closed.at >= disputed.at);
  return outdated ? undefined : disputed.at;
};

const isHeld = (witnesses: readonly Charge[], paid: Paid, rules: Rules): boolean =>
  rules.dispute === 'hold' && witnesses.some((witness) => (disputedAt(witness) ?? '') > paid.at);

/** When the charges of what is billed again were paid, in order of time; of one product, if one is given. */
const paidTimes = ({ charges }: Entitlement, product?: string): readonly Instant[] =>
  Object.values(charges)
    .flatMap(({ paid }) => (paid?.recurring && (product === undefined || paid.product === product) ? [paid.at] : []))
    .sort();

const isLastPaid = (entitlement: Entitlement, paid: Paid): boolean => paidTimes(entitlement, paid.product).every((at) => at <= paid.at);

/** Until when a recurring charge pays: as sent, or as moved since it was the last one paid; without either, until the next. */
const paidUntil = (entitlement: Entitlement, paid: Paid): { until?: Instant; renewedAt?: Instant } => {
  const { movedUntil } = entitlement;
  const moved = movedUntil && movedUntil.at >= paid.at && isLastPaid(entitlement, paid) ? movedUntil : paid;
  if (moved.paidUntil !== undefined) return { until: moved.paidUntil };
  const renewedAt = paidTimes(entitlement, paid.product).find((at) => at > paid.at);
  return renewedAt === undefined ? {} : { renewedAt };
};

/** The first failed attempt to renew since anything was paid. */
const firstFailure = (entitlement: Entitlement): Instant | undefined => {
  const lastPaidAt = paidTimes(entitlement).at(-1);
  return entitlement.failures.find((at) => lastPaidAt === undefined || at > lastPaidAt);
};

const laterOf = (a: Instant, b: Instant): Instant => (a > b ? a : b);

/** Paid-until plus grace; a first failure inside that time starts the grace anew, a later one revives nothing. */
const graceEnd = (entitlement: Entitlement, paid: Paid, rules: Rules): Verdict => {
  const { until, renewedAt } = rules.billing === 'instalments' ? {} : paidUntil(entitlement, paid);
  if (renewedAt !== undefined) return { state: 'live', until: renewedAt, because: 'renewed' };
  const end = until === undefined ? null : daysAfter(until, rules.renewalGraceDays);
  const failed = firstFailure(entitlement);
  if (failed === undefined || (end !== null && failed > end)) return { state: 'live', until: end, because: 'paid' };
  return { state: 'live', until: daysAfter(laterOf(until ?? failed, failed), rules.renewalGraceDays), because: 'renewal failed, in grace' };
};

const sooner = (a: Instant | null, b: Instant | null): Instant | null => (a === null || (b !== null && b < a) ? b : a);

/** The end of a charge that no renewal follows: as sent, or as many days after payment as the product allows. */
const paidTerm = (paid: Paid, rules: Rules): Instant | null => {
  const sent = paid.recurring ? undefined : paid.paidUntil;
  const allowed = rules.accessDays === null ? null : daysAfter(paid.paidAt ?? paid.at, rules.accessDays);
  return sent ?? allowed;
};

const termOf = (entitlement: Entitlement, paid: Paid, rules: Rules): Verdict => {
  if (!paid.recurring) return { state: 'live', until: paidTerm(paid, rules), because: 'paid' };
  const term = graceEnd(entitlement, paid, rules);
  if (rules.billing === 'subscription') return term;
  const until = sooner(term.until, paidTerm(paid, rules));
  return until === term.until ? term : { ...term, until, because: 'paid' };
};

/** A cancellation sets the end of the last paid charge; older ones it may shorten and never revives. */
const cancelled = (entitlement: Entitlement, paid: Paid, rules: Rules): Verdict | undefined => {
  const { ended } = entitlement;
  if (!paid.recurring || ended === undefined || ended.at <= paid.at) return undefined;
  const term = termOf(entitlement, paid, rules);
  if (ended.endsAt === 'unknown') return { ...term, state: 'review', because: 'cancelled, end date unreadable' };
  const end = ended.endsAt ?? ended.at;
  return isLastPaid(entitlement, paid) || sooner(term.until, end) === end ? { state: 'live', until: end, because: 'cancelled' } : term;
};

const ENDED_BECAUSE: Readonly<Record<string, string>> = {
  paid: 'paid until then',
  cancelled: 'cancelled',
  'renewal failed, in grace': 'renewal failed, grace is over',
};

const atThisTime = (verdict: Verdict, now: Instant): Verdict =>
  verdict.until !== null && verdict.state !== 'ended' && now >= verdict.until
    ? { state: 'ended', until: verdict.until, because: ENDED_BECAUSE[verdict.because] ?? verdict.because }
    : verdict;

/** A part of the money went back, and nothing undid that. */
const isPartlyReversed = ({ partlyReversed, undone }: Charge, paid: Paid): boolean =>
  partlyReversed !== undefined && partlyReversed.at >= paid.at && (undone === undefined || undone.at < partlyReversed.at);

const judge = (entitlement: Entitlement, charge: Charge, { paid, rules }: { paid: Paid; rules: Rules }): Verdict => {
  const witnesses = witnessesOf(entitlement, charge, paid);
  const loss = lossOf(witnesses, paid);
  if (loss) return loss;
  const term = cancelled(entitlement, paid, rules) ?? termOf(entitlement, paid, rules);
  if (isHeld(witnesses, paid, rules)) return { ...term, state: 'held', because: 'disputed' };
  return isPartlyReversed(charge, paid) ? { ...term, state: 'review', because: 'partly refunded' } : term;
};

const boughtBy = ({ movedPlan }: Entitlement, paid: Paid): Bought => {
  const word = movedPlan && movedPlan.at >= paid.at ? movedPlan : paid;
  const { plan, planName, offer } = word;
  return { product: paid.product, ...(plan && { plan }), ...(planName && { planName }), ...(offer && { offer }) };
};

/** Everything that an entitlement says at `now`, one reason a paid charge, in order of charge. */
export const reasonsOf = (entitlement: Entitlement, catalog: Catalog, { now, policies }: { now: Instant; policies?: Policies }): readonly Reason[] =>
  Object.entries(entitlement.charges)
    .sort(([a], [b]) => byText(a, b))
    .flatMap(([id, charge]) => {
      const paid = paidOf(charge);
      if (!paid) return [];
      const bought = boughtBy(entitlement, paid);
      const mapping = mappingFor(catalog, bought);
      const rules = rulesOf(mapping?.policies, policies);
      const verdict = atThisTime(judge(entitlement, charge, { paid, rules }), now);
      return [{ sale: entitlement.sale, charge: id, since: paid.paidAt ?? paid.at, ...bought, ...verdict, ...(mapping && { mapping }) }];
    });
