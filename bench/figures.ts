import type { Answer } from './open-loop.js';

/** What a run came to; times in milliseconds. */
export interface Figures {
  readonly sent: number;
  readonly offeredPerSecond: number;
  readonly achievedPerSecond: number;
  readonly byStatus: Readonly<Record<string, number>>;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
  /** p99 of how late the generator was itself; it is part of every time above. */
  readonly generatorLateP99: number;
}

const rounded = (value: number): number => Math.round(value * 10) / 10;

const percentile = (sorted: Float64Array, share: number): number =>
  rounded(sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? 0);

const countsOf = (answers: readonly Answer[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { status } of answers) counts[status || 'none'] = (counts[status || 'none'] ?? 0) + 1;
  return counts;
};

/** The figures of the answers after the warm-up, which were due at `rate` a second. */
export const figuresOf = (answers: readonly Answer[], rate: number): Figures => {
  const times = Float64Array.from(answers, ({ ms }) => ms).sort();
  const late = Float64Array.from(answers, ({ lateMs }) => lateMs).sort();
  const endsAt = answers.reduce((last, { ms }, index) => Math.max(last, (index * 1000) / rate + ms), 0);
  const good = answers.filter(({ status }) => status === 200).length;
  return {
    sent: answers.length,
    offeredPerSecond: rate,
    achievedPerSecond: rounded((good * 1000) / Math.max(endsAt, (answers.length * 1000) / rate)),
    byStatus: countsOf(answers),
    p50: percentile(times, 0.5),
    p95: percentile(times, 0.95),
    p99: percentile(times, 0.99),
    max: percentile(times, 1),
    generatorLateP99: percentile(late, 0.99),
  };
};
