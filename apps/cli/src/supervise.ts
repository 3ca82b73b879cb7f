import { setTimeout as pause } from 'node:timers/promises';
import { CommandError } from './exit.js';
import { say } from './output.js';
import type { RoleProcess } from './role-process.js';

const MOST_RESTARTS = 5;
const WITHIN_MS = 60_000;
const BREATH_MS = 500;

/**
 * Starts a role again when it ends by itself, in place in `roles`. Rejects when one has ended five times in a minute:
 * then something is wrong that starting again does not mend. A role that was asked to end (exit code 0) stays ended.
 */
export const supervise = (roles: RoleProcess[], start: (role: RoleProcess['role']) => Promise<RoleProcess>, stopping: AbortSignal): Promise<never> =>
  new Promise((_, giveUp) => {
    const watch = async (index: number, restarts: readonly number[]): Promise<void> => {
      const running = roles[index];
      if (!running) return;
      await running.ended;
      if (running.child.exitCode === 0 || stopping.aborted) return;
      const recent = [...restarts.filter((at) => Date.now() - at < WITHIN_MS), Date.now()];
      if (recent.length > MOST_RESTARTS) throw new CommandError(`The ${running.role} ended ${recent.length} times within a minute.`);
      say(`The ${running.role} has ended unexpectedly; starting it again.`);
      await pause(BREATH_MS);
      if (stopping.aborted) return;
      roles[index] = await start(running.role);
      await watch(index, recent);
    };
    roles.forEach((_role, index) => {
      watch(index, []).catch(giveUp);
    });
  });
