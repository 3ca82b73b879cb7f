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

type Seen = Omit<Look, 'version'>;

const seenNow = async ({ ledger: { model }, moment: momentNow }: LookPorts, members: readonly MemberId[]): Promise<readonly Seen[]> => {
  const moment = momentNow();
  const [catalog, brake] = await Promise.all([model.catalog(), model.brake()]);
  const states = await model.membersState(members, catalog, moment);
  return states.map((state) => ({ catalog, brake, moment, state }));
};

/**
 * Catches up, then reads everything: never decides on a partial view. At each step members go along with those who wait at the same step: of
 * eleven that are looked at together, as at a hundred sales a second, each has an eleventh of the statements.
 */
export const sharedLook = (ports: LookPorts): ((member: MemberId) => Promise<Look>) => {
  const { store } = ports.ledger;
  const versionOf = inGroups({
    run: async (members: readonly MemberId[]) => store.streamVersions(members.map(memberStream)),
    isOwnFault: isDataFault,
  });
  const seenOf = inGroups({ run: async (members: readonly MemberId[]) => seenNow(ports, members), isOwnFault: isDataFault });
  return async (member) => {
    const version = await versionOf(member);
    await ports.catchUp();
    return { version, ...(await seenOf(member)) };
  };
};
