import type { WhichAsked } from '#event-store';
import type { CompletePorts } from '#runtime';
import type { InvitePorts } from './invite.js';
import type { ReconcilePorts } from './reconcile-member.js';
import type { SweepPorts } from './sweep.js';

/** What the processors are given; built once in `app.module.ts`. */
export interface WorkerPorts {
  /** Brings the projections to the head; resolves after a run that began after the call. */
  readonly catchUp: () => Promise<void>;
  /** Wakes those who ask gateways; nothing happens where no gateway can be asked. */
  readonly askGateways: (which: WhichAsked) => Promise<void>;
  readonly complete: CompletePorts;
  readonly invite: InvitePorts;
  /** Wakes everybody to whom a mail is due. */
  readonly wakeInvitees: () => Promise<void>;
  /** Looks for what no delivery of its source had before. */
  readonly noticeShapes: () => Promise<void>;
  /** Whether the database turned out to be an older state, or a copy: said once. */
  readonly noticeRestore: () => Promise<boolean>;
  readonly reconcile: Omit<ReconcilePorts, 'attempt'>;
  readonly sweep: SweepPorts;
}

export const PORTS = Symbol('worker-ports');
export const TICKS = Symbol('ticks');
