import type { Role } from '../support/role-processes.js';
import type { House } from './house.js';

/** What can be killed: a role, or the command that a step runs. */
export type Process = Role | 'command';

/** One telling of a story: its own people in a house that others share. */
export interface Stage {
  readonly house: House;
  /** Sets its people and sales apart from those of other tellings. */
  readonly tag: string;
  /** Runs a command to its end; one that was killed is run once more, as whoever started it would. */
  run(args: readonly string[]): Promise<void>;
}

/** A part of a story. */
export interface Step {
  readonly name: string;
  /** Whose points are looked for while it lasts. */
  readonly watched: readonly Process[];
  /** The queues that its work goes through; those of the clock and of other work are not of this step. */
  readonly queues?: readonly string[];
  act(stage: Stage): Promise<void>;
  /** What must have come about when nothing is under way any more. */
  holds(stage: Stage): boolean | Promise<boolean>;
}

/** A story that is told once for every point at which one of its processes can be killed. */
export interface Scenario {
  readonly name: string;
  readonly roles: readonly Role[];
  /** Once in a house, before the first telling. */
  prepare?(house: House): Promise<void>;
  readonly steps: readonly Step[];
  /** How many tellings a house sees before the next takes a fresh one. */
  readonly lives: number;
  /** The database has no schema yet: to bring it up is the story. */
  readonly bare?: boolean;
  /** What else is wrong when it has ended; the invariants are asked in any case. */
  breaches?(stage: Stage): Promise<readonly string[]>;
}

/** One point of a scenario: what is killed, in which step, and where. */
export interface Point {
  readonly step: string;
  readonly process: Process;
  readonly at: string;
}

/** As it is shown and asked for: `purchase: worker after append`. */
export const nameOf = ({ step, process, at }: Point): string => `${step}: ${process} ${at}`;

const POINT = /^([\w-]+): (ingress|worker|command) ((?:before|after) .+)$/;

const isProcess = (text: string | undefined): text is Process => text === 'ingress' || text === 'worker' || text === 'command';

/** The point of a name in full. */
export const pointIn = (name: string): Point | undefined => {
  const [, step, process, at] = POINT.exec(name) ?? [];
  return step !== undefined && at !== undefined && isProcess(process) ? { step, process, at } : undefined;
};
