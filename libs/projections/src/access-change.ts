import type { BadgeId, MemberId } from '#domain';

/** A badge that a member would get or lose. */
export interface AccessChange {
  readonly member: MemberId;
  readonly badge: BadgeId;
  readonly change: 'gains' | 'loses';
}

/** The badges that these states want. */
export const desiredIn = (states: readonly { readonly badge: BadgeId; readonly desired: boolean }[]): ReadonlySet<BadgeId> =>
  new Set(states.filter(({ desired }) => desired).map(({ badge }) => badge));

/** What changes for a member between two sets of wanted badges: gains first. */
export const accessChanges = (member: MemberId, before: ReadonlySet<BadgeId>, after: ReadonlySet<BadgeId>): readonly AccessChange[] => [
  ...[...after].filter((badge) => !before.has(badge)).map((badge): AccessChange => ({ member, badge, change: 'gains' })),
  ...[...before].filter((badge) => !after.has(badge)).map((badge): AccessChange => ({ member, badge, change: 'loses' })),
];
