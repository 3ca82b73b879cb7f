import { customer, type Customer } from './customers.js';

/** A steady stream of customers who come and go on living while everything else breaks. */
export interface Load {
  readonly customers: readonly Customer[];
  /** Who is not served as she should be, of those whose last deed was before this moment (of `performance.now()`). */
  unserved(before?: number): readonly Customer[];
  served(): number;
  /** No new customers; resolves when those who came have done all they do. */
  stop(): Promise<void>;
  /** Nothing more is done at all. */
  drop(): void;
}

type World = Parameters<typeof customer>[1];

/** Begins at once: `rate` customers a second, whatever becomes of them (an open loop). */
export const startLoad = (rate: number, world: World): Load => {
  const customers: Customer[] = [];
  const timers = new Set<NodeJS.Timeout>();
  const began = performance.now();
  let over: (() => void) | undefined;

  const endWhenDone = (): void => {
    if (timers.size === 0) over?.();
  };
  const later = (ms: number, act: () => void): void => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      act();
      endWhenDone();
    }, ms);
    timers.add(timer);
  };
  const come = (): void => {
    const one = customer(customers.length, world);
    customers.push(one);
    one.steps.forEach(({ afterMs, act }) => later(afterMs, act));
  };
  const coming = setInterval(() => {
    const due = ((performance.now() - began) * rate) / 1000;
    while (customers.length < due) come();
  }, 10);

  return {
    customers,
    unserved: (before = Infinity) => customers.filter((one) => one.actedAt() < before && !one.isServed()),
    served: () => customers.filter((one) => one.actedAt() > 0 && one.isServed()).length,
    stop: async () => {
      clearInterval(coming);
      const done = new Promise<void>((resolve) => (over = resolve));
      endWhenDone();
      await done;
    },
    drop: () => {
      clearInterval(coming);
      timers.forEach((timer) => clearTimeout(timer));
    },
  };
};
