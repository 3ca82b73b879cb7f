import type { BadgeCommand, DomainEvent, Instant, MemberId } from '#domain';
import type { BadgeOutcome } from '#effects';
import { WrongExpectedVersion, type EventStore, type NewEvent } from '#event-store';

const BY_US = { source: 'catraca', schema: 1 } as const;

interface At {
  readonly member: MemberId;
  readonly version: number;
  readonly now: Instant;
}

/** The wish, written before the command leaves; its key and expected version are its place in the member's stream. */
export const requestFact = ({ command, member, badge, sales }: BadgeCommand, via: 'api' | 'worklist', { version, now }: At): NewEvent => ({
  key: `catraca/ask/${member}/${version + 1}`,
  event: { type: command === 'assign' ? 'AssignRequested' : 'RemoveRequested', data: { occurredAt: now, member, badge, via, sales } },
  metadata: BY_US,
  expected: version,
});

/** Appends a wish, and throws `WrongExpectedVersion` when another worker made it first: its wish has another moment, and is its own to send. */
export const appendWish = async (store: EventStore, wish: NewEvent): Promise<void> => {
  const [asked] = await store.append([wish]);
  if (asked?.outcome !== 'appended') throw new WrongExpectedVersion(`${wish.key} was asked for by another worker`);
};

/** A listed command is taken back: nobody has carried it out, and nobody needs it any more. */
export const withdrawalFact = ({ member, badge }: BadgeCommand, { version, now }: At): NewEvent => ({
  key: `catraca/ask/${member}/${version + 1}`,
  event: { type: 'RequestWithdrawn', data: { occurredAt: now, member, badge } },
  metadata: BY_US,
  expected: version,
});

/**
 * How the wish made at `at` was met: one answer a wish, whatever the number of tries. `again`: the badge had been ours before the
 * wish and was lost, so that giving it says nothing of how long its sales took.
 */
export interface Asked {
  readonly at: Instant;
  readonly fresh: boolean;
  readonly again?: boolean;
  readonly now: Instant;
  readonly attempt: number;
}

/** A command that left, or was listed. */
export type Sent = BadgeCommand & { readonly command: 'assign' | 'remove' };

/** An earlier try of an assignment may have been applied without a word, and may show only later. */
const mayCome = (command: Sent['command'], fresh: boolean): { unsure?: true } => (command === 'assign' && !fresh ? { unsure: true } : {});

const answer = (
  { command, member, badge, sales }: Sent,
  outcome: BadgeOutcome,
  { fresh, again = false, now, attempt }: Asked,
): DomainEvent | undefined => {
  const data = { occurredAt: now, member, badge, attempt };
  if (outcome.kind === 'never') return { type: 'BadgeRefused', data: { ...data, command, because: outcome.because, ...mayCome(command, fresh) } };
  if (outcome.kind !== 'done') return undefined;
  if (command === 'remove') return { type: 'BadgeRemoved', data };
  // Only the first try of a fresh wish can tell that it was there before us; a later try may meet our own work.
  return { type: 'BadgeAssigned', data: { ...data, ...(outcome.already && fresh && { already: true }), ...(!again && { sales }) } };
};

/** The fact that an outcome makes, if it makes one: `later`, `unknown` and `listed` leave the wish open. */
export const outcomeFact = (sent: Sent, outcome: BadgeOutcome, asked: Asked): NewEvent | undefined => {
  const event = answer(sent, outcome, asked);
  return event && { key: `catraca/answer/${sent.member}/${sent.badge}/${sent.command}/${asked.at}`, event, metadata: BY_US };
};
