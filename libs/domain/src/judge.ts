import { mappingFor, type Bought, type Catalog } from './catalog.js';
import { paidOf, type Charge, type Paid } from './charge.js';
import type { Entitlement } from './entitlement.js';
import type { Mapping, Policies } from './events.js';
import { daysAfter, type BadgeId, type Instant } from './ids.js';
import { lossOf, openDisputes, partialLossOf, witnessesOf } from './losses.js';
import { byText } from './plain.js';
import { originOf, rulesOf, wishOf, type RuleOrigin, type Rules, type RuleSpeakers } from './policy.js';
import { termOf, type Term, type Terms } from './term.js';

/**
 * live: opens. review: opens, and a person should look. held: closed while a dispute is open. ended: closed. recorded: Cativa
 * gives and takes by itself, so that we neither open nor close. `why` shows a live one whose buyer is no member yet as pending.
 */
export type ReasonState = 'live' | 'review' | 'held' | 'ended' | 'recorded';

/** The rule that decided, and who set it. */
export interface DecidingRule {
  readonly name: keyof Rules;
  readonly value: Rules[keyof Rules];
  readonly origin: RuleOrigin;
}

/** One paid charge as grounds for access, judged at a moment. `until` null: no end in sight; `graceFrom`: the paid time ends there. */
export interface Reason extends Bought {
  readonly sale: string;
  readonly charge: string;
  readonly state: ReasonState;
  readonly since: Instant;
  readonly until: Instant | null;
  readonly graceFrom?: Instant;
  readonly because: string;
  readonly rule?: DecidingRule;
  /** For a review: when the word came that asks for a person. */
  readonly askedAt?: Instant;
  /** The badge that a paywall of Cativa's gave by itself. */
  readonly paywallBadge?: BadgeId;
  readonly mapping?: Mapping;
}

export const opens = ({ state }: Reason): boolean => state === 'live' || state === 'review';

type Verdict = Term & { readonly state: ReasonState; readonly askedAt?: Instant };

/** After this many days without an outcome a chargeback is a person's business: some gateways never tell that one was lost. */
const OUTCOME_AWAITED_DAYS = 90;

interface Case {
  readonly entitlement: Entitlement;
  readonly charge: Charge;
  readonly paid: Paid;
  readonly terms: Terms;
  readonly now: Instant;
}

const asksAPerson = (term: Term, because: string, askedAt: Instant): Verdict => ({ ...term, state: 'review', because, askedAt });

/** What happens to a payment of which a part went back: the product's percentage decides, else a person. */
const afterPartialLoss = ({ charge, paid, terms, entitlement }: Case, term: Term): Verdict | undefined => {
  const part = partialLossOf(charge, paid, witnessesOf(entitlement, charge, paid));
  if (part === undefined) return undefined;
  const { partialRefundEndsAt: limit } = terms;
  if (limit === null || part.percent === undefined) return asksAPerson(term, 'partly refunded', part.at);
  const share = `partly refunded, ${Math.round(part.percent)} %`;
  if (part.percent >= limit) return { state: 'ended', until: part.at, because: share, rule: 'partialRefundEndsAt' };
  return { ...term, state: 'live', because: share, rule: 'partialRefundEndsAt' };
};

const inDispute = ({ entitlement, charge, paid, terms, now }: Case, term: Term): Verdict | undefined => {
  const disputes = openDisputes(witnessesOf(entitlement, charge, paid), paid);
  if (disputes.length > 0 && terms.dispute === 'hold') return { ...term, state: 'held', because: 'disputed', rule: 'dispute' };
  const forgotten = disputes.find(({ kind, at }) => kind === 'chargeback' && daysAfter(at, OUTCOME_AWAITED_DAYS) <= now);
  return forgotten && asksAPerson(term, `charged back, no outcome in ${OUTCOME_AWAITED_DAYS} days`, forgotten.at);
};

/** Money that went back for good ends access, whatever else is still disputed: a question must never reopen what is closed. */
const afterWordsAboutMoney = (about: Case, term: Term): Verdict | undefined => {
  const part = afterPartialLoss(about, term);
  return part?.state === 'ended' ? part : (inDispute(about, term) ?? part);
};

