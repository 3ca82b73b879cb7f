import { statusReport, type StatusReport } from '#answers';
import { momentOf } from '#runtime';
import type { Command } from 'commander';
import { withRuntime } from './context.js';
import { age, printJson, printLine, printTable } from './output.js';

const heading = (text: string): void => printLine(`\n${text}`);

const showPeople = ({ paidWithoutAccess, brake, refused }: StatusReport): void => {
  heading(`Paid without access: ${paidWithoutAccess.count}`);
  const rows = paidWithoutAccess.oldest.map(({ who, since, sales, why }) => [age(since), who, sales.join(', '), why]);
  printTable(['waits', 'who', 'sale', 'why'], rows, '  Nobody waits.');
  if (brake.tripped) {
    heading(
      `THE BRAKE IS ON since ${brake.since ?? 'an unknown time'}: ${brake.held} removals wait (limit ${brake.limit} in ${brake.windowMinutes} minutes).`,
    );
    printLine('  Look at the reasons with catraca why <member>; when they are right: catraca brake release');
  }
  if (refused.length === 0) return;
  heading(`Refused by Cativa: ${refused.length}`);
  printTable(
    ['member', 'badge', 'command', 'because'],
    refused.map((row) => [row.member, row.badge, row.command ?? '', row.because ?? '']),
    '',
  );
  printLine('  Retry a job on the board to ask again, or change the catalog.');
};

const showInput = ({ unmapped, parked, contradictions, channels, worklist }: StatusReport): void => {
  if (unmapped.length > 0) {
    heading('Bought, but in no line of the catalog:');
    printTable(
      ['product', 'sales'],
      unmapped.map(({ product, sales }) => [product, String(sales)]),
      '',
    );
  }
  if (worklist > 0) heading(`On the work list for the Console: ${worklist} (catraca worklist)`);
  if (parked.length > 0) {
    heading('Genuine, but not understood (kept; catraca reread --parked reads them again):');
    printTable(
      ['when', 'channel', 'delivery', 'why'],
      parked.map((row) => [age(row.receivedAt.toISOString()), row.channel, row.delivery, row.notes.join('; ')]),
      '',
    );
  }
  if (contradictions > 0) heading(`Contradictions (one meaning, two different words; both are kept): ${contradictions}`);
  heading('Channels:');
  printTable(
    ['channel', 'last word', 'deliveries', 'parked'],
    channels.map((row) => [row.channel, row.last ? `${age(row.last)} ago` : 'never', String(row.deliveries), String(row.parked)]),
    '',
  );
};

const show = (report: StatusReport): void => {
  showPeople(report);
  showInput(report);
  const lag = Math.max(0, ...report.log.projections.map((row) => row.lag));
  heading(`The log is at ${report.log.head}; ${lag === 0 ? 'every projection is at its head.' : `the slowest projection is ${lag} facts behind.`}`);
};

export const statusCommand = (program: Command): Command =>
  program
    .command('status')
    .description('who paid and waits, the brake, refusals, unmapped products, channels, the log')
    .option('--json', 'print the report as JSON')
    .addHelpText('after', '\nExample:\n  catraca status')
    .action(async ({ json }: { json?: boolean }) => {
      const report = await withRuntime(async (runtime) => statusReport(runtime, momentOf(runtime.settings)));
      return json ? printJson(report) : show(report);
    });
