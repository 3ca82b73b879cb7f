import { badgeStates, evolveEntitlement, evolveMemberBadges, reasonsOf, type DomainEvent, type MemberBadges, type RecordedEvent } from '#domain';
import { accessChanges, desiredIn, type AccessChange, type Moment } from '#projections';
import type { AnswerPorts } from './ports.js';
import { openCase } from './why-case.js';
import { findSubject, type Subject } from './why-subject.js';

/** What a person's word about a sale would do: to whom, and which badges come and go. */
export interface SettlePreview {
  readonly member: string | null;
  readonly changes: readonly AccessChange[];
}

/** A fact that nobody has appended, as it would stand at the end of the log. */
const supposed = (event: DomainEvent): RecordedEvent => ({
  globalPosition: 0n,
  stream: '',
  version: 0,
  eventId: 'supposed',
  recordedAt: event.data.occurredAt,
  event,
  metadata: { source: 'catraca', schema: 1 },
});

/** The owner of a sale with that sale among theirs, though the tables may not know yet that it is. */
const withSale = (owner: Subject | undefined, sale: string): Subject => ({
  ...(owner ?? { persons: [] }),
  sales: [...new Set([...(owner?.sales ?? []), sale])],
});

/**
 * Who gains and loses if this were said. `owner`: an address, a member or a sale whose owner the sale has, or is to have;
 * nobody's when nothing is known of it.
 */
export const previewSettlement = async (
  ports: Pick<AnswerPorts, 'pool' | 'personOf'>,
  { sale, owner, event }: { sale: string; owner: string; event: DomainEvent },
  moment: Moment,
): Promise<SettlePreview> => {
  const subject = await findSubject(ports, owner);
  const before = subject ? await openCase(ports, subject, moment) : undefined;
  const found = await openCase(ports, withSale(subject, sale), moment);
  const after = found.sales.flatMap(({ entitlement }) => {
    const said = entitlement.sale === sale ? evolveEntitlement(entitlement, supposed(event)) : entitlement;
    return said ? reasonsOf(said, found.catalog, moment) : [];
  });
  const member = subject?.member;
  if (member === undefined) return { member: null, changes: [] };
  const badges = found.memberFacts.reduce<MemberBadges | undefined>((row, recorded) => evolveMemberBadges(row, recorded), undefined);
  const states = badgeStates(after, badges ?? { member, badges: {} });
  return { member, changes: accessChanges(member, desiredIn(before?.states ?? []), desiredIn(states)) };
};
