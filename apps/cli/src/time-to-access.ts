import type { AccessSpans, GatewayAccess, StatusReport } from '#answers';
import { age, printLine, printTable } from './output.js';

const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1000],
] as const;

/** A span as people say it, in the largest unit that fits and with one decimal: `1.4 s`. */
const span = (ms: number): string => {
  const unit = UNITS.find(([, size]) => ms >= size);
  return unit ? `${Number((ms / unit[1]).toFixed(1))} ${unit[0]}` : `${ms} ms`;
};

const figures = ({ count, medianMs, p95Ms }: AccessSpans[keyof AccessSpans]): string =>
  medianMs === null || p95Ms === null ? '' : `${span(medianMs)} / ${span(p95Ms)} (${count})`;

const waits = ({ waiting: { members, noAccount, noBuyer } }: GatewayAccess, now: string): string =>
  [
    { name: 'member', ...members },
    { name: 'no account', ...noAccount },
    { name: 'no buyer', ...noBuyer },
  ]
    .flatMap(({ name, count, oldest }) => (oldest === null ? [] : [`${age(oldest, Date.parse(now))} (${name}, ${count})`]))
    .join(', ');

const windows = ({ lastDay, lastWeek }: GatewayAccess): readonly (readonly [string, AccessSpans])[] =>
  [['24 h', lastDay] as const, ['7 d', lastWeek] as const].filter(([, spans]) => Object.values(spans).some(({ count }) => count > 0));

const rowsOf =
  (now: string) =>
  (gateway: GatewayAccess): readonly (readonly string[])[] => {
    const waiting = waits(gateway, now);
    const times = windows(gateway).map(([name, spans], index) => [
      gateway.gateway,
      name,
      figures(spans.fromGateway),
      figures(spans.fromWebhook),
      figures(spans.fromSignUp),
      index === 0 ? waiting : '',
    ]);
    return times.length === 0 && waiting !== '' ? [[gateway.gateway, '', '', '', '', waiting]] : times;
  };

/** One line, and only when somebody should look. */
export const showHealth = ({ timeToAccess: { healthy, because } }: StatusReport): void => {
  if (!healthy) printLine(`SOMETHING IS WRONG: ${because.join('; ')}.`);
};

/** How soon those who paid were in, by gateway, and who has waited longest. */
export const showTimeToAccess = ({ timeToAccess: { gateways }, now }: StatusReport): void => {
  printLine('\nTime to access (median / 95 of 100, and how many):');
  printTable(
    ['gateway', 'heard in', 'from payment', 'from webhook', 'from sign-up', 'waits longest'],
    gateways.flatMap(rowsOf(now)),
    '  No badge was given for a sale of the last 7 days.',
  );
};
