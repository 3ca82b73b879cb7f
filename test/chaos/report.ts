import { INVARIANTS } from '#proof';
import Table from 'cli-table3';
import { brokenIn, type Outcome } from './run-case.js';

const seconds = (ms: number | undefined): string => (ms === undefined ? 'never' : `${(ms / 1000).toFixed(1)} s`);

const invariants = ({ findings }: Outcome): string => {
  const broken = findings.filter(({ breaches }) => breaches.length > 0).map(({ invariant }) => invariant);
  return broken.length === 0 ? `${findings.length} of ${Object.keys(INVARIANTS).length} hold` : `BROKEN: ${broken.join(', ')}`;
};

const went = ({ customers, webhooks, facts, answers }: Outcome): string => {
  const others = Object.entries(answers)
    .filter(([status]) => status !== '200')
    .map(([status, count]) => `${count} × ${status}`);
  return `${customers} customers, ${webhooks} webhooks, ${facts} facts${others.length > 0 ? `; sent again after ${others.join(', ')}` : ''}`;
};

const wrapped = { wordWrap: true, style: { head: [], border: [] } };

/** A row a case: what was done, how long until all was well again, and whether the invariants hold. */
export const tableOf = (outcomes: readonly Outcome[]): string => {
  const table = new Table({
    ...wrapped,
    head: ['case', 'queue', 'what was done', 'door', 'access', 'at rest', 'invariants', 'what went on'],
    colWidths: [23, 10, 40, 9, 9, 9, 13, 50],
  });
  outcomes.forEach((outcome) =>
    table.push([
      outcome.name,
      outcome.queue,
      outcome.does,
      seconds(outcome.doorMs),
      seconds(outcome.accessMs),
      seconds(outcome.quietMs),
      invariants(outcome),
      [went(outcome), ...outcome.notes, `${outcome.logLines} lines of log`].join('; '),
    ]),
  );
  return table.toString();
};

/** What the columns of time mean. */
export const LEGEND = [
  'door: from the end of the fault to the first 200 for a webhook sent after it',
  'access: from the end of the fault until Cativa shows what is right for everybody who had acted before it',
  'at rest: from the last customer until the log is folded, no job is open and everybody is served',
].join('\n');

export const breachesOf = (outcomes: readonly Outcome[]): readonly string[] =>
  outcomes.flatMap((outcome) => brokenIn(outcome).map((breach) => `${outcome.name} (${outcome.queue}): ${breach}`));
