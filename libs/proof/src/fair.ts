import { daysAfter, type Entitlement, type RecordedEvent, type RemoveRequested } from '#domain';
import { foldInto, memoryReadModel, projections, type Moment, type Rows } from '#projections';
import { factPages, type Claims, type Evidence } from './evidence.js';
import { finding, type Finding } from './finding.js';

/** A decision rests on what was folded a moment ago: what came in these milliseconds may not have been seen, and is made good after. */
const SIGHT_MS = 5000;
const DAY_MS = 86_400_000;

/** The tables as they were at one place of the log, and when each sale was last spoken of. */
const pastTables = () => {
  const tables = new Map(projections.map(({ name }): [string, Rows] => [name, new Map<string, object>()]));
  const spokenAt = new Map<string, string>();
  const rowsOf = (name: string): Rows => tables.get(name) ?? new Map<string, object>();
  return {
    fold: (recorded: RecordedEvent): void => {
      projections.forEach((projection) => foldInto(rowsOf(projection.name), projection, [recorded]));
      if ('sale' in recorded.event.data) spokenAt.set(recorded.event.data.sale, recorded.recordedAt);
    },
    /** Without the sales of which something was said since. */
    before: (at: string) => (name: string) =>
      name === 'entitlements' ? new Map([...rowsOf(name)].filter(([, row]) => (spokenAt.get((row as Entitlement).sale) ?? '') < at)) : rowsOf(name),
  };
};

/** What still spoke for the badge when its removal was asked for. */
const livingReasons = async (
  tables: ReturnType<typeof pastTables>,
  { recordedAt }: RecordedEvent,
  { data: { member, badge, occurredAt } }: RemoveRequested,
  moment: Moment,
): Promise<readonly string[]> => {
  const model = memoryReadModel(tables.before(daysAfter(recordedAt, -SIGHT_MS / DAY_MS)));
  const [state] = await model.membersState([member], await model.catalog(), { ...moment, now: occurredAt });
  return state?.states.find((known) => known.badge === badge && known.desired)?.sales ?? [];
};

/**
 * I5, by the whole history: each removal is judged by the tables as they were just before it. Holds the tables in memory, so that it
 * is for the logs of tests and rehearsals; in a house at work `converged` says who keeps what nothing speaks for.
 */
export const fair = async (evidence: Evidence, { moment }: Claims): Promise<Finding> => {
  const { look, breach, done } = finding('I5');
  const tables = pastTables();
  const judge = async (recorded: RecordedEvent): Promise<void> => {
    const { event, globalPosition } = recorded;
    if (event.type !== 'RemoveRequested') return;
    look();
    const sales = await livingReasons(tables, recorded, event, moment);
    if (sales.length > 0)
      breach(`at ${globalPosition}: ${event.data.badge} was taken from ${event.data.member}, although ${sales.join(', ')} opens it`);
  };
  for await (const page of factPages(evidence)) {
    for (const recorded of page) {
      await judge(recorded);
      tables.fold(recorded);
    }
  }
  return done();
};