const judge = (about: Case): Verdict => {
  const { entitlement, charge, paid, terms } = about;
  const loss = lossOf(witnessesOf(entitlement, charge, paid), paid);
  if (loss) return { state: 'ended', until: loss.at, because: loss.because };
  if (paid.trial && terms.trial === 'does-not-grant') return { state: 'ended', until: paid.at, because: 'a trial', rule: 'trial' };
  const { unreadable, ...term } = termOf(entitlement, paid, terms);
  const asked = afterWordsAboutMoney(about, term);
  if (asked) return asked;
  return unreadable ? asksAPerson(term, term.because, unreadable) : { ...term, state: 'live' };
};

/** A person's word settles what was asked before it; a newer word asks anew. */
const settled = (verdict: Verdict, { charge: { settled: word } }: Case): Verdict => {
  const { askedAt, rule: _, ...rest } = verdict;
  if (askedAt === undefined || word === undefined || word.at < askedAt) return verdict;
  if (word.decision === 'end') return { state: 'ended', until: word.at, because: `${verdict.because}; ended by ${word.by}` };
  return { ...rest, state: 'live', because: `${verdict.because}; kept by ${word.by}`, until: word.until ?? verdict.until };
};

const ENDED_BECAUSE: Readonly<Record<string, string>> = {
  paid: 'paid until then',
  cancelled: 'cancelled',
  'renewal failed, in grace': 'renewal failed, grace is over',
};

const atThisTime = (verdict: Verdict, now: Instant): Verdict =>
  verdict.until !== null && verdict.state !== 'ended' && now >= verdict.until
    ? { ...verdict, state: 'ended', until: verdict.until, because: ENDED_BECAUSE[verdict.because] ?? verdict.because }
    : verdict;

/** What a paywall opened is Cativa's own business, unless the catalog adopts it. */
const recorded = (verdict: Verdict, { paid, terms }: Case): Verdict => {
  if (paid.paywall === undefined || terms.paywall === 'adopt' || verdict.state === 'ended') return verdict;
  return { ...verdict, state: 'recorded', because: `${verdict.because} at a paywall of Cativa, which gives and takes by itself`, rule: 'paywall' };
};

const boughtBy = ({ movedPlan }: Entitlement, paid: Paid): Bought => {
  const word = movedPlan && movedPlan.at >= paid.at ? movedPlan : paid;
  const { plan, planName, offer } = word;
  const product = (paid.partOf === undefined ? word.product : undefined) ?? paid.product;
  return { product, ...(plan && { plan }), ...(planName && { planName }), ...(offer && { offer }) };
};

/** A verdict as a reason tells it: the rule with its value and who set it, and a question only while it is open. */
const told = ({ rule, askedAt, ...verdict }: Verdict, terms: Terms, speakers: RuleSpeakers) => ({
  ...verdict,
  ...(rule && { rule: { name: rule, value: terms[rule], origin: originOf(rule, speakers) } }),
  ...(verdict.state === 'review' && askedAt && { askedAt }),
});

const speakersOf = (paid: Paid, mapping: Mapping | undefined, installation: Policies | undefined): RuleSpeakers => ({
  ...(mapping && { product: mapping.policies }),
  ...(paid.instalments && { sale: { billing: 'instalments' } }),
  ...(installation && { installation }),
});

/** Everything that was paid, as grounds for access at `now`: one reason a paid charge, in order of charge. */
export const paidReasons = (
  entitlement: Entitlement,
  catalog: Catalog,
  { now, policies }: { now: Instant; policies?: Policies },
): readonly Reason[] =>
  Object.entries(entitlement.charges)
    .sort(([a], [b]) => byText(a, b))
    .flatMap(([id, charge]) => {
      const paid = paidOf(charge);
      if (!paid) return [];
      const bought = boughtBy(entitlement, paid);
      const mapping = mappingFor(catalog, bought);
      const speakers = speakersOf(paid, mapping, policies);
      const terms = { ...rulesOf(speakers), ...wishOf(entitlement.wish, mapping?.policies) };
      const about: Case = { entitlement, charge, paid, terms, now };
      const verdict = recorded(atThisTime(settled(judge(about), about), now), about);
      const badge = paid.paywall?.badge;
      return [
        {
          sale: entitlement.sale,
          charge: id,
          since: paid.paidAt ?? paid.at,
          ...bought,
          ...told(verdict, terms, speakers),
          ...(badge && { paywallBadge: badge }),
          ...(mapping && { mapping }),
        },
      ];
    });
