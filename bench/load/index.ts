import { startChild } from '../stage/child.js';
import type { Heard, Order } from './blast.js';

export { NO_ANSWER } from './connection.js';
export { chargeOf, numbered, purchaseTemplate, type Template } from './template.js';
export type { Heard, Order };

/** A process that sends what it is told to. */
export interface Generator {
  run(order: Order): Promise<Heard>;
  close(): void;
}

export const startGenerator = (): Generator => {
  const child = startChild('generator', import.meta.url);
  return {
    run: async (order) => (await child.ask(order)) as Heard,
    close: () => void child.close(),
  };
};
