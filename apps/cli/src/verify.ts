import { projections, verify, type VerifyReport } from '#projections';
import type { Finding } from '#proof';
import type { Command } from 'commander';
import { withRuntime } from './context.js';
import { CommandError } from './exit.js';
import { printJson, printLine, printTable, progressBar } from './output.js';
import { checkPromises, lineOf } from './verify-promises.js';

const SHOWN = 20;

const wrongRows = ({ differences }: VerifyReport): readonly (readonly string[])[] =>
  differences
    .slice(0, SHOWN)
    .map(({ projection, key, live, derived }) => [projection, key, live === null ? 'missing' : derived === null ? 'not in the log' : 'differs']);

const show = (report: VerifyReport, promises: readonly Finding[]): void => {
  const { facts, rows, gaps, differences } = report;
  printLine(`${facts} facts folded into ${rows} rows. Gaps in the log: ${gaps}.`);
  if (differences.length === 0) printLine('Equal: every row is what the log says.');
  else printTable(['table', 'row', 'what is wrong'], wrongRows(report), '');
  if (differences.length > SHOWN) printLine(`… and ${differences.length - SHOWN} more (--json shows all).`);
  printLine('');
  printTable(['', 'promise', 'looked at', ''], promises.map(lineOf), '');
  promises.flatMap(({ breaches }) => breaches).forEach((breach) => printLine(`  ${breach}`));
};

const judge = ({ differences, gaps }: VerifyReport, promises: readonly Finding[]): void => {
  if (differences.length > 0) throw new CommandError(`${differences.length} rows are not what the log says. Mend them with: catraca replay`);
  const broken = promises.filter(({ breaches }) => breaches.length > 0).map(({ invariant }) => invariant);
  if (gaps > 0 || broken.length > 0)
    throw new CommandError(`Not kept: ${broken.join(', ') || 'the log has gaps'}. Keep a copy of the database and look into it.`);
};

export const verifyCommand = (program: Command): Command =>
  program
    .command('verify')
    .description('fold the log in memory and compare with the tables, and hold the log to its promises; exit 1 and what is wrong')
    .option('--json', 'print the report as JSON')
    .addHelpText('after', '\nExample:\n  catraca verify')
    .action(async ({ json }: { json?: boolean }) => {
      const bar = progressBar('verifying');
      const { report, promises } = await withRuntime(async (runtime) => ({
        report: await verify(runtime.pool, projections, bar.show),
        promises: await checkPromises(runtime),
      })).finally(bar.stop);
      if (json) printJson({ ...report, promises });
      else show(report, promises);
      judge(report, promises);
    });
