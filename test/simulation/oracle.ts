import type { Mapping, RecordedEvent } from '#domain';

/* The reference model: what access means, written a second time, from the pages of the design. Shares types with the domain and no code. */

type Kind = RecordedEvent['event']['type'];
type Data = Record<string, unknown> & { occurredAt: string };
interface Word {
  readonly type: Kind;
  readonly at: string;
  readonly id: string;
  readonly data: Data;
}

const DAY = 86_400_000;
const plusDays = (at: string, days: number): string => new Date(Date.parse(at) + days * DAY).toISOString();

const newest = (words: readonly Word[]): Word | undefined =>
  words.reduce<Word | undefined>((best, word) => (best === undefined || `${word.at} ${word.id}` > `${best.at} ${best.id}` ? word : best), undefined);
const of = (words: readonly Word[], ...types: readonly Kind[]): readonly Word[] => words.filter(({ type }) => types.includes(type));

interface Charge {
  readonly paid: Word;
  readonly until: string | undefined;
  readonly words: readonly Word[];
}

/** The charges of a sale that somebody paid; what the newest word leaves open, the newest that says it fills. */
const chargesOf = (sale: readonly Word[]): readonly Charge[] =>
  [...new Set(sale.map(({ data }) => data['charge']))].flatMap((charge) => {
    const words = sale.filter(({ data }) => charge !== undefined && data['charge'] === charge);
    const paid = newest(of(words, 'ChargePaid'));
    const dated = newest(of(words, 'ChargePaid').filter(({ data }) => data['paidUntil'] !== undefined));
    return paid ? [{ paid, words, until: (paid.data['paidUntil'] ?? dated?.data['paidUntil']) as string | undefined }] : [];
  });

const isRecurring = ({ paid }: Charge): boolean => paid.data['recurring'] === true;
const isLastOf = (charge: Charge, all: readonly Charge[]): boolean => all.every(({ paid }) => paid.at <= charge.paid.at);

/** A sale: all its words, and those of its charges that are billed again. */
interface Sale {
  readonly words: readonly Word[];
  readonly all: readonly Charge[];
}

/** The words about one charge, and about those that a recurring one stands or falls with. */
const groupsAbout = (charge: Charge, sale: readonly Word[]): readonly (readonly Word[])[] => {
  if (!isRecurring(charge)) return [charge.words];
  const ids = [...new Set(sale.flatMap(({ data }) => (data['charge'] === undefined ? [] : [data['charge']])))];
  return ids.map((id) => sale.filter(({ data }) => data['charge'] === id));
};

const paidIn = (words: readonly Word[]): string => newest(of(words, 'ChargePaid'))?.at ?? '';
const undoneIn = (words: readonly Word[]): string => newest(of(words, 'ReversalUndone'))?.at ?? '';

const moneyWentBack = (charge: Charge, groups: readonly (readonly Word[])[]): boolean =>
  groups.some((words) => {
    const back = newest(of(words, 'ChargeReversed').filter(({ data }) => data['whole'] === true));
    const closed = newest(of(words, 'DisputeClosed'));
    const lost = closed?.data['outcome'] === 'lost' ? closed : undefined;
    return [back, lost].some((word) => word !== undefined && word.at >= paidIn(words) && word.at > undoneIn(words) && word.at >= charge.paid.at);
  });

const isHeld = (charge: Charge, groups: readonly (readonly Word[])[]): boolean =>
  groups.some((words) => {
    const opened = newest(of(words, 'ChargeDisputed'));
    if (opened === undefined || opened.data['kind'] === 'enquiry') return false;
    return opened.at > paidIn(words) && opened.at > (newest(of(words, 'DisputeClosed'))?.at ?? '') && opened.at > charge.paid.at;
  });

const partEnds = ({ paid, words }: Charge, limit: number | undefined): boolean => {
  const part = newest(of(words, 'ChargeReversed').filter(({ data }) => data['whole'] === false));
  if (part === undefined || limit === undefined || part.at <= undoneIn(words) || part.at < paid.at) return false;
  const [amount, whole] = [part.data['amount'], part.data['of']] as [{ value: number }, { value: number }];
  return (100 * amount.value) / whole.value >= limit;
};

type Policies = Mapping['policies'];
const FOR_EVER = '9999';

/** The paid-until date that counts: a later word may have moved the last one. */
const paidUntil = (charge: Charge, isLast: boolean, moved: Word | undefined): string | undefined => {
  const movedTo = moved?.data['paidUntil'] as string | undefined;
  if (!isLast || moved === undefined || movedTo === undefined) return charge.until;
  const toldAhead = charge.until === undefined && movedTo > charge.paid.at;
  return toldAhead || moved.at >= charge.paid.at ? movedTo : charge.until;
};

/** Until when a recurring charge opens as long as nobody cancels. */
const recurringEnd = (charge: Charge, { all, words }: Sale, grace: number): string => {
  const times = all.map(({ paid }) => paid.at).sort();
  const until = paidUntil(charge, isLastOf(charge, all), newest(of(words, 'SubscriptionMoved')));
  const renewed = times.find((at) => at > charge.paid.at);
  if (until === undefined && renewed !== undefined) return renewed;
  const end = until === undefined ? FOR_EVER : plusDays(until, grace);
  const failures = of(words, 'RenewalFailed').map(({ at }) => at);
  const failed = failures.sort().find((at) => at > (times.at(-1) ?? ''));
  if (failed === undefined || failed > end) return end;
  return plusDays(until !== undefined && until > failed ? until : failed, grace);
};

const onceEnd = ({ paid, until }: Charge, days: number | undefined): string => until ?? (days === undefined ? FOR_EVER : plusDays(paid.at, days));

