import { projections, replay, type Projection, type ReplayReport } from '#projections';
import { momentOf } from '#runtime';
import type { Command } from 'commander';
import { withRuntime } from './context.js';
import { CommandError, EXIT } from './exit.js';
import { confirm, printJson, printLine, printTable, progressBar } from './output.js';

interface Options {
  readonly projection?: string;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly json?: boolean;
}

const SHOWN = 20;

const chosen = (name: string | undefined): readonly Projection[] => {
  if (name === undefined) return projections;
  const found = projections.filter((projection) => projection.name === name);
  if (found.length === 0)
    throw new CommandError(`There is no projection ${name}. There are: ${projections.map((known) => known.name).join(', ')}.`, EXIT.wrongUse);
  return found;
};

const show = ({ facts, differences, changes, swapped }: ReplayReport): void => {
  printLine(`${facts} facts folded. Rows that differ from the live tables: ${differences.length === 1000 ? '1000 or more' : differences.length}.`);
  printTable(
    ['table', 'row'],
    differences.slice(0, SHOWN).map(({ projection, key }) => [projection, key]),
    'Every row is as it was.',
  );
  printTable(
    ['member', 'badge', 'change'],
    changes.slice(0, SHOWN).map(({ member, badge, change }) => [member, badge, change]),
    'Nobody gains or loses a badge.',
  );
  printLine(swapped ? 'The rebuilt tables are live.' : 'Nothing was changed.');
};

const run = async (options: Options, dryRun: boolean): Promise<ReplayReport> => {
  const wanted = chosen(options.projection);
  const bar = progressBar(dryRun ? 'comparing' : 'replaying');
  return withRuntime(async ({ pool, settings }) =>
    replay(pool, { projections: wanted, dryRun, moment: momentOf(settings), onProgress: bar.show }),
  ).finally(bar.stop);
};

/** Access may change: it is shown first, and asked about when somebody would gain or lose. */
const act = async (options: Options): Promise<void> => {
  if (options.dryRun) {
    const report = await run(options, true);
    return options.json ? printJson(report) : show(report);
  }
  if (!options.yes) {
    const preview = await run(options, true);
    if (!options.json) show(preview);
    if (preview.changes.length > 0 && !(await confirm(`Swap the rebuilt tables in? ${preview.changes.length} badges change hands.`, false))) return;
  }
  const report = await run(options, false);
  if (options.json) printJson(report);
  else show(report);
};

export const replayCommand = (program: Command): Command =>
  program
    .command('replay')
    .description('rebuild the tables from the log beside the live ones, compare, swap')
    .option('--projection <name>', 'only this one')
    .option('--dry-run', 'stop before the swap and list who would gain and lose')
    .option('--yes', 'do not ask')
    .option('--json', 'print the report as JSON')
    .addHelpText('after', '\nExample:\n  catraca replay --dry-run')
    .action(act);
