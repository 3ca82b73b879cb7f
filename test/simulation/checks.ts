import { instant, type Script } from './script.js';
import { sameJson } from '#event-store';
import { foldInto, projections, type MemoryLedger, type Rows } from '#projections';
import type { RecordedEvent } from '#domain';
import { desiredBadges } from './oracle.js';
import type { SimCativa } from './sim-cativa.js';

/** A broken promise, and when. */
export class Breach extends Error {
  override readonly name = 'Breach';
}

const OURS: ReadonlySet<string> = new Set(['AssignRequested', 'RemoveRequested']);

/**
 * What must hold after every step. The tables are held against a fold that hears each fact once, in order, and never crashes; each wish
 * against the reference model, at every place of the log that its decision may have seen.
 */
export const stepChecks = (ledger: MemoryLedger, brake: Script['brake']) => {
  const shadow = new Map(projections.map(({ name }): [string, Rows] => [name, new Map<string, object>()]));
  const kept = new Set<string>();
  const facts: RecordedEvent[] = [];
  let checked = 0;

  const shadowed = (fresh: readonly RecordedEvent[]): void => {
    for (const projection of projections) {
      const rows = shadow.get(projection.name) ?? new Map<string, object>();
      foldInto(rows, projection, fresh);
      for (const key of new Set(fresh.flatMap(({ event }) => projection.keysOf(event)))) {
        if (!sameJson(rows.get(key), ledger.rowsOf(projection.name).get(key)))
          throw new Breach(`I3: ${projection.name} ${key} is not what the log says`);
      }
    }
  };
  /** A decision saw the log somewhere between where its job began and where its wish came to stand. */
  const isJustified = (wish: RecordedEvent, sawFrom: number): boolean => {
    const { event } = wish;
    if (event.type !== 'AssignRequested' && event.type !== 'RemoveRequested') return true;
    const { member, badge, occurredAt } = event.data;
    const end = Number(wish.globalPosition) - 1;
    for (let seen = Math.min(sawFrom, end); seen <= end; seen += 1) {
      const wanted = desiredBadges(facts.slice(0, seen), occurredAt).get(member)?.has(badge) === true;
      if (wanted === (event.type === 'AssignRequested')) return true;
    }
    return false;
  };
  /** Only what we gave is taken, and no more at once than the brake lets through. */
  const isAllowed = ({ event, recordedAt }: RecordedEvent): boolean => {
    if (event.type !== 'RemoveRequested') return true;
    const { member, badge } = event.data;
    const since = (minutes: number): string => new Date(Date.parse(recordedAt) - minutes * 60_000).toISOString();
    const before = facts.filter((fact) => fact.recordedAt <= recordedAt);
    const isOurs = before.some(
      ({ event: { type, data } }) => type === 'AssignRequested' && 'badge' in data && data.member === member && data.badge === badge,
    );
    const isReleased = before.some((fact) => fact.event.type === 'BrakeReleased' && fact.recordedAt > since(24 * 60));
    const taken = before.filter((fact) => fact.event.type === 'RemoveRequested' && fact.recordedAt > since(brake.minutes)).length;
    return isOurs && (isReleased || taken <= brake.removals);
  };
  return {
    /** Every fact that was acknowledged is in the log. */
    checkKept: (answered: readonly string[]): void => {
      const lost = answered.find((id) => !kept.has(id));
      if (lost !== undefined) throw new Breach(`I1: the fact ${lost} was acknowledged and is not in the log`);
    },
    /** `atHead`: the tables were just brought to the end of the log. `sawFrom`: where the oldest job under way began to look. */
    check: async (atHead: boolean, sawFrom: number): Promise<void> => {
      const known = facts.length;
      const fresh = await ledger.store.readAll(BigInt(known), 10_000);
      fresh.forEach((recorded) => {
        facts.push(recorded);
        kept.add(recorded.eventId);
      });
      fresh.forEach(({ globalPosition }, index) => {
        if (globalPosition !== BigInt(known + index + 1)) throw new Breach(`I2: the log goes to ${globalPosition} after ${known + index}`);
      });
      const unjust = fresh.find((recorded) => OURS.has(recorded.event.type) && !(isAllowed(recorded) && isJustified(recorded, sawFrom)));
      if (unjust)
        throw new Breach(
          `I5: ${unjust.event.type} ${JSON.stringify(unjust.event.data)} at ${unjust.globalPosition}: nothing in the log asks for it, or it is not ours to do`,
        );
      const ahead = projections.find(({ name }) => ledger.checkpointOf(name) > BigInt(facts.length));
      if (ahead) throw new Breach(`I2: ${ahead.name} is ahead of the log`);
      if (!atHead) return;
      if (checked < facts.length) shadowed(facts.slice(checked));
      checked = facts.length;
    },
  };
};

const badgesIn = (facts: readonly RecordedEvent[]): readonly string[] => [
  ...new Set(facts.flatMap(({ event }) => (event.type === 'ProductMapped' ? event.data.mapping.badges.map(({ id }) => id) : []))),
];

const wishesAt = (facts: readonly RecordedEvent[], at: number): string =>
  JSON.stringify([...desiredBadges(facts, instant(at))].map(([member, badges]) => [member, [...badges].sort()]).sort());

/** Whether nothing began or ended between two moments, by all that the log says now. */
export const nothingTurned = async (ledger: MemoryLedger, from: number, to: number): Promise<boolean> => {
  const facts = await ledger.store.readAll(0n, Number.MAX_SAFE_INTEGER);
  return wishesAt(facts, from) === wishesAt(facts, to);
};

/** What must hold when the outside is well and time has passed: Cativa shows what the reference model wants. */
export const endChecks = async (script: Script, ledger: MemoryLedger, cativa: SimCativa, now: number): Promise<void> => {
  const facts = await ledger.store.readAll(0n, Number.MAX_SAFE_INTEGER);
  const wanted = desiredBadges(facts, instant(now));
  const compare = (member: string, badge: string): void => {
    const [wants, holds] = [wanted.get(member)?.has(badge) === true, cativa.holds(member, badge)];
    if (wants && !holds) throw new Breach(`I4: ${member} should hold ${badge} and does not`);
    if (!wants && holds && !cativa.wasGivenByHand(member, badge))
      throw new Breach(`I5: ${member} keeps ${badge}, which only we gave and nothing speaks for`);
  };
  Object.keys(script.members).forEach((member) => badgesIn(facts).forEach((badge) => compare(member, badge)));
};
