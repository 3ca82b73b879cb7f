import type { Check } from '../stage/kept.js';

/** One line of a table: a figure with its unit, the range of the rounds, and where there is one the goal and whether it is met. */
export interface Line {
  readonly figure: string;
  readonly median: string;
  readonly range?: string;
  readonly goal?: string;
  readonly met?: boolean;
}

/** What one measurement came to. */
export interface Measured {
  readonly name: string;
  readonly title: string;
  readonly lines: readonly Line[];
  readonly checks: readonly Check[];
}

/** What all measurements are told. `rounds`: medians are of so many. */
export interface Plan {
  readonly quick: boolean;
  readonly rounds: number;
  readonly say: (what: string) => void;
}

const sorted = (values: readonly number[]): readonly number[] => [...values].sort((one, other) => one - other);

export const median = (values: readonly number[]): number => {
  const inOrder = sorted(values);
  const middle = Math.floor(inOrder.length / 2);
  return inOrder.length % 2 === 1 ? (inOrder[middle] ?? 0) : ((inOrder[middle - 1] ?? 0) + (inOrder[middle] ?? 0)) / 2;
};

/** The value that this share of all values does not exceed. */
export const percentile = (values: Float64Array, share: number): number => {
  const inOrder = values.slice().sort();
  return inOrder[Math.min(inOrder.length - 1, Math.ceil(inOrder.length * share) - 1)] ?? 0;
};

export const rounded = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString('en') : value.toLocaleString('en', { maximumFractionDigits: value >= 10 ? 1 : 2 });

/** A line of the median and the range of several rounds. */
export const lineOf = (figure: string, values: readonly number[], unit: string): Line => ({
  figure,
  median: `${rounded(median(values))} ${unit}`,
  ...(values.length > 1 && { range: `${rounded(Math.min(...values))} – ${rounded(Math.max(...values))}` }),
});

/** A line with a goal: `least`, or with `most` at most so much. */
export const goalLine = (line: Line, value: number, goal: { readonly text: string; readonly least?: number; readonly most?: number }): Line => ({
  ...line,
  goal: goal.text,
  met: value >= (goal.least ?? -Infinity) && value <= (goal.most ?? Infinity),
});
