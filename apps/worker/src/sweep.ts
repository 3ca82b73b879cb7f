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

/** Which part of a sweep: from after this member on, for about so many milliseconds. Without either, everybody. */
export interface Part {
  readonly after?: MemberId | undefined;
  readonly forMs?: number | undefined;
}

/** How many were woken, and after whom to go on; undefined when everybody was looked at. */
export interface Swept {
  readonly woken: number;
  readonly after?: MemberId;
}

/**
 * Looks at members, page by page, and wakes those whose plan is not empty: what an expiry, a lost wake-up, a flushed
 * queue or a spent retry left behind.
 */
export const sweep = async ({ model, badgeApi, moment, wake }: SweepPorts, { after, forMs = Infinity }: Part = {}): Promise<Swept> => {
  if (badgeApi.kind === 'none') return { woken: 0 };
  const catalog = await model.catalog();
  const isDue = ({ member, states }: MemberState): boolean =>
    plan(member, states, catalog).some((command) => badgeApi.kind !== 'worklist' || !isListed(states, command));
  const began = performance.now();
  let woken = 0;
  for await (const page of memberPages(model, after)) {
    const drifting = (await model.membersState(page, catalog, moment())).filter(isDue).map(({ member }) => member);
    await wake(drifting);
    woken += drifting.length;
    const last = page.at(-1);
    if (last !== undefined && performance.now() - began >= forMs) return { woken, after: last };
  }
  return { woken };
};
