import { badgesOf, instantOf, opens, plan, type BadgeRecord, type Reason, type RecordedEvent } from '#domain';
import type { Runtime } from '#runtime';
import type { Command } from 'commander';
import { withRuntime } from './context.js';
import { CommandError, EXIT } from './exit.js';
import { printJson, printLine, printTable } from './output.js';
import { findSubject, openCase, type WhyCase } from './why-case.js';

const factOf = ({ globalPosition, recordedAt, event, metadata }: RecordedEvent) => ({
  position: Number(globalPosition),
  type: event.type,
  occurredAt: event.data.occurredAt,
  recordedAt,
  channel: metadata.channel ?? metadata.source,
});

/** A command that left or is listed, and whose effect does not show yet. */
const openCommand = ({ ask }: BadgeRecord, observed: boolean): 'assign' | 'remove' | null =>
  ask !== undefined && observed !== (ask.command === 'assign') ? ask.command : null;

/** The facts behind one charge: those that name it, and those about the sale as a whole. */
const factsBehind = ({ sales }: WhyCase, { sale, charge }: Reason) =>
  (sales.find(({ entitlement }) => entitlement.sale === sale)?.facts ?? [])
    .filter(
      ({ event }) => !('charge' in event.data) || event.data.charge === undefined || event.data.charge === charge || event.type === 'RenewalFailed',
    )
    .map(factOf);

/** `why --json`: the shape that other tools may rely on. */
const reportOf = (asked: string, now: string, found: WhyCase) => {
  const { subject, reasons, states, catalog } = found;
  const names = badgesOf(catalog);
  const commands = subject.member === undefined ? [] : plan(subject.member, states, catalog);
  const waits = subject.member === undefined && reasons.some(opens);
  return {
    asked,
    now,
    member: subject.member === undefined ? null : { id: subject.member, addresses: subject.persons.length },
    reasons: reasons.map((reason) => ({
      sale: reason.sale,
      charge: reason.charge,
      product: reason.product,
      state: waits && opens(reason) ? 'pending' : reason.state,
      since: reason.since,
      until: reason.until,
      because: reason.mapping ? reason.because : `${reason.because}; the product is not in the catalog`,
      facts: factsBehind(found, reason),
    })),
    badges: states.map(({ badge, desired, observed, record }) => ({
      badge: names.get(badge)?.name ?? badge,
      badgeId: badge,
      desired,
      observed,
      ours: record.ours,
      command: commands.find((command) => command.badge === badge)?.command ?? openCommand(record, observed),
      ...(record.refused && { refused: record.refused.because }),
    })),
    commands: found.memberFacts.filter(({ metadata }) => metadata.source === 'catraca').map(factOf),
    waiting: waits
      ? {
          since:
            reasons
              .filter(opens)
              .map(({ since }) => since)
              .sort()[0] ?? null,
          invited: null,
        }
      : null,
  };
};

type Report = ReturnType<typeof reportOf>;

const show = ({ asked, now, member, reasons, badges, commands, waiting }: Report): void => {
  printLine(member ? `${asked}: member ${member.id}, ${member.addresses} address(es).` : `${asked}: not a member yet.`);
  if (waiting) printLine(`Paid and waits for a sign-up since ${waiting.since ?? 'an unknown time'}.`);
  for (const reason of reasons) {
    const until = reason.until ? `, until ${reason.until}` : '';
    printLine(`\n${reason.sale}, charge ${reason.charge}, product ${reason.product}`);
    printLine(`  ${reason.state} since ${reason.since}${until}: ${reason.because}`);
    reason.facts.forEach((fact) =>
      printLine(`    #${fact.position} ${fact.type} at ${fact.occurredAt}, heard ${fact.recordedAt} on ${fact.channel}`),
    );
  }
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

const answer = async (runtime: Runtime, asked: string, now: string): Promise<Report> => {
  const subject = await findSubject(runtime, asked);
  if (!subject)
    throw new CommandError(`Nothing is known of ${asked}: no member, no sale, no transaction. Was the purchase made with another address?`);
  return reportOf(asked, now, await openCase(runtime, subject, now));
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
