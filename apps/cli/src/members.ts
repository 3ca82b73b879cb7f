import { instantOf, type Instant } from '#domain';
import { postgresEventStore } from '#event-store';
import { wakeSweep, type Runtime } from '#runtime';
import Table from 'cli-table3';
import type { Command } from 'commander';
import { withRuntime } from './context.js';
import { CommandError, EXIT } from './exit.js';
import { survey, type Survey } from './members-check.js';
import { chooseColumns, COLUMN_NAMES, shownHeader, type Columns, type NamedColumns } from './members-columns.js';
import { openMembersFile, type MembersFile } from './members-file.js';
import { foldImported, importMembers, type CheckedList, type Imported } from './members-import.js';
import { confirm, printJson, printLine, progressBar, say } from './output.js';

interface Options extends NamedColumns {
  readonly asOf?: string;
  readonly dryRun?: boolean;
  readonly skipErrors?: boolean;
  readonly yes?: boolean;
  readonly json?: boolean;
}

const wrong = (sentence: string): CommandError => new CommandError(sentence, EXIT.wrongUse);

const columnsOf = ({ header }: MembersFile, options: Options): Columns => {
  const chosen = chooseColumns(header, options);
  if ('problem' in chosen) throw wrong(chosen.problem);
  return chosen.columns;
};

/** When the list was true. A time that is still to come would override all that Cativa says until then. */
const asOfOf = ({ modifiedAt }: MembersFile, { asOf }: Options): Instant => {
  const instant = asOf === undefined ? modifiedAt : instantOf(asOf);
  if (asOf !== undefined && instant === undefined)
    throw wrong('--as-of takes an instant with its zone, such as 2026-11-20T12:00:00-03:00: when the list was true.');
  if (instant !== undefined && instant <= new Date().toISOString()) return instant;
  const what = asOf === undefined ? 'The time of the file cannot be when the list was true' : '--as-of is still to come';
  throw wrong(`${what}. Say when it was exported: --as-of <instant>.`);
};

const SEPARATOR_NAMES: Readonly<Record<string, string>> = { ',': 'commas', ';': 'semicolons', '\t': 'tabs', '|': 'pipes' };

/** What will be read from where, and as of when; on stderr, beside the data. */
const showReading = ({ header, encoding, separator }: MembersFile, columns: Columns, asOf: Instant, guessed: boolean): void => {
  const table = new Table({ head: ['member', 'column'], style: { head: [], border: [], compact: true } });
  table.push(
    ...COLUMN_NAMES.map((name) => {
      const place = columns[name];
      return [name, place === undefined ? 'none' : `${shownHeader(header[place] ?? '')} (${place + 1} of ${header.length})`];
    }),
  );
  say(table.toString());
  say(`Written in ${encoding}, with ${SEPARATOR_NAMES[separator] ?? separator}. True as of ${asOf}${guessed ? ', the time of the file' : ''}.`);
};

const showProblems = ({ problems, found, wrong: lines, rows }: Survey): void => {
  problems.forEach((problem) => say(problem));
  if (found > problems.length) say(`and ${found - problems.length} more`);
  if (found > 0) say(`${lines.size} of ${rows} rows cannot be imported.`);
};

/** Ctrl-C asks to stop: what runs is finished, and nothing more is begun. */
const untilStopped = async <Result>(work: (isStopped: () => boolean) => Promise<Result>): Promise<Result> => {
  let stopped = false;
  const stop = (): void => {
    stopped = true;
  };
  process.on('SIGINT', stop);
  return work(() => stopped).finally(() => process.off('SIGINT', stop));
};

const withBar = async <Result>(what: string, total: bigint, work: (show: (done: bigint) => void) => Promise<Result>): Promise<Result> => {
  const bar = progressBar(what);
  return work((done) => bar.show(done, total)).finally(bar.stop);
};

const bringIn = async (runtime: Runtime, list: CheckedList, rows: number): Promise<Imported & { stopped: boolean }> =>
  untilStopped(async (isStopped) => {
    const done = await withBar('importing', BigInt(rows), async (show) => importMembers(runtime, list, { show, isStopped }));
    if (done.imported + done.known < rows) return { ...done, stopped: true };
    const head = await postgresEventStore(runtime.pool).head();
    await withBar('taking effect', head, async (show) => foldImported(runtime, { show, isStopped }));
    await wakeSweep(runtime.queueServer);
    return { ...done, stopped: false };
  });

const report = (counted: Imported & { rows: number; errors: number }, { json, dryRun }: Options): void => {
  const { rows, imported, known, errors } = counted;
  if (json) return printJson({ rows, imported, known, errors });
  if (dryRun) return printLine(`Rows: ${rows}; with errors: ${errors}. Nothing was imported.`);
  return printLine(`Rows: ${rows}; new: ${imported}; known already: ${known}; with errors: ${errors}.`);
};

const NOTHING: Imported = { imported: 0, known: 0 };

/** The first look at every row: prints what is wrong, and ends the command where that forbids an import. */
const check = async (path: string, file: MembersFile, columns: Columns, options: Options): Promise<Survey> => {
  const seen = await survey(file, columns);
  if (seen.rows === 0) throw new CommandError(`${path} has a header and no rows: there is nobody to import.`);
  showProblems(seen);
  const refused = seen.wrong.size === seen.rows || (seen.wrong.size > 0 && !options.skipErrors);
  if (refused || options.dryRun) report({ ...NOTHING, rows: seen.rows, errors: seen.wrong.size }, options);
  if (refused) throw new CommandError('Nothing was imported. Mend the file, or leave those rows out: --skip-errors.');
  return seen;
};

const run = async (path: string, options: Options): Promise<void> => {
  const file = await openMembersFile(path);
  const columns = columnsOf(file, options);
  const asOf = asOfOf(file, options);
  showReading(file, columns, asOf, options.asOf === undefined);
  const { rows, wrong: lines } = await check(path, file, columns, options);
  if (options.dryRun) return;
  const fit = rows - lines.size;
  if (!(await confirm(`Import ${fit} members as they were on ${asOf}?`, options.yes ?? false))) throw new CommandError('Nothing was imported.');
  const done = await withRuntime(async (runtime) => bringIn(runtime, { file, columns, wrong: lines, asOf }, fit));
  report({ ...done, rows, errors: lines.size }, options);
  if (done.stopped) throw new CommandError(`Stopped with ${fit - done.imported - done.known} rows to go. Run it again to go on.`);
  say('Done. The workers bring the members up to date.');
};

export const membersCommand = (program: Command): Command => {
  const members = program.command('members').description('members who joined before Cativa’s webhooks were heard');
  members
    .command('import <file>')
    .description('read a CSV list of members, ask, then append who they are')
    .option('--id <column>', 'the column of Cativa’s user id')
    .option('--email <column>', 'the column of the address')
    .option('--name <column>', 'the column of the name')
    .option('--badges <column>', 'the column of the ids of all badges that a member has')
    .option('--no-badges', 'leave the badges out')
    .option('--as-of <instant>', 'when the list was true (default: the time of the file)')
    .option('--skip-errors', 'leave out rows with errors')
    .option('--dry-run', 'look at every row, import nothing')
    .option('--yes', 'do not ask')
    .option('--json', 'print the numbers as JSON')
    .addHelpText('after', '\nExample:\n  catraca members import members.csv --as-of 2026-11-20T12:00:00-03:00')
    .action(run);
  return members;
};
