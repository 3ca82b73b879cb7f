import { setTimeout as pause } from 'node:timers/promises';
import { keepUp, type KeptRole } from '../support/role-processes-kept.js';
import type { HowEnded, Installation, Launch, Role, RoleProcess } from '../support/role-processes.js';

/** How a role ended that was asked to, and how long that took. */
export interface Ended extends HowEnded {
  readonly role: Role;
  readonly ms: number;
}

/** The roles of an installation, each started again whenever it ends. */
export interface Roles {
  /** SIGKILL. Resolves when it is gone; its successor is on its way then. */
  kill(role: Role): Promise<void>;
  /** SIGTERM; its successor is on its way then. */
  end(role: Role): Promise<Ended>;
  /** Starts one more of the role, kept up like the first. */
  add(role: Role): Promise<void>;
  current(role: Role): Promise<RoleProcess>;
  /** Tells all that run. */
  tell(role: Role, message: Readonly<Record<string, unknown>>): Promise<void>;
  /** Ends that nobody asked for. */
  falls(): readonly string[];
  /** All that the processes have said. */
  words(): readonly { readonly role: Role; readonly text: string }[];
  /** SIGTERM for all, without successors. */
  stop(): Promise<readonly Ended[]>;
}

/** Times how a role ends. */
const timed = async (role: Role, end: () => Promise<HowEnded>): Promise<Ended> => {
  const began = performance.now();
  return { ...(await end()), role, ms: performance.now() - began };
};

const ROLES = ['ingress', 'worker'] as const;
const MOST_TRIES = 40;
const BETWEEN_TRIES_MS = 1000;

/** As an orchestrator does: what does not start is tried again a second later. */
const patient = (installation: Installation, began: (process: RoleProcess) => void): Installation => {
  const start = async (role: Role, launch?: Launch, tries = 1): Promise<RoleProcess> => {
    try {
      const process = await installation.start(role, launch);
      began(process);
      return process;
    } catch (error) {
      if (tries >= MOST_TRIES) throw error;
      await pause(BETWEEN_TRIES_MS);
      return start(role, launch, tries + 1);
    }
  };
  return { ...installation, start: async (role, launch) => start(role, launch) };
};

const saidBy = ({ role, out, err }: RoleProcess): { role: Role; text: string } => ({ role, text: `${out()}${err()}` });

export const startRoles = async (installation: Installation, launch: Launch = {}): Promise<Roles> => {
  const all: RoleProcess[] = [];
  const wanted: Record<Role, number> = { ingress: 0, worker: 0 };
  const keeping = patient(installation, (process) => all.push(process));
  const keep = async (role: Role): Promise<KeptRole> => keepUp(keeping, role, () => launch);
  const [ingress, worker] = await Promise.all([keep('ingress'), keep('worker')]);
  const kept: Record<Role, KeptRole[]> = { ingress: [ingress], worker: [worker] };
  const first = async (role: Role): Promise<RoleProcess> => {
    const [one] = kept[role];
    if (!one) throw new Error(`there is no ${role}`);
    return one.current();
  };
  return {
    current: first,
    kill: async (role) => {
      wanted[role] += 1;
      await (await first(role)).kill();
    },
    end: async (role) => {
      const process = await first(role);
      wanted[role] += 1;
      return timed(role, process.stop);
    },
    add: async (role) => void kept[role].push(await keep(role)),
    tell: async (role, message) => (await Promise.all(kept[role].map(async (one) => one.current()))).forEach((process) => process.tell(message)),
    falls: () =>
      ROLES.flatMap((role) => {
        const falls = kept[role].flatMap((one) => one.falls);
        if (falls.length <= wanted[role]) return [];
        const told = falls.map(({ code, signal }) => signal ?? `exit ${code ?? '?'}`).join(', ');
        return [`the ${role} ended ${falls.length} times and was asked to ${wanted[role]} times: ${told}`];
      }),
    words: () => all.map(saidBy),
    stop: async () => Promise.all(ROLES.flatMap((role) => kept[role].map(async (one) => timed(role, one.stop)))),
  };
};
