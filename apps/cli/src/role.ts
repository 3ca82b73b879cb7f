import { loadSettings } from '#runtime';
import type { Command } from 'commander';
import { CommandError } from './exit.js';
import { startRole, stopRole, type Role } from './role-process.js';

const run = async (role: Role): Promise<void> => {
  loadSettings(process.env);
  const running = await startRole(role, process.env).catch(() => {
    // The role has said why, in one sentence, on our stderr.
    throw new CommandError('');
  });
  const stop = (): void => void stopRole(running);
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  await running.ended;
  if (running.child.exitCode !== 0) throw new CommandError(`The ${role} has ended unexpectedly.`);
};

/** One role a process: `catraca ingress`, `catraca worker`. */
export const roleCommands = (program: Command): void => {
  program
    .command('ingress')
    .description('only the door that faces the internet')
    .addHelpText('after', '\nExample:\n  PORT=8080 catraca ingress')
    .action(async () => run('ingress'));
  program
    .command('worker')
    .description('only the folds, the reconcilers and the back office')
    .addHelpText('after', '\nExample:\n  ADMIN_PORT=8081 catraca worker')
    .action(async () => run('worker'));
};
