import { badgesOf, invitedAt, opens, plan, type BadgeRecord, type BadgeState, type Reason, type RecordedEvent } from '#domain';
import type { Moment } from '#projections';
import type { AnswerPorts } from './ports.js';
import { openCase, type WhyCase } from './why-case.js';
import { findSubject } from './why-subject.js';

const factOf = ({ globalPosition, recordedAt, event, metadata }: RecordedEvent) => ({
  position: Number(globalPosition),
  type: event.type,
  occurredAt: event.data.occurredAt,
  recordedAt,
  channel: metadata.channel ?? metadata.source,
});

/** A command that left or is listed, and whose effect does not show yet. */
const openCommand = ({ ask }: BadgeRecord, observed: boolean): 'assign' | 'remove' | null =>
  ask !== undefined && observed !== (ask.command === 'assign') ? ask.command : null;

/** The facts behind one charge: those that name it, or the payment that it is a part of or known by, and those about the sale as a whole. */
const factsBehind = ({ sales }: WhyCase, { sale, charge }: Reason) => {
  const found = sales.find(({ entitlement }) => entitlement.sale === sale);
  const paid = found?.entitlement.charges[charge]?.paid;
  const isAbout = ({ event: { type, data } }: RecordedEvent): boolean => {
    if (!('charge' in data) || data.charge === undefined || type === 'RenewalFailed' || data.sale !== sale) return true;
    return data.charge === charge || data.charge === paid?.partOf;
  };
  return (found?.facts ?? []).filter(isAbout).map(factOf);
};

const ORIGINS = { sale: "the gateway's own word", installation: 'policy of this installation', default: 'the default' } as const;

/** Why access is kept, or as long as it is: the rule that decides, and who set it. Null where no rule had to. */
const keptBy = ({ state, until, graceFrom, rule, mapping, product }: Reason): string | null => {
  if (rule === undefined || state === 'ended') return null;
  const who = rule.origin === 'product' ? `policy of product ${mapping?.name ?? product}` : ORIGINS[rule.origin];
  const what = `${rule.name}: ${String(rule.value)}`;
  return graceFrom !== undefined && until !== null ? `grace from ${graceFrom} until ${until}, ${who} (${what})` : `${who} (${what})`;
};

/** Somebody who paid and is no member yet. */
const isWaiting = ({ subject, reasons }: WhyCase): boolean => subject.member === undefined && reasons.some(opens);

const stateOf = (found: WhyCase, reason: Reason): Reason['state'] | 'pending' => (isWaiting(found) && opens(reason) ? 'pending' : reason.state);

const reasonsIn = (found: WhyCase) =>
  found.reasons.map((reason) => ({
    sale: reason.sale,
    charge: reason.charge,
    product: reason.product,
    state: stateOf(found, reason),
    since: reason.since,
    until: reason.until,
    kept: keptBy(reason),
    because:
      reason.mapping || reason.paywallBadge !== undefined || reason.state === 'recorded'
        ? reason.because
        : `${reason.because}; the product is not in the catalog`,
    facts: factsBehind(found, reason),
  }));

const badgesIn = ({ subject, states, catalog }: WhyCase) => {
  const names = badgesOf(catalog);
  const commands = subject.member === undefined ? [] : plan(subject.member, states, catalog);
  return states.map(({ badge, desired, observed, record }: BadgeState) => ({
    badge: names.get(badge)?.name ?? badge,
    badgeId: badge,
    desired,
    observed,
    ours: record.ours,
    command: commands.find((command) => command.badge === badge)?.command ?? openCommand(record, observed),
    ...(record.refused && { refused: record.refused.because }),
  }));
};

const waitingIn = (found: WhyCase) => {
  if (!isWaiting(found)) return null;
  const since = found.reasons.filter(opens).map((reason) => reason.since);
  const [letters] = found.grants.map(({ invites }) => invitedAt(invites));
  return { since: since.sort()[0] ?? null, invited: letters?.invited ?? null, reminded: letters?.reminded ?? null };
};

/** Whatever the reasons say, nothing opens while it stands. */
const blockIn = ({ block }: WhyCase) => (block?.set ? { since: block.set.at, until: block.set.until ?? null, by: block.set.by } : null);

const reportOf = (asked: string, now: string, found: WhyCase) => ({
  asked,
  now,
  member: found.subject.member === undefined ? null : { id: found.subject.member, addresses: found.subject.persons.length },
  reasons: reasonsIn(found),
  block: blockIn(found),
  moved: found.subject.moved ?? [],
  badges: badgesIn(found),
  commands: found.memberFacts.filter(({ event, metadata }) => metadata.source === 'catraca' && event.type !== 'MemberSeen').map(factOf),
  waiting: waitingIn(found),
});

/** `why --json`, and `POST /api/why`: the shape that other tools may rely on. */
export type WhyReport = ReturnType<typeof reportOf>;

/**
 * Every reason, every fact behind it, every badge desired and observed, and every command sent, as it stood and was known at
 * this moment. `asked`: an address, a member id, a sale or a transaction code. Undefined when nothing is known of it.
 */
export const whyReport = async (ports: AnswerPorts, asked: string, moment: Moment): Promise<WhyReport | undefined> => {
  const subject = await findSubject(ports, asked);
  return subject && reportOf(asked, moment.now, await openCase(ports, subject, moment));
};
