import { plan, type BadgeCommand, type MemberId } from '#domain';
import type { BadgeApi } from '#effects';
import { readModel, type MemberState, type Moment } from '#projections';
import type { Pool } from 'pg';

const PAGE = 500;

/** What looking for drift touches. */
export interface SweepPorts {
  readonly pool: Pool;
  readonly badgeApi: BadgeApi;
  readonly moment: () => Moment;
  readonly wake: (members: readonly MemberId[]) => Promise<void>;
}

const isListed = ({ states }: MemberState, { badge, command }: BadgeCommand, via: BadgeApi['kind']): boolean => {
  const open = states.find((state) => state.badge === badge)?.record.ask;
  return via === 'worklist' && open?.command === command && open.via === 'worklist';
};

/**
 * Looks at every member, page by page, and wakes those whose plan is not empty: what an expiry, a lost wake-up, a flushed
 * queue or a spent retry left behind. Gives how many were woken.
 */
export const sweep = async ({ pool, badgeApi, moment, wake }: SweepPorts): Promise<number> => {
  if (badgeApi.kind === 'none') return 0;
  const model = readModel(pool);
  const catalog = await model.catalog();
  let [after, woken] = ['', 0];
  for (;;) {
    const page = await model.membersAfter(after, PAGE);
    const states = await model.membersState(page, catalog, moment());
    const drifting = states.filter((state) => plan(state.member, state.states, catalog).some((command) => !isListed(state, command, badgeApi.kind)));
    await wake(drifting.map(({ member }) => member));
    woken += drifting.length;
    const last = page.at(-1);
    if (page.length < PAGE || last === undefined) return woken;
    after = last;
  }
};
