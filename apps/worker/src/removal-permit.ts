import {
  BRAKE_STREAM,
  countFrom,
  DEFAULT_BRAKE,
  evolveBrake,
  mayRemove,
  RELEASED,
  removalLimit,
  type BrakeRow,
  type BrakeRules,
  type Instant,
  type RemoveRequested,
} from '#domain';
import type { EventStore, NewEvent } from '#event-store';
import type { Ledger } from '#projections';
import { appendWish } from './badge-facts.js';

const brakeNow = async (store: EventStore): Promise<BrakeRow> => {
  const events = await store.readStream(BRAKE_STREAM);
  return events.reduce((row: BrakeRow | undefined, recorded) => evolveBrake(row, recorded), undefined) ?? RELEASED;
};

const tripped = (now: Instant, removals: number, [limit, windowMinutes]: [number, number]): NewEvent => ({
  key: `catraca/brake/tripped/${now}`,
  event: { type: 'BrakeTripped', data: { occurredAt: now, removals, limit, windowMinutes } },
  metadata: { source: 'catraca', schema: 1 },
});

/**
 * Records the wish to remove a badge, if the brake lets it: asking, counting and recording are one step in one turn, so
 * that not even many workers at once remove one badge too many.
 */
export const askToRemove = async (
  ledger: Pick<Ledger, 'inTurn'>,
  wish: NewEvent & { event: RemoveRequested },
  rules: BrakeRules = DEFAULT_BRAKE,
): Promise<'asked' | 'braked'> =>
  ledger.inTurn(async ({ store, model, removalsSince, isOtherEpoch }) => {
    if (await isOtherEpoch()) return 'braked';
    const now = wish.event.data.occurredAt;
    const brake = await brakeNow(store);
    const recent = await removalsSince(countFrom(brake, now, rules));
    // Counting holders takes longer the more there are, and the first removals of a window go however many hold a badge.
    const holders = mayRemove(brake, { recent, holders: 0 }, now, rules) ? 0 : await model.holders();
    if (mayRemove(brake, { recent, holders }, now, rules)) {
      await appendWish(store, wish);
      return 'asked';
    }
    if (!brake.tripped) await store.append([tripped(now, recent, [removalLimit(holders, rules), rules.minutes])]);
    return 'braked';
  });
