import { memberStream, type MemberId } from '#domain';
import type { BadgeOutcome } from '#effects';
import { WrongExpectedVersion, type EventStore } from '#event-store';
import { outcomeFact, type Asked, type Sent } from './badge-facts.js';

/** Whether the first try of an assignment heard something that only the first try can tell: it was there before us, or it never came. */
const needsToBeFirst = ({ command }: Sent, outcome: BadgeOutcome, { fresh }: Asked): boolean =>
  command === 'assign' && fresh && (outcome.kind === 'never' || (outcome.kind === 'done' && outcome.already === true));

const wasTriedAgain = async (store: EventStore, { member, badge }: Sent, at: string): Promise<boolean> =>
  (await store.readStream(memberStream(member))).some(
    ({ event }) => event.type === 'RequestRepeated' && event.data.badge === badge && event.data.wishedAt === at,
  );

const versionOf = async (store: EventStore, member: MemberId): Promise<number> => {
  const [version = 0] = await store.streamVersions([memberStream(member)]);
  return version;
};

/**
 * Appends what came of a command. A worker that has lost its job, and does not know it, may send the same wish beside us: what we
 * take for somebody else's badge may then be its work. It says so in the log before it sends, and so we look there before we believe
 * that we were first.
 */
export const recordAnswer = async (store: EventStore, sent: Sent, outcome: BadgeOutcome, asked: Asked): Promise<void> => {
  const first = outcomeFact(sent, outcome, asked);
  if (first === undefined) return;
  if (!needsToBeFirst(sent, outcome, asked)) return void (await store.append([first]));
  for (;;) {
    const expected = await versionOf(store, sent.member);
    const fact = (await wasTriedAgain(store, sent, asked.at)) ? outcomeFact(sent, outcome, { ...asked, fresh: false }) : first;
    try {
      return void (fact && (await store.append([{ ...fact, expected }])));
    } catch (error) {
      if (!(error instanceof WrongExpectedVersion)) throw error;
    }
  }
};

/**
 * Says that an open wish is sent once more, before it is; once a wish, however often. Throws `WrongExpectedVersion` when something was
 * said of the member since the wish was found open: another worker may have answered it, and believes that it was alone.
 */
export const recordRepeat = async (
  store: EventStore,
  { member, badge }: Pick<Sent, 'member' | 'badge'>,
  { at, now, version }: Pick<Asked, 'at' | 'now'> & { readonly version: number },
): Promise<void> => {
  const event = { type: 'RequestRepeated' as const, data: { occurredAt: now, member, badge, wishedAt: at } };
  const key = `catraca/ask-again/${member}/${badge}/${at}`;
  await store.append([{ key, event, metadata: { source: 'catraca', schema: 1 }, expected: version }]);
};
