import { logSchema } from '#event-store';
import { readAgain, type Reread, type Runtime } from '#runtime';
import type { Command } from 'commander';
import { withRuntime } from './context.js';
import { CommandError, EXIT } from './exit.js';
import { printJson, printLine, printTable } from './output.js';

interface Options {
  readonly parked?: boolean;
  readonly channel?: string;
  readonly delivery?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

const PAGE = 200;
const PARKED = ['incomplete', 'unreadable'];

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const refuseWrongUse = ({ parked, channel, delivery }: Options): void => {
  if (!parked && !channel && !delivery) throw new CommandError('Say which deliveries: --parked, --channel <name> or --delivery <id>.', EXIT.wrongUse);
  if (delivery && !UUID.test(delivery))
    throw new CommandError(`${delivery} is no id of a delivery; the door answers with one, and catraca status lists the parked.`, EXIT.wrongUse);
};

const conditions = (options: Options) => {
  refuseWrongUse(options);
  const { parked, channel, delivery } = options;
  return { ...(parked && { outcome: { $in: PARKED } }), ...(channel && { channel }), ...(delivery && { id: delivery }) };
};

const rereadAll = async (runtime: Runtime, where: ReturnType<typeof conditions>, dryRun: boolean): Promise<readonly Reread[]> => {
  const done: Reread[] = [];
  const { DeliveryEntity } = await logSchema();
  for (let after = ''; ;) {
    const em = runtime.orm.em.fork();
    const page = await em.find(
      DeliveryEntity,
      { ...where, ...(after && { $and: [{ id: { $gt: after } }] }) },
      { orderBy: { id: 'asc' }, limit: PAGE },
    );
    for (const kept of page) {
      const reread = await readAgain(runtime, { ...kept, body: Buffer.from(kept.body), receivedAt: kept.receivedAt.toISOString() }, dryRun);
      if (reread) done.push(reread);
    }
    const last = page.at(-1);
    if (page.length < PAGE || !last) return done;
    after = last.id;
  }
};

export const rereadCommand = (program: Command): Command =>
  program
    .command('reread')
    .description('read stored deliveries again with today’s code')
    .option('--parked', 'those that gave no facts')
    .option('--channel <name>', 'those of one channel')
    .option('--delivery <id>', 'one')
    .option('--dry-run', 'say what they would give, change nothing')
    .option('--json', 'print the result as JSON')
    .addHelpText('after', '\nExample:\n  catraca reread --parked --dry-run')
    .action(async (options: Options) => {
      const where = conditions(options);
      const done = await withRuntime(async (runtime) => rereadAll(runtime, where, options.dryRun ?? false));
      if (options.json) return printJson(done);
      const rows = done.map(({ delivery, channel, before, after, facts, notes }) => [
        delivery,
        channel,
        `${before} → ${after}`,
        String(facts),
        notes.join('; '),
      ]);
      printTable(['delivery', 'channel', 'read as', options.dryRun ? 'facts' : 'new facts', 'notes'], rows, 'No such deliveries.');
      return printLine(options.dryRun ? 'Nothing was changed.' : `${done.length} read again.`);
    });
