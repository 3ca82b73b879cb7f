import { migrateAll } from '#runtime';
import type { Command } from 'commander';
import { withServers } from './context.js';
import { say } from './output.js';

export const migrateCommand = (program: Command): Command =>
  program
    .command('migrate')
    .description('bring the database schema up (safe to run twice, and twice at once)')
    .addHelpText('after', '\nExample:\n  catraca migrate')
    .action(async () => {
      const ran = await withServers(async (servers) => migrateAll(servers));
      say(ran.length === 0 ? 'The schema is up to date; nothing to do.' : `Done: ${ran.join(', ')}.`);
    });
