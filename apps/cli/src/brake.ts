import { removalsWaiting } from '#answers';
import { foldAll, readModel } from '#projections';
import { postgresEventStore } from '#event-store';
import { momentOf, wakeSweep } from '#runtime';
import type { Command } from 'commander';
import { withRuntime } from './context.js';
import { CommandError } from './exit.js';
import { confirm, say } from './output.js';
import { checkNote } from './remark.js';

export const brakeCommand = (program: Command): Command => {
  const brake = program.command('brake').description('the stop on mass removal');
  brake
    .command('release')
    .description('let the removals that wait go on')
    .option('--yes', 'do not ask')
    .option('--note <text>', 'why, for the record')
    .addHelpText('after', '\nExample:\n  catraca brake release --note "the old course is closed"')
    .action(async ({ yes, note }: { yes?: boolean; note?: string }) => {
      checkNote(note);
      await withRuntime(async (runtime) => {
        const model = readModel(runtime.pool);
        if (!(await model.brake())?.tripped) return say('The brake is not on; nothing waits for it.');
        const moment = momentOf(runtime.settings);
        const allow = await removalsWaiting(runtime, await model.catalog(), moment);
        if (!(await confirm(`Let ${allow} removals go?`, yes ?? false))) throw new CommandError('Nothing was changed; the brake stays on.');
        const event = { type: 'BrakeReleased' as const, data: { occurredAt: moment.now, allow, ...(note && { note }) } };
        await postgresEventStore(runtime.pool).append([
          { key: `catraca/brake/released/${moment.now}`, event, metadata: { source: 'catraca', schema: 1 } },
        ]);
        await foldAll(runtime.pool);
        const heard = await wakeSweep(runtime.queueServer);
        return say(`Released: ${allow} removals may go. The workers take them up ${heard ? 'now' : 'within a minute'}.`);
      });
    });
  return brake;
};
