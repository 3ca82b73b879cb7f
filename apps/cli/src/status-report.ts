import { badgesOf, BRAKE_WINDOW_MINUTES, opens, plan, removalLimit, RELEASED, type BadgeRecord, type Catalog } from '#domain';
import { ContradictionEntity, DeliveryEntity, postgresEventStore } from '#event-store';
import { checkpoints, memberPages, openBadges, readModel, unmappedProducts, waitingGrants, type MemberState, type Moment } from '#projections';
import { momentOf, type Runtime } from '#runtime';

/** More than this many are counted and not listed. */
export const LISTED = 50;

/** Somebody who paid and has no access yet: a buyer without an account, or a member whose badge has not arrived. */
interface PaidWithoutAccess {
  readonly who: string;
  readonly since: string;
  readonly sales: readonly string[];
  readonly why: string;
}

/** Every member with what is known of them. */
async function* everyMember({ pool }: Runtime, catalog: Catalog, moment: Moment): AsyncGenerator<MemberState> {
  const model = readModel(pool);
  for await (const page of memberPages(model)) yield* await model.membersState(page, catalog, moment);
}

const whyNot = (name: string, { refused, ask }: BadgeRecord): string => {
  if (refused) return `${name} refused: ${refused.because}`;
  return ask?.via === 'worklist' ? `${name} not yet assigned by hand` : `${name} not yet assigned`;
};

const missingBadges = ({ member, states, reasons }: MemberState, names: ReturnType<typeof badgesOf>, now: string): readonly PaidWithoutAccess[] =>
  states
    .filter(({ desired, observed }) => desired && !observed)
    .map(({ badge, sales, record }) => {
      const since = reasons.filter((reason) => opens(reason) && sales.includes(reason.sale)).map((reason) => reason.since);
      return { who: `member ${member}`, since: since.sort()[0] ?? now, sales, why: whyNot(names.get(badge)?.name ?? badge, record) };
    });

/** Paid, and the seller has not said what the product opens. */
const unmappedPurchases = ({ member, reasons }: MemberState): readonly PaidWithoutAccess[] =>
  reasons
    .filter((reason) => opens(reason) && reason.mapping === undefined)
    .map(({ since, sale, product }) => ({ who: `member ${member}`, since, sales: [sale], why: `${product} is in no line of the catalog` }));

const membersWithout = async (runtime: Runtime, catalog: Catalog, moment: Moment): Promise<readonly PaidWithoutAccess[]> => {
  const names = badgesOf(catalog);
  const found: PaidWithoutAccess[] = [];
  for await (const state of everyMember(runtime, catalog, moment)) {
    found.push(...missingBadges(state, names, moment.now), ...unmappedPurchases(state));
  }
  return found;
};

const paidWithoutAccess = async (runtime: Runtime, catalog: Catalog, moment: Moment) => {
  const waiting: PaidWithoutAccess[] = [];
  for await (const { person, since, reasons } of waitingGrants(runtime.pool, catalog, moment)) {
    waiting.push({ who: `buyer ${person.slice(0, 12)}`, since, sales: [...new Set(reasons.map(({ sale }) => sale))], why: 'no account yet' });
  }
  const all = [...waiting, ...(await membersWithout(runtime, catalog, moment))].sort((a, b) => a.since.localeCompare(b.since));
  return { count: all.length, oldest: all.slice(0, LISTED) };
};

const channelsHeard = async ({ pool, settings }: Runtime) => {
  const text = `select channel, count(*)::int as deliveries, count(*) filter (where outcome in ('incomplete', 'unreadable'))::int as parked,
    to_char(max(received_at) at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as last from deliveries group by channel`;
  const { rows } = await pool.query<{ channel: string; deliveries: number; parked: number; last: string }>(text);
  const heard = new Map(rows.map((row) => [row.channel, row]));
  const silent = { deliveries: 0, parked: 0, last: null };
  return Object.keys(settings.channels).map((channel) => ({ ...silent, ...heard.get(channel), channel }));
};

const parkedDeliveries = async ({ orm }: Runtime) => {
  const where = { outcome: { $in: ['incomplete', 'unreadable'] } };
  const fields = ['id', 'channel', 'receivedAt', 'notes'] as const;
  const found = await orm.em.fork().find(DeliveryEntity, where, { orderBy: { receivedAt: 'desc' }, limit: LISTED, fields });
  return found.map(({ id, channel, receivedAt, notes }) => ({ delivery: id, channel, receivedAt, notes }));
};

const brakeOf = async (runtime: Runtime, catalog: Catalog, moment: Moment) => {
  const model = readModel(runtime.pool);
  const brake = (await model.brake()) ?? RELEASED;
  const held = brake.tripped ? await removalsWaiting(runtime, catalog, moment) : 0;
  return {
    tripped: brake.tripped,
    since: brake.trippedAt ?? null,
    held,
    limit: removalLimit(await model.holders()),
    windowMinutes: BRAKE_WINDOW_MINUTES,
  };
};

/** How many removals the plan holds at this moment. */
export const removalsWaiting = async (runtime: Runtime, catalog: Catalog, moment: Moment): Promise<number> => {
  let count = 0;
  for await (const { member, states } of everyMember(runtime, catalog, moment)) {
    count += plan(member, states, catalog).filter(({ command }) => command === 'remove').length;
  }
  return count;
};

/** Everything that `status` shows, worst first. */
export const statusReport = async (runtime: Runtime) => {
  const { pool, orm, settings } = runtime;
  const moment = momentOf(settings);
  const catalog = await readModel(pool).catalog();
  const head = await postgresEventStore(pool).head();
  const folded = await checkpoints(pool);
  const open = await openBadges(pool, 'asked');
  return {
    now: moment.now,
    paidWithoutAccess: await paidWithoutAccess(runtime, catalog, moment),
    brake: await brakeOf(runtime, catalog, moment),
    refused: (await openBadges(pool, 'refused')).map(({ member, badge, record }) => ({ member, badge, ...record.refused })),
    worklist: open.filter(({ record }) => record.ask?.via === 'worklist').length,
    unmapped: await unmappedProducts(pool, catalog),
    contradictions: await orm.em.fork().count(ContradictionEntity),
    parked: await parkedDeliveries(runtime),
    channels: await channelsHeard(runtime),
    log: {
      head: head.toString(),
      projections: folded.map(({ projection, position }) => ({ projection, position, lag: Number(head - BigInt(position)) })),
    },
  };
};
export type StatusReport = Awaited<ReturnType<typeof statusReport>>;
