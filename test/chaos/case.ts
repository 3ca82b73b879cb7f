import type { Setting, Stage } from './stage.js';

/** Where the queue lives. */
export type QueueKind = 'postgres' | 'redis';

/** What a case has done. `over`: the moment of `performance.now()` at which the fault had passed. */
export interface Told {
  readonly over: number;
  /** What the case itself saw that must not be. */
  readonly breaches?: readonly string[];
  readonly notes?: readonly string[];
}

/** One way to make trouble. It begins while customers come and go, and they go on while it lasts. */
export interface Case extends Setting {
  readonly name: string;
  readonly does: string;
  /** With which queues it is told when nobody says otherwise. */
  readonly queues: readonly QueueKind[];
  /** Its database stands on a disk of so many megabytes. */
  readonly diskMegabytes?: number;
  /** Nothing is to be sent or heard again here: neither a command that was carried out nor a webhook that was kept. */
  readonly nothingTwice?: true;
  run(stage: Stage): Promise<Told>;
}

/** A breach when something was not so. */
export const unless = (so: boolean, breach: string): readonly string[] => (so ? [] : [breach]);

/** The server that a case mistreats must be its own. */
export const own = <Server>(server: Server | undefined, name: string): Server => {
  if (server === undefined) throw new Error(`this needs a ${name} of its own`);
  return server;
};
