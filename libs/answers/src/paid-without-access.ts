import { badgesOf, invitedAt, opens, type BadgeRecord, type Catalog, type PendingGrant } from '#domain';
import { buyerlessReasons, waitingGrants, type MemberState, type Moment } from '#projections';
import { everyMember } from './every-member.js';
import { LISTED } from './listed.js';
import type { AnswerPorts } from './ports.js';

/** A member waits for us; a buyer without an account for their own sign-up; a sale without a buyer for a person. */
export type WaitingKind = 'member' | 'no-account' | 'no-buyer';

/** Somebody who paid and has no access yet: a buyer without an account, or a member whose badge has not arrived. */
export interface PaidWithoutAccess {
  readonly kind: WaitingKind;
  readonly who: string;
  readonly since: string;
  readonly sales: readonly string[];
  readonly why: string;
}

/** How many there are, and those who have waited longest. */
export interface PaidWithoutAccessReport {
  readonly count: number;
  readonly oldest: readonly PaidWithoutAccess[];
}

const whyNot = (name: string, { refused, ask }: BadgeRecord): string => {
  if (refused) return `${name} refused: ${refused.because}`;
  return ask?.via === 'worklist' ? `${name} not yet assigned by hand` : `${name} not yet assigned`;
};

const missingBadges = ({ member, states, reasons }: MemberState, names: ReturnType<typeof badgesOf>, now: string): readonly PaidWithoutAccess[] =>
  states
    .filter(({ desired, observed }) => desired && !observed)
    .map(({ badge, sales, record }) => {
      const since = reasons.filter((reason) => opens(reason) && sales.includes(reason.sale)).map((reason) => reason.since);
      return { kind: 'member', who: `member ${member}`, since: since.sort()[0] ?? now, sales, why: whyNot(names.get(badge)?.name ?? badge, record) };
    });

/** Paid, and the seller has not said what the product opens. */
const unmappedPurchases = ({ member, reasons }: MemberState): readonly PaidWithoutAccess[] =>
  reasons
    .filter((reason) => opens(reason) && reason.mapping === undefined)
    .map(({ since, sale, product }) => ({
      kind: 'member',
      who: `member ${member}`,
      since,
      sales: [sale],
      why: `${product} is in no line of the catalog`,
    }));

const membersWithout = async (ports: AnswerPorts, catalog: Catalog, moment: Moment): Promise<readonly PaidWithoutAccess[]> => {
  const names = badgesOf(catalog);
  const found: PaidWithoutAccess[] = [];
  for await (const state of everyMember(ports, catalog, moment)) {
    found.push(...missingBadges(state, names, moment.now), ...unmappedPurchases(state));
  }
  return found;
};

const whyNoAccount = ({ invites }: PendingGrant): string => {
  const { invited, reminded } = invitedAt(invites);
  if (reminded !== undefined) return `no account yet; reminded at ${reminded}`;
  return invited === undefined ? 'no account yet' : `no account yet; invited at ${invited}`;
};

const buyersWaiting = async ({ pool }: AnswerPorts, catalog: Catalog, moment: Moment): Promise<readonly PaidWithoutAccess[]> => {
  const waiting: PaidWithoutAccess[] = [];
  for await (const { person, since, grant, reasons } of waitingGrants(pool, catalog, moment)) {
    const sales = [...new Set(reasons.map(({ sale }) => sale))];
    waiting.push({ kind: 'no-account', who: `buyer ${person.slice(0, 12)}`, since, sales, why: whyNoAccount(grant) });
  }
  return waiting;
};

/** Paid, and nobody said by whom: nobody can be let in. */
const nobodyNamed = async ({ pool }: AnswerPorts, catalog: Catalog, moment: Moment): Promise<readonly PaidWithoutAccess[]> =>
  (await buyerlessReasons(pool, catalog, moment)).map(({ sale, since }) => ({
    kind: 'no-buyer',
    who: 'a buyer without a name',
    since,
    sales: [sale],
    why: 'the gateway did not say who bought (catraca review list)',
  }));

/** Everybody who paid and has no access at this moment, oldest first. */
export const everybodyWithoutAccess = async (ports: AnswerPorts, catalog: Catalog, moment: Moment): Promise<readonly PaidWithoutAccess[]> => {
  const all = [
    ...(await buyersWaiting(ports, catalog, moment)),
    ...(await membersWithout(ports, catalog, moment)),
    ...(await nobodyNamed(ports, catalog, moment)),
  ];
  return all.sort((a, b) => a.since.localeCompare(b.since));
};

/** As much of them as a report lists. */
export const paidWithoutAccess = (all: readonly PaidWithoutAccess[]): PaidWithoutAccessReport => ({
  count: all.length,
  oldest: all.slice(0, LISTED),
});
