import { isListed, plan, type BadgeCommand, type BadgeState, type Catalog, type Instant, type MemberId } from '#domain';
import type { BadgeApi, BadgeOutcome } from '#effects';
import type { Ledger, Moment } from '#projections';
import { recordAnswer, recordRepeat } from './badge-answer.js';
import { appendWish, requestFact, withdrawalFact, type Asked, type Sent } from './badge-facts.js';
import { askToRemove } from './removal-permit.js';
import type { Look } from './shared-look.js';

/** What reconciling touches. `attempt`: which try of the job this is, from 1. */
export interface ReconcilePorts {
  readonly ledger: Pick<Ledger, 'store' | 'inTurn'>;
  /** Everything that is known of a member, by now. */
  readonly look: (member: MemberId) => Promise<Look>;
  readonly badgeApi: BadgeApi;
  readonly moment: () => Moment;
  readonly attempt: number;
}

type Wait = Extract<BadgeOutcome, { kind: 'later' | 'unknown' }>;

/** What one look at a member came to; `waits` and `refused` carry what the job must say. */
export interface Reconciled {
  readonly done: number;
  readonly braked: number;
  readonly waits: readonly Wait[];
  readonly refused: readonly string[];
}

interface Seen extends Look {
  readonly member: MemberId;
  readonly commands: readonly BadgeCommand[];
  readonly now: Instant;
}

/** A refusal on record stands until the catalog changes; a person who asks again forgives all of them. */
const forgiving = (catalog: Catalog, askAgain: boolean): Pick<Catalog, 'changedAt'> => (askAgain ? { changedAt: 1n << 62n } : catalog);

const lookAt = async ({ look }: ReconcilePorts, member: MemberId, askAgain: boolean): Promise<Seen> => {
  const seen = await look(member);
  const commands = plan(member, seen.state.states, forgiving(seen.catalog, askAgain));
  return { ...seen, member, commands, now: seen.moment.now };
};

const stateOf = ({ state }: Seen, { badge }: BadgeCommand): BadgeState => {
  const found = state.states.find((known) => known.badge === badge);
  if (!found) throw new Error('a command without a badge');
  return found;
};

/** A listed command is a person's to carry out, as long as persons carry them out. */
const isLeft = ({ badgeApi }: ReconcilePorts, { state }: Seen, command: BadgeCommand): boolean =>
  badgeApi.kind === 'worklist' && isListed(state.states, command);

/** A wish that is on record. `version`: its stream's, from when it was found or made. */
type Wished = Pick<Asked, 'at' | 'fresh' | 'again'> & { readonly version: number };

/** Records the wish before it leaves, once. `at` names the wish: the same for every try. `again`: the badge had been ours before it. */
const ask = async (ports: ReconcilePorts, seen: Seen, command: BadgeCommand): Promise<Wished | 'braked'> => {
  const { version } = seen;
  const { ask: open, ours } = stateOf(seen, command).record;
  if (open?.command === command.command) return { at: open.at, fresh: false, again: open.owned === true, version };
  const wish = requestFact(command, ports.badgeApi.kind === 'worklist' ? 'worklist' : 'api', seen);
  if (wish.event.type === 'RemoveRequested') {
    if ((await askToRemove(ports.ledger, { ...wish, event: wish.event }, ports.moment().brake)) === 'braked') return 'braked';
  } else {
    await appendWish(ports.ledger.store, wish);
  }
  // After an older state was restored, what was there already may be what we gave in the time that is missing.
  return { at: seen.now, fresh: seen.brake?.restored === undefined, again: ours, version: version + 1 };
};

const runOne = async (ports: ReconcilePorts, seen: Seen, command: BadgeCommand): Promise<BadgeOutcome | 'braked'> => {
  const { store } = ports.ledger;
  if (command.command === 'withdraw') {
    await store.append([withdrawalFact(command, seen)]);
    return { kind: 'done' };
  }
  const asked = await ask(ports, seen, command);
  if (asked === 'braked') return asked;
  const sent: Sent = { ...command, command: command.command };
  if (sent.command === 'assign' && !asked.fresh) await recordRepeat(store, sent, { ...asked, now: seen.now });
  const outcome = await ports.badgeApi.run({ command: sent.command, member: seen.member, badge: sent.badge });
  await recordAnswer(store, sent, outcome, { ...asked, now: ports.moment().now, attempt: ports.attempt });
  return outcome;
};

interface Tally {
  done: number;
  braked: number;
  waits: Wait[];
  refused: string[];
}

const count = (tally: Tally, command: BadgeCommand, outcome: BadgeOutcome | 'braked'): void => {
  if (outcome === 'braked') tally.braked += 1;
  else if (outcome.kind === 'later' || outcome.kind === 'unknown') tally.waits.push(outcome);
  else if (outcome.kind === 'never') tally.refused.push(`${command.command} ${command.badge}: ${outcome.because}`);
  else tally.done += 1;
};

/**
 * One member: read everything, plan, act on the difference, append what came of it. Idempotent, and safe to run twice
 * at once: a wish is appended at an expected version, and whoever comes second hears `WrongExpectedVersion`. After each
 * command everything is read again, so that no decision rests on what the one before has changed.
 */
export const reconcileMember = async (ports: ReconcilePorts, member: MemberId, askAgain = false): Promise<Reconciled> => {
  const tally: Tally = { done: 0, braked: 0, waits: [], refused: [] };
  if (ports.badgeApi.kind === 'none') return tally;
  const tried = new Set<string>();
  for (;;) {
    const seen = await lookAt(ports, member, askAgain);
    const open = seen.commands.filter((command) => !tried.has(command.badge) && !isLeft(ports, seen, command));
    const [command] = open;
    if (!command) return tally;
    tried.add(command.badge);
    count(tally, command, await runOne(ports, seen, command));
    if (open.length === 1) return tally;
  }
};
