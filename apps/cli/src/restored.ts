import { channelsHeard } from '#answers';
import { foldAll, noticeRestore, readModel } from '#projections';
import { momentOf, type Runtime } from '#runtime';
import type { Command } from 'commander';
import { withRuntime } from './context.js';
import { CommandError } from './exit.js';
import { confirm, printJson, printLine, printTable } from './output.js';
import { checkNote } from './remark.js';

/** How each system sends again what it has sent before, as far as is known. */
const AGAIN: Readonly<Record<string, string>> = {
  hotmart: "the webhook history in Hotmart's panel sends any event again (kept for 60 days)",
  kiwify: "the webhook log in Kiwify's panel has a button Reenviar",
  eduzz: "the webhook history in Eduzz's panel sends again by hand",
  stripe: 'stripe events resend <id>, or the dashboard; events are kept for 30 days',
  asaas: 'no way to send again is known: compare its list of payments with catraca why, and give what is missing with catraca gift',
  cativa: 'nothing to send again: catraca members import brings the members up to date',
};

const missing = async (runtime: Runtime) => {
  const brake = await readModel(runtime.pool).brake();
  const channels = await channelsHeard(runtime, momentOf(runtime.settings));
  return {
    restored: brake?.restored ?? null,
    channels: channels.map(({ channel, last }) => {
      const source = runtime.settings.channels[channel]?.source ?? '';
      return { channel, source, lastHeard: last, sendAgain: AGAIN[source] ?? 'as its makers say' };
    }),
  };
};

const show = ({ restored, channels }: Awaited<ReturnType<typeof missing>>): void => {
  if (restored === null) return printLine('This log was not put back to an older state, as far as is known. If it was: catraca restored --declare');
  printLine(`The log ends at ${restored.lastHeardAt ?? 'its beginning'}; that it is an older state was noticed at ${restored.at}.`);
  printLine('Nobody loses a badge meanwhile. Have everything between these two moments sent again; what was heard already is a duplicate:\n');
  printTable(
    ['channel', 'last heard', 'how to send again'],
    channels.map(({ channel, lastHeard, sendAgain }) => [channel, lastHeard ?? 'never', sendAgain]),
    '',
  );
  printLine('\nThen look at catraca status, and let removals go again: catraca brake release');
};

const declare = async (runtime: Runtime, { yes, note }: { yes?: boolean; note?: string }): Promise<void> => {
  const sure = await confirm('Say that this log is an older state? Removals are held until catraca brake release.', yes ?? false);
  if (!sure) throw new CommandError('Nothing was changed.');
  await noticeRestore(runtime.pool, momentOf(runtime.settings).now, { ...(note !== undefined && { note }) });
  await foldAll(runtime.pool);
};

export const restoredCommand = (program: Command): Command =>
  program
    .command('restored')
    .description('after an older state of the database was restored: what must be sent again, by channel')
    .option('--declare', 'say that it was, where a copy bears the same name and nobody could notice')
    .option('--note <text>', 'with --declare: why, for the record')
    .option('--yes', 'do not ask')
    .option('--json', 'print the report as JSON')
    .addHelpText('after', '\nExample:\n  catraca restored --declare --note "data folder of last night"')
    .action(async ({ declare: declared, json, ...word }: { declare?: boolean; json?: boolean; yes?: boolean; note?: string }) => {
      checkNote(word.note);
      await withRuntime(async (runtime) => {
        if (declared) await declare(runtime, word);
        const report = await missing(runtime);
        return json ? printJson(report) : show(report);
      });
    });
