import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Heard, Order } from './blast.js';

export { NO_ANSWER } from './connection.js';
export { chargeOf, numbered, purchaseTemplate, type Template } from './template.js';
export type { Heard, Order };

/** A process that sends what it is told to. */
export interface Generator {
  run(order: Order): Promise<Heard>;
  close(): void;
}

const ENTRY = fileURLToPath(new URL('./generator.js', import.meta.url));

export const startGenerator = (): Generator => {
  const child: ChildProcess = fork(ENTRY, [], { serialization: 'advanced', stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  return {
    run: async (order) => {
      child.send(order);
      const [heard] = (await once(child, 'message')) as [Heard];
      return heard;
    },
    close: () => child.disconnect(),
  };
};
