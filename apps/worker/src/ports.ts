import type { CatchUpPorts } from './catch-up.js';
import type { ReconcilePorts } from './reconcile-member.js';
import type { SweepPorts } from './sweep.js';

/** What the processors are given; built once in `app.module.ts`. */
export interface WorkerPorts {
  readonly catchUp: CatchUpPorts;
  readonly reconcile: Omit<ReconcilePorts, 'attempt'>;
  readonly sweep: SweepPorts;
}

export const PORTS = Symbol('worker-ports');
export const TICKS = Symbol('ticks');
