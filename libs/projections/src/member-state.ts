import {
  badgeStates,
  blocks as blocksAt,
  type BadgeState,
  type Block,
  type Catalog,
  type MemberBadges,
  type MemberId,
  type PersonKey,
  type Reason,
} from '#domain';
import type { Moment } from './moment.js';
import { reasonsIn, salesByOwner, underEach, type Sales } from './sales-by-owner.js';

/** Everything known of one member, judged at a moment. */
export interface MemberState {
  readonly member: MemberId;
  readonly persons: readonly PersonKey[];
  readonly reasons: readonly Reason[];
  /** The block that stands, whatever the reasons say. */
  readonly block?: Block;
  readonly states: readonly BadgeState[];
}

/** What the tables hold of many members, in any order; of others too, if that is simpler. */
export interface MembersFound extends Required<Sales> {
  readonly persons: readonly { readonly key: PersonKey; readonly member: MemberId }[];
  readonly blocks: readonly Block[];
  readonly badges: readonly MemberBadges[];
}

/** Judges members by what was found of them, in the order asked; of whom nothing was found, nothing is known. */
export const judgedStates = (
  { persons, blocks, badges, ...sales }: MembersFound,
  members: readonly MemberId[],
  { catalog, moment }: { readonly catalog: Catalog; readonly moment: Moment },
): readonly MemberState[] => {
  const addresses = underEach(persons, ({ member }) => [member]);
  const held = new Map(badges.map((row) => [row.member, row]));
  const words = new Map(blocks.map((word) => [word.blocked, word]));
  const salesOf = salesByOwner(sales);
  return members.map((member) => {
    const keys = (addresses.get(member) ?? []).map(({ key }) => key).sort();
    const reasons = reasonsIn(salesOf({ persons: keys, member }), catalog, moment);
    const blockable = [`member/${member}` as const, ...keys.map((key) => `person/${key}` as const)];
    const block = blockable.flatMap((key) => words.get(key) ?? []).find((word) => blocksAt(word, moment.now));
    const states = badgeStates(reasons, held.get(member) ?? { member, badges: {} }, block !== undefined);
    return { member, persons: keys, reasons, ...(block && { block }), states };
  });
};
