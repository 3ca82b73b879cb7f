import { projections, verify } from '#projections';
import type { Command } from 'commander';
import { withRuntime } from './context.js';
import { CommandError } from './exit.js';
import { printJson, printLine, printTable, progressBar } from './output.js';

const SHOWN = 20;

export const verifyCommand = (program: Command): Command =>
  program
    .command('verify')
    .description('fold the log in memory and compare with the tables; exit 1 and the rows if they differ')
    .option('--json', 'print the report as JSON')
    .addHelpText('after', '\nExample:\n  catraca verify')
    .action(async ({ json }: { json?: boolean }) => {
      const bar = progressBar('verifying');
      const report = await withRuntime(async ({ pool }) => verify(pool, projections, bar.show)).finally(bar.stop);
      const { facts, rows, gaps, differences } = report;
      if (json) printJson(report);
      else {
        printLine(`${facts} facts folded into ${rows} rows. Gaps in the log: ${gaps}.`);
        if (differences.length === 0) printLine('Equal: every row is what the log says.');
        else {
          const shown = differences
            .slice(0, SHOWN)
            .map(({ projection, key, live, derived }) => [
              projection,
              key,
              live === null ? 'missing' : derived === null ? 'not in the log' : 'differs',
            ]);
          printTable(['table', 'row', 'what is wrong'], shown, '');
          if (differences.length > SHOWN) printLine(`… and ${differences.length - SHOWN} more (--json shows all).`);
        }
      }
      if (differences.length > 0 || gaps > 0)
        throw new CommandError(`${differences.length} rows are not what the log says. Mend them with: catraca replay`);
    });
