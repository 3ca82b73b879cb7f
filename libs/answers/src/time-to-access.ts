import { daysAfter, type Instant } from '#domain';
import { accessTimes, openableSince, unfoldedSince, type GatewayTimes, type Moment, type Spans } from '#projections';
import type { BrakeReport } from './brake-report.js';
import type { PaidWithoutAccess, WaitingKind } from './paid-without-access.js';
import type { AnswerPorts } from './ports.js';

/** A member who waits longer than this makes the installation unhealthy, unless `alarms.waitingMinutes` says otherwise. */
export const WAITING_MINUTES = 15;

/** Which gateways there are, and when somebody should be told. */
export interface TimePorts {
  readonly settings: {
    readonly channels: Readonly<Record<string, { readonly source: string }>>;
    readonly alarms?: { readonly waitingMinutes?: number };
  };
}

/** How long the badges of some sales took. */
export type AccessSpans = Omit<GatewayTimes, 'gateway'>;

/** How many wait, and since when the first of them does; null: nobody. */
export interface Waits {
  readonly count: number;
  readonly oldest: Instant | null;
}

/**
 * One gateway: the sales heard in the last 24 hours and 7 days, and who waits now, by whose turn it is. Members wait since both the
 * payment and their account were known to us. Who bought at several gateways is counted once.
 */
export interface GatewayAccess {
  readonly gateway: string;
  readonly lastDay: AccessSpans;
  readonly lastWeek: AccessSpans;
  readonly waiting: { readonly members: Waits; readonly noAccount: Waits; readonly noBuyer: Waits };
}

/** How soon those who pay are in, and whether somebody should look. `because`: what is wrong, in sentences; empty while healthy. */
export interface TimeToAccess {
  readonly healthy: boolean;
  readonly because: readonly string[];
  readonly waitingMinutes: number;
  readonly gateways: readonly GatewayAccess[];
}

/** What others have found already. */
export interface Found {
  readonly waiting: readonly PaidWithoutAccess[];
  readonly brake: BrakeReport;
}

type Waiting = Pick<PaidWithoutAccess, 'kind' | 'since' | 'sales'>;

const NO_SPANS: Spans = { count: 0, medianMs: null, p95Ms: null };
const NOTHING: AccessSpans = { fromGateway: NO_SPANS, fromWebhook: NO_SPANS, fromSignUp: NO_SPANS };

/** Not Cativa, which sends no sale of its own; its paywalls appear when somebody waits for one. */
const gatewaysOf = ({ settings }: TimePorts): readonly string[] =>
  Object.values(settings.channels)
    .map(({ source }) => source)
    .filter((source) => source !== 'cativa');

const gatewayOf = ({ sales: [first = ''] }: Waiting): string => first.split('/')[0] ?? '';

/** Members by the time from which we could have let them in; the others as they are. */
const counted = async ({ pool }: Pick<AnswerPorts, 'pool'>, waiting: readonly PaidWithoutAccess[]): Promise<readonly Waiting[]> => {
  const members = waiting.filter(({ kind }) => kind === 'member');
  const openable = await openableSince(pool, [...new Set(members.flatMap(({ sales }) => sales))]);
  return waiting.map(({ kind, since, sales }) => {
    const times = kind === 'member' ? sales.flatMap((sale) => openable.get(sale) ?? []).sort() : [];
    return { kind, sales, since: times[0] ?? since };
  });
};

const waits = (waiting: readonly Waiting[], kind: WaitingKind): Waits => {
  const times = waiting.flatMap((row) => (row.kind === kind ? [row.since] : [])).sort();
  return { count: times.length, oldest: times[0] ?? null };
};

const spansOf = (times: readonly GatewayTimes[], name: string): AccessSpans => {
  const { gateway: _, ...spans } = times.find(({ gateway }) => gateway === name) ?? { gateway: name, ...NOTHING };
  return spans;
};

const tooLong = (waiting: readonly Waiting[], minutes: number, limit: Instant): readonly string[] => {
  const late = waiting.filter(({ kind, since }) => kind === 'member' && since < limit).map(({ since }) => since);
  const first = late.sort()[0];
  if (first === undefined) return [];
  return [
    `${late.length === 1 ? 'a member who paid has' : `${late.length} members who paid have`} waited for more than ${minutes} minutes, the first since ${first}`,
  ];
};

/** Every sentence that makes the installation unhealthy. */
const complaints = (waiting: readonly Waiting[], { brake }: Found, [minutes, limit, unfolded]: [number, Instant, Instant?]): readonly string[] => [
  ...tooLong(waiting, minutes, limit),
  ...(brake.tripped ? [`the brake is on since ${brake.since ?? 'an unknown time'}`] : []),
  ...(unfolded !== undefined && unfolded < limit ? [`the tables are behind the log since ${unfolded}`] : []),
];

/** The time to access of each gateway at this moment, and whether the installation is well. */
export const timeToAccess = async (ports: Pick<AnswerPorts, 'pool'> & TimePorts, found: Found, { now }: Moment): Promise<TimeToAccess> => {
  const minutes = ports.settings.alarms?.waitingMinutes ?? WAITING_MINUTES;
  const waiting = await counted(ports, found.waiting);
  const [day, week] = [await accessTimes(ports.pool, daysAfter(now, -1)), await accessTimes(ports.pool, daysAfter(now, -7))];
  const because = complaints(waiting, found, [minutes, daysAfter(now, -minutes / 1440), await unfoldedSince(ports.pool)]);
  const names = new Set([...gatewaysOf(ports), ...week.map(({ gateway }) => gateway), ...waiting.map(gatewayOf)]);
  const gateways = [...names].sort().map((gateway) => {
    const here = waiting.filter((row) => gatewayOf(row) === gateway);
    const who = { members: waits(here, 'member'), noAccount: waits(here, 'no-account'), noBuyer: waits(here, 'no-buyer') };
    return { gateway, lastDay: spansOf(day, gateway), lastWeek: spansOf(week, gateway), waiting: who };
  });
  return { healthy: because.length === 0, because, waitingMinutes: minutes, gateways };
};
