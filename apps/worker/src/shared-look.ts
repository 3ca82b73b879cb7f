import { memberStream, type BrakeRow, type Catalog, type MemberId } from '#domain';
import { inGroups, isDataFault } from '#event-store';
import type { Ledger, MemberState, Moment } from '#projections';

/** What looking touches. */
export interface LookPorts {
  readonly ledger: Pick<Ledger, 'store' | 'model'>;
  /** Resolves after a run that began after the call. */
  readonly catchUp: () => Promise<void>;
  readonly moment: () => Moment;
}

/** Everything that a decision about a member rests on. `version`: its stream's, from before all else was read, so that it vouches for the rest. */
export interface Look {
  readonly version: number;
  readonly catalog: Catalog;
  readonly brake: BrakeRow | undefined;
  readonly moment: Moment;
  readonly state: MemberState;
}

const lookAt = async (
  { ledger: { store, model }, catchUp, moment: momentNow }: LookPorts,
  members: readonly MemberId[],
): Promise<readonly Look[]> => {
  const versions = await store.streamVersions(members.map(memberStream));
  await catchUp();
  const moment = momentNow();
  const [catalog, brake] = [await model.catalog(), await model.brake()];
  const states = await model.membersState(members, catalog, moment);
  return states.map((state, index) => ({ version: versions[index] ?? 0, catalog, brake, moment, state }));
};

/**
 * Catches up, then reads everything: never decides on a partial view. Members that are to be looked at while a look is under way share the
 * next one, which begins after each of them asked: sixteen jobs at once cost four statements, and not sixty-four.
 */
export const sharedLook = (ports: LookPorts): ((member: MemberId) => Promise<Look>) =>
  inGroups({ run: async (members: readonly MemberId[]) => lookAt(ports, members), isOwnFault: isDataFault });
