import { DEFAULT_BRAKE, plan, RELEASED, removalLimit, type Catalog } from '#domain';
import { readModel, type Moment } from '#projections';
import { everyMember } from './every-member.js';
import type { AnswerPorts } from './ports.js';

/** The stop on mass removal: how many removals it holds, and how many would have been let through in the window. */
export interface BrakeReport {
  readonly tripped: boolean;
  readonly since: string | null;
  readonly held: number;
  readonly limit: number;
  readonly windowMinutes: number;
  /** The log was put back to an older state: what was told between these two moments may be missing. */
  readonly restored: { readonly lastHeardAt: string | null; readonly noticedAt: string } | null;
}

/** How many removals the plan holds at this moment. */
export const removalsWaiting = async (ports: Pick<AnswerPorts, 'pool'>, catalog: Catalog, moment: Moment): Promise<number> => {
  let count = 0;
  for await (const { member, states } of everyMember(ports, catalog, moment)) {
    count += plan(member, states, catalog).filter(({ command }) => command === 'remove').length;
  }
  return count;
};

/** The brake at this moment. */
export const brakeReport = async (ports: AnswerPorts, catalog: Catalog, moment: Moment): Promise<BrakeReport> => {
  const model = readModel(ports.pool);
  const brake = (await model.brake()) ?? RELEASED;
  const rules = moment.brake ?? DEFAULT_BRAKE;
  return {
    tripped: brake.tripped,
    since: brake.trippedAt ?? null,
    held: brake.tripped ? await removalsWaiting(ports, catalog, moment) : 0,
    limit: removalLimit(await model.holders(), rules),
    windowMinutes: rules.minutes,
    restored: brake.restored ? { lastHeardAt: brake.restored.lastHeardAt, noticedAt: brake.restored.at } : null,
  };
};
