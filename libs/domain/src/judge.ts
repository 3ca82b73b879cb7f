import { mappingFor, type Bought, type Catalog } from './catalog.js';
import type { Charge, Entitlement } from './entitlement.js';
import type { Mapping, Policies } from './events.js';
import { daysAfter, type Instant } from './ids.js';
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

/** A reversal stands when it is not older than the word that paid, and nothing undid it since: at the same moment money wins. */
const standingReversal = ({ reversed, undone }: Charge, paid: Paid): Charge['reversed'] =>
  reversed && reversed.at >= paid.at && !(undone && undone.at >= reversed.at) ? reversed : undefined;

/** A refund of one charge ends what it paid for; of a recurring sale it ends all that was paid up to then. */
const reversalOf = ({ charges }: Entitlement, charge: Charge, paid: Paid): Charge['reversed'] => {
  const witnesses = paid.recurring ? Object.values(charges) : [charge];
  return witnesses
    .map((witness) => standingReversal(witness, paid))
    .filter((reversal) => reversal !== undefined)
    .sort((a, b) => a.at.localeCompare(b.at))[0];
};

const isLastPaid = ({ charges }: Entitlement, paid: Paid): boolean =>
  Object.values(charges).every((other) => other.paid === undefined || other.paid.at <= paid.at);

/** Paid-until plus grace; a first failure inside that time starts the grace anew, a later one revives nothing. */
const graceEnd = (entitlement: Entitlement, paid: Paid, rules: Rules): Verdict => {
  const { movedUntil, failures } = entitlement;
  const moved = movedUntil && movedUntil.at >= paid.at ? movedUntil.paidUntil : paid.paidUntil;
  const until = rules.billing === 'instalments' ? undefined : moved;
  const end = until && daysAfter(until, rules.renewalGraceDays);
  const failed = isLastPaid(entitlement, paid) ? failures.find((at) => at > paid.at) : undefined;
  if (failed !== undefined && (end === undefined || failed <= end)) {
    const from = until !== undefined && until > failed ? until : failed;
    return { state: 'live', until: daysAfter(from, rules.renewalGraceDays), because: 'renewal failed, in grace' };
  }
  return { state: 'live', until: end ?? null, because: 'paid' };
};

const termOf = (entitlement: Entitlement, paid: Paid, rules: Rules): Verdict => {
  if (paid.recurring) return graceEnd(entitlement, paid, rules);
  const until = rules.accessDays === null ? null : daysAfter(paid.paidAt ?? paid.at, rules.accessDays);
  return { state: 'live', until, because: 'paid' };
};

const cancelled = (entitlement: Entitlement, paid: Paid, rules: Rules): Verdict | undefined => {
  const { ended } = entitlement;
  if (!paid.recurring || ended === undefined || ended.at <= paid.at) return undefined;
  if (ended.endsAt === 'unknown') return { ...termOf(entitlement, paid, rules), state: 'review', because: 'cancelled, end date unreadable' };
  return { state: 'live', until: ended.endsAt ?? ended.at, because: 'cancelled' };
};

const disputed = ({ disputed: opened, closed }: Charge, paid: Paid, rules: Rules): Verdict | undefined => {
  const settled = closed && (!opened || closed.at >= opened.at) ? closed : undefined;
  if (settled?.outcome === 'lost' && settled.at >= paid.at) return { state: 'ended', until: settled.at, because: 'dispute lost' };
  const open = opened && !settled && opened.at > paid.at;
  return open && rules.dispute === 'hold' && opened.kind !== 'enquiry' ? { state: 'held', until: null, because: 'disputed' } : undefined;
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

const judge = (entitlement: Entitlement, charge: Charge & { paid: Paid }, rules: Rules): Verdict => {
  const { paid, partlyReversed } = charge;
  const reversal = reversalOf(entitlement, charge, paid);
  if (reversal) return { state: 'ended', until: reversal.at, because: reversal.kind === 'refund' ? 'refunded' : 'charged back' };
  const contested = disputed(charge, paid, rules);
  if (contested) return contested;
  const term = cancelled(entitlement, paid, rules) ?? termOf(entitlement, paid, rules);
  return partlyReversed && partlyReversed.at >= paid.at ? { ...term, state: 'review', because: 'partly refunded' } : term;
};

const boughtBy = ({ movedPlan }: Entitlement, paid: Paid): Bought => {
  const word = movedPlan && movedPlan.at >= paid.at ? movedPlan : paid;
  const { plan, planName, offer } = word;
  return { product: paid.product, ...(plan && { plan }), ...(planName && { planName }), ...(offer && { offer }) };
};

/** Everything that an entitlement says at `now`, one reason a paid charge, in order of charge. */
export const reasonsOf = (entitlement: Entitlement, catalog: Catalog, { now, policies }: { now: Instant; policies?: Policies }): readonly Reason[] =>
  Object.entries(entitlement.charges)
    .sort(([a], [b]) => a.localeCompare(b))
    .flatMap(([id, charge]) => {
      const { paid } = charge;
      if (!paid) return [];
      const bought = boughtBy(entitlement, paid);
      const mapping = mappingFor(catalog, bought);
      const rules = rulesOf(mapping?.policies, policies);
      const verdict = atThisTime(judge(entitlement, { ...charge, paid }, rules), now);
      return [{ sale: entitlement.sale, charge: id, since: paid.paidAt ?? paid.at, ...bought, ...verdict, ...(mapping && { mapping }) }];
    });
