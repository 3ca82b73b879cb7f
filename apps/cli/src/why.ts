import { whyReport, type WhyReport } from '#answers';
import { instantOf } from '#domain';
import { momentOf, type Runtime } from '#runtime';
import type { Command } from 'commander';
import { withRuntime } from './context.js';
import { CommandError, EXIT } from './exit.js';
import { printJson, printLine, printTable } from './output.js';

const showReason = (reason: WhyReport['reasons'][number]): void => {
  const until = reason.until ? `, until ${reason.until}` : '';
  printLine(`\n${reason.sale}, charge ${reason.charge}, product ${reason.product}`);
  printLine(`  ${reason.state} since ${reason.since}${until}: ${reason.because}`);
  if (reason.kept) printLine(`  kept: ${reason.kept}`);
  reason.facts.forEach((fact) => printLine(`    #${fact.position} ${fact.type} at ${fact.occurredAt}, heard ${fact.recordedAt} on ${fact.channel}`));
};

const showWaiting = ({ since, invited, reminded }: NonNullable<WhyReport['waiting']>): void => {
  printLine(`Paid and waits for a sign-up since ${since ?? 'an unknown time'}.`);
  if (invited) printLine(`Invited at ${invited}${reminded ? `, last reminded at ${reminded}` : ''}.`);
};

const show = ({ asked, now, member, reasons, badges, commands, waiting, block, moved }: WhyReport): void => {
  printLine(member ? `${asked}: member ${member.id}, ${member.addresses} address(es).` : `${asked}: not a member yet.`);
  if (waiting) showWaiting(waiting);
  if (block) printLine(`Blocked by ${block.by} since ${block.since}${block.until ? `, until ${block.until}` : ''}: nothing opens, whatever follows.`);
  moved.forEach(({ sale, member: owner }) => printLine(`${sale} was paid with this address and is member ${owner}'s by claim.`));
  reasons.forEach(showReason);
  if (reasons.length === 0) printLine('No payment is known.');
  printLine();
  const word = (yes: boolean): string => (yes ? 'yes' : 'no');
  const rows = badges.map((badge) => [
    badge.badge,
    word(badge.desired),
    word(badge.observed),
    word(badge.ours),
    badge.refused ? `refused: ${badge.refused}` : (badge.command ?? ''),
  ]);
  printTable(['badge', 'should have', 'has', 'ours', 'open command'], rows, 'No badge is concerned.');
  if (commands.length > 0) printLine('What we did:');
  commands.forEach((fact) => printLine(`    #${fact.position} ${fact.type} at ${fact.occurredAt}`));
  printLine(`As of ${now}.`);
};

const momentAsked = (asOf: string): string => {
  const moment = instantOf(asOf);
  if (moment === undefined) throw new CommandError('--as-of takes an instant with its zone, such as 2026-11-20T12:00:00-03:00.', EXIT.wrongUse);
  return moment;
};

const answer = async (runtime: Runtime, asked: string, now: string): Promise<WhyReport> => {
  const report = await whyReport(runtime, asked, momentOf(runtime.settings, now));
  if (!report)
    throw new CommandError(`Nothing is known of ${asked}: no member, no sale, no transaction. Was the purchase made with another address?`);
  return report;
};

export const whyCommand = (program: Command): Command =>
  program
    .command('why <who>')
    .description('every reason, every fact behind it, every badge desired and observed, every command sent')
    .option('--as-of <instant>', 'as it stood, and was known, then')
    .option('--json', 'print the report as JSON')
    .addHelpText('after', '\nWho: an address, a member id, a sale or a transaction code.\n\nExample:\n  catraca why ana@example.com')
    .action(async (asked: string, { asOf, json }: { asOf?: string; json?: boolean }) => {
      const now = asOf === undefined ? new Date().toISOString() : momentAsked(asOf);
      const report = await withRuntime(async (runtime) => answer(runtime, asked, now));
      return json ? printJson(report) : show(report);
    });
