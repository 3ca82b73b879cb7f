import type { AccessSpans, GatewayAccess, StatusReport } from '#answers';
import { gauge, type Sample } from './gauge.js';
import type { Registry } from 'prom-client';

const SECOND_MS = 1000;

/** The words for what `status` calls since when; `sign_up`: buyers who were no members when we heard. */
const STARTS: readonly (readonly [string, keyof AccessSpans])[] = [
  ['gateway', 'fromGateway'],
  ['webhook', 'fromWebhook'],
  ['sign_up', 'fromSignUp'],
];
const QUANTILES = [
  ['0.5', 'medianMs'],
  ['0.95', 'p95Ms'],
] as const;
const KINDS: readonly (readonly [string, keyof GatewayAccess['waiting']])[] = [
  ['member', 'members'],
  ['no_account', 'noAccount'],
  ['no_buyer', 'noBuyer'],
];

const accessSeconds = ({ gateway, lastDay }: GatewayAccess): readonly Sample[] =>
  STARTS.flatMap(([from, start]) =>
    QUANTILES.flatMap(([quantile, field]) => {
      const ms = lastDay[start][field];
      return ms === null ? [] : [{ labels: { gateway, from, quantile }, value: ms / SECOND_MS }];
    }),
  );

const accessSales = ({ gateway, lastDay }: GatewayAccess): readonly Sample[] =>
  STARTS.map(([from, start]) => ({ labels: { gateway, from }, value: lastDay[start].count }));

const waiting = ({ gateway, waiting: who }: GatewayAccess): readonly Sample[] =>
  KINDS.map(([kind, field]) => ({ labels: { gateway, kind }, value: who[field].count }));

/** Nobody has waited for no time. */
const oldest = ({ gateway, waiting: who }: GatewayAccess, now: string): readonly Sample[] =>
  KINDS.map(([kind, field]) => {
    const since = who[field].oldest;
    return { labels: { gateway, kind }, value: since === null ? 0 : Math.max(0, Date.parse(now) - Date.parse(since)) / SECOND_MS };
  });

const one = (value: number): readonly Sample[] => [{ labels: {}, value }];

/** Puts the figures of a status report into a registry. No label is an address, a person or a member. */
export const addReport = (registry: Registry, { timeToAccess, now, ...report }: StatusReport): void => {
  const { gateways, healthy } = timeToAccess;
  const put = gauge(registry);
  put('catraca_healthy', '1 while nothing is wrong that somebody should look at; catraca status says what is', one(Number(healthy)));
  put(
    'catraca_access_seconds',
    'Time from payment or sign-up to the badge, of the sales heard in the last 24 hours',
    gateways.flatMap(accessSeconds),
  );
  put('catraca_access_sales', 'Sales heard in the last 24 hours whose badge we gave', gateways.flatMap(accessSales));
  put('catraca_waiting', 'People who paid and are not in', gateways.flatMap(waiting));
  const ages = gateways.flatMap((gateway) => oldest(gateway, now));
  put('catraca_waiting_oldest_seconds', 'How long the first of them has waited; 0 while nobody does', ages);
  put('catraca_brake', '1 while the brake on mass removal is on', one(Number(report.brake.tripped)));
  put('catraca_refused_badges', 'Commands that Cativa refused for good', one(report.refused.length));
  put('catraca_worklist', 'Commands on the work list of a person', one(report.worklist));
  put('catraca_review_items', 'What waits for a person to decide', one(report.review.count));
  put('catraca_restored', '1 while the log is an older state and waits for what must be sent again', one(Number(report.brake.restored !== null)));
  put('catraca_audit_wrong_tables', 'Tables with rows that are not what the log says', one(report.audit.wrong.length));
  put('catraca_log_head', 'Position of the last fact in the log', one(Number(report.log.head)));
  const lags = report.log.projections.map(({ projection, lag }) => ({ labels: { projection }, value: lag }));
  put('catraca_projection_lag', 'Facts that a projection is behind the log', lags);
  const deliveries = report.channels.flatMap(({ channel, deliveries: all, parked }) => [
    { labels: { channel, outcome: 'understood' }, value: all - parked },
    { labels: { channel, outcome: 'parked' }, value: parked },
  ]);
  put('catraca_deliveries', 'Genuine deliveries that are kept, by channel', deliveries);
};
