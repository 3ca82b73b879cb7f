/** Where a process can be killed: before a call leaves it, or when the call has done its work and our code has not heard so. */
export type Side = 'before' | 'after';

/**
 * A call that leaves the process. `changes`: it may leave something behind, so that before and after are two different worlds. `queue`: the
 * queue that it is about.
 */
export interface Edge {
  readonly what: string;
  readonly changes: boolean;
  readonly queue?: string;
}

/**
 * What a process is told. Without `at` it writes down the points that it passes, with `at` it dies there. `step`: part of a story. `queues`:
 * whose work that part is. `most`: how many points of one name count, where not the usual one or two.
 */
export interface Orders {
  readonly step: string;
  readonly at?: string;
  readonly queues?: readonly string[];
}

/** The names of the variables by which a process is told where to write, and, where it has no channel, its orders. */
export const VARIABLES = { file: 'CATRACA_TEST_CRASH_FILE', orders: 'CATRACA_TEST_CRASH_ORDERS' } as const;

/** A point as it is written down and asked for: the second of a name is `after append #2`. */
export const pointName = (side: Side, what: string, nth: number): string => `${side} ${what}${nth > 1 ? ` #${nth}` : ''}`;

export const isOrders = (value: unknown): value is Orders =>
  typeof value === 'object' && value !== null && 'step' in value && typeof value.step === 'string';