const cancelledAt = (charge: Charge, words: readonly Word[]): Word | undefined => {
  const [cancelled, resumed] = [newest(of(words, 'SubscriptionEnded')), newest(of(words, 'SubscriptionResumed'))];
  if (cancelled === undefined || cancelled.at <= charge.paid.at) return undefined;
  return resumed !== undefined && resumed.at >= cancelled.at ? undefined : cancelled;
};

/** When a cancellation ends what was paid; undefined where nobody can read it. */
const cancelledTo = ({ at, data }: Word, policies: Policies): string | undefined => {
  if (policies.subscriptionEnd === 'at-once') return at;
  return data['endsAt'] === 'unknown' ? undefined : ((data['endsAt'] as string | null) ?? at);
};

const endOf = (charge: Charge, sale: Sale, policies: Policies): string => {
  if (!isRecurring(charge)) return onceEnd(charge, policies.accessDays);
  const end = recurringEnd(charge, sale, policies.renewalGraceDays ?? 7);
  const cancelled = cancelledAt(charge, sale.words);
  const stop = cancelled && cancelledTo(cancelled, policies);
  if (stop === undefined) return end;
  return policies.subscriptionEnd === 'at-once' || isLastOf(charge, sale.all) || stop < end ? stop : end;
};

const chargeOpens = (charge: Charge, sale: Sale, policies: Policies, now: string): boolean => {
  const groups = groupsAbout(charge, sale.words);
  if (moneyWentBack(charge, groups)) return false;
  if (policies.dispute === 'hold' && isHeld(charge, groups)) return false;
  return !partEnds(charge, policies.partialRefundEndsAt ?? undefined) && now < endOf(charge, sale, policies);
};

const giftOpens = (sale: readonly Word[], now: string): string | undefined => {
  const [given, ended] = [newest(of(sale, 'GiftGiven')), newest(of(sale, 'GiftEnded'))];
  if (given === undefined || (ended !== undefined && ended.at >= given.at)) return undefined;
  const until = given.data['until'] as string | undefined;
  return until === undefined || now < until ? (given.data['product'] as string) : undefined;
};

const ownerOf = (sale: readonly Word[], memberOf: ReadonlyMap<string, string>): string | undefined => {
  const claim = newest(
    sale.filter(({ type, data }) => type === 'SaleClaimed' || type === 'ClaimUndone' || (type === 'GiftGiven' && data['member'] !== undefined)),
  );
  if (claim !== undefined && claim.type !== 'ClaimUndone') return claim.data['member'] as string;
  const buyer = newest(of(sale, 'ChargePaid', 'GiftGiven').filter(({ data }) => data['person'] !== undefined));
  return memberOf.get((buyer?.data['person'] as string | undefined) ?? '');
};

const isBlocked = (words: readonly Word[], names: readonly string[], now: string): boolean =>
  names.some((name) => {
    const about = words.filter(({ data }) => data['blocked'] === name);
    const [set, lifted] = [newest(of(about, 'BlockSet')), newest(of(about, 'BlockLifted'))];
    const until = set?.data['until'] as string | undefined;
    return set !== undefined && (lifted === undefined || lifted.at < set.at) && (until === undefined || now < until);
  });

const linesOf = (words: readonly Word[]): ReadonlyMap<string, Mapping> => {
  const lines = new Map<string, Mapping>();
  for (const { type, data } of words) {
    if (type === 'ProductMapped') lines.set((data['mapping'] as Mapping).product, data['mapping'] as Mapping);
    if (type === 'ProductUnmapped') lines.delete(data['product'] as string);
  }
  return lines;
};

const membersOf = (words: readonly Word[]): ReadonlyMap<string, string> => {
  const shown = Map.groupBy(of(words, 'MemberSeen'), ({ data }) => data['person'] as string | undefined);
  return new Map([...shown].flatMap(([person, said]) => (person === undefined ? [] : [[person, newest(said)?.data['member'] as string]])));
};

/** The products that a sale opens at `now`. */
const openProducts = (words: readonly Word[], lines: ReadonlyMap<string, Mapping>, now: string): readonly string[] => {
  const charges = chargesOf(words);
  const sale: Sale = { words, all: charges.filter(isRecurring) };
  const productOf = ({ paid }: Charge): string => paid.data['product'] as string;
  const open = charges.filter((charge) => chargeOpens(charge, sale, lines.get(productOf(charge))?.policies ?? {}, now));
  return [...open.map(productOf), giftOpens(words, now) ?? ''];
};

/** The badges that each member should hold at `now`, by all that this log says. */
export const desiredBadges = (log: readonly RecordedEvent[], now: string): ReadonlyMap<string, ReadonlySet<string>> => {
  const words = log.map(({ event, eventId }): Word => ({ type: event.type, at: event.data.occurredAt, id: eventId, data: event.data }));
  const [lines, memberOf] = [linesOf(words), membersOf(words)];
  const wanted = new Map<string, Set<string>>();
  for (const [ref, sale] of Map.groupBy(words, ({ data }) => data['sale'] as string | undefined)) {
    const member = ref === undefined ? undefined : ownerOf(sale, memberOf);
    if (member === undefined) continue;
    const names = [`member/${member}`, ...[...memberOf].filter(([, owner]) => owner === member).map(([person]) => `person/${person}`)];
    const badges = isBlocked(words, names, now) ? [] : openProducts(sale, lines, now).flatMap((product) => lines.get(product)?.badges ?? []);
    wanted.set(member, new Set([...(wanted.get(member) ?? []), ...badges.map(({ id }) => id)]));
  }
  return wanted;
};
