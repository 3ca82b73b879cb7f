import { isListed, plan, type MemberId } from '#domain';
import type { BadgeApi } from '#effects';
import { memberPages, type MemberState, type Moment, type ReadModel } from '#projections';

/** What looking for drift touches. */
export interface SweepPorts {
  readonly model: ReadModel;
  readonly badgeApi: BadgeApi;
  readonly moment: () => Moment;
  readonly wake: (members: readonly MemberId[]) => Promise<void>;
}

/**
 * Looks at every member, page by page, and wakes those whose plan is not empty: what an expiry, a lost wake-up, a flushed
 * queue or a spent retry left behind. Gives how many were woken.
 */
export const sweep = async ({ model, badgeApi, moment, wake }: SweepPorts): Promise<number> => {
  if (badgeApi.kind === 'none') return 0;
  const catalog = await model.catalog();
  const isDue = ({ member, states }: MemberState): boolean =>
    plan(member, states, catalog).some((command) => badgeApi.kind !== 'worklist' || !isListed(states, command));
  let woken = 0;
  for await (const page of memberPages(model)) {
    const drifting = (await model.membersState(page, catalog, moment())).filter(isDue).map(({ member }) => member);
    await wake(drifting);
    woken += drifting.length;
  }
  return woken;
};
