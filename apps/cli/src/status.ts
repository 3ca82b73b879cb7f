import { statusReport, type StatusReport } from '#answers';
import { momentOf } from '#runtime';
import type { Command } from 'commander';
import { withRuntime } from './context.js';
import { age, printJson, printLine, printTable } from './output.js';
import { showHealth, showTimeToAccess } from './time-to-access.js';

/** More than this many are in the list of their own command, or in --json. */
const SHOWN = 10;

const heading = (text: string): void => printLine(`\n${text}`);

const showAudit = ({ audit }: StatusReport): void => {
  if (audit.wrong.length === 0) return;
  heading(`ROWS ARE NOT WHAT THE LOG SAYS, found by the standing audit in: ${audit.wrong.map(({ projection }) => projection).join(', ')}`);
  printLine('  See which with catraca verify; mend them with catraca replay');
};

const showRestored = ({ brake: { restored } }: StatusReport): void => {
  if (!restored) return;
  heading(`THE LOG IS AN OLDER STATE: it ends at ${restored.lastHeardAt ?? 'its beginning'}, and that was noticed at ${restored.noticedAt}.`);
  printLine('  Nobody loses a badge until a person says go. What must be sent again: catraca restored');
};

const showPeople = ({ paidWithoutAccess, brake, refused }: StatusReport): void => {
  heading(`Paid without access: ${paidWithoutAccess.count}`);
  const rows = paidWithoutAccess.oldest.map(({ who, since, sales, why }) => [age(since), who, sales.join(', '), why]);
  printTable(['waits', 'who', 'sale', 'why'], rows, '  Nobody waits.');
  if (brake.tripped && !brake.restored) {
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

const showInput = ({ unmapped, review, worklist }: StatusReport): void => {
  if (unmapped.length > 0) {
    heading('Bought, but in no line of the catalog:');
    printTable(
      ['product', 'sales'],
      unmapped.map(({ product, sales }) => [product, String(sales)]),
      '',
    );
  }
  if (worklist > 0) heading(`On the work list for the Console: ${worklist} (catraca worklist)`);
  if (review.count === 0) return;
  heading(`Waits for a person: ${review.count} (catraca review list says how to settle each)`);
  printTable(
    ['waits', 'what', 'question'],
    review.oldest.slice(0, SHOWN).map(({ since, item, question }) => [age(since), item, question]),
    '',
  );
};

const lastWord = ({ last, quiet }: StatusReport['channels'][number]): string => {
  if (last === null) return 'never';
  return quiet ? `${age(last)} ago: QUIET (usually at most ${Math.max(quiet.usualHours, 1)} h)` : `${age(last)} ago`;
};

const featureOf = (feature: string): string => (feature === '' ? 'the whole event' : feature);

const showChannels = ({ channels, newShapes }: StatusReport): void => {
  heading('Channels:');
  printTable(
    ['channel', 'last word', 'deliveries', 'parked'],
    channels.map((row) => [row.channel, lastWord(row), String(row.deliveries), String(row.parked)]),
    '',
  );
  if (newShapes.length === 0) return;
  heading('New in what gateways send (last 30 days; no fault, but perhaps worth a look):');
  printTable(
    ['first seen', 'source', 'event', 'what', 'delivery'],
    newShapes.slice(0, SHOWN).map((row) => [`${age(row.firstSeenAt)} ago`, row.source, row.event, featureOf(row.feature), row.delivery]),
    '',
  );
};

const show = (report: StatusReport): void => {
  showHealth(report);
  showAudit(report);
  showRestored(report);
  showPeople(report);
  showTimeToAccess(report);
  showInput(report);
  showChannels(report);
  const lag = Math.max(0, ...report.log.projections.map((row) => row.lag));
  heading(`The log is at ${report.log.head}; ${lag === 0 ? 'every projection is at its head.' : `the slowest projection is ${lag} facts behind.`}`);
};

export const statusCommand = (program: Command): Command =>
  program
    .command('status')
    .description(
      'who paid and waits, how soon the others were in, the brake, refusals, unmapped products, what waits for a person, channels, the log',
    )
    .option('--json', 'print the report as JSON')
    .addHelpText('after', '\nExample:\n  catraca status')
    .action(async ({ json }: { json?: boolean }) => {
      const report = await withRuntime(async (runtime) => statusReport(runtime, momentOf(runtime.settings)));
      return json ? printJson(report) : show(report);
    });
