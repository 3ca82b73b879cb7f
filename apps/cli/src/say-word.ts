import { previewWord } from '#answers';
import { postgresEventStore, type NewEvent } from '#event-store';
import { foldAll, type Moment } from '#projections';
import { momentOf, wakeSweep, type Runtime, type Saying } from '#runtime';
import { instantOf, type Instant } from '#domain';
import type { Command } from 'commander';
import { CommandError, EXIT } from './exit.js';
import { confirm, printJson, printLine, printTable, say } from './output.js';

/** What every command takes by which a person changes somebody's access. */
export interface WordOptions {
  readonly by: string;
  readonly note?: string;
  readonly yes?: boolean;
  readonly json?: boolean;
}

/** The options of such a command. */
export const wordOptions = (command: Command): Command =>
  command
    .option('--by <name>', 'who decides', 'operator')
    .option('--note <text>', 'why, for the record')
    .option('--yes', 'do not ask')
    .option('--json', 'print the result as JSON');

export const sayingOf = ({ by, note }: WordOptions, { now }: Moment): Saying => {
  if (by.trim() === '') throw new CommandError('--by takes a name.', EXIT.wrongUse);
  return { now, by: by.trim(), ...(note && { note }) };
};

/** An instant that a person wrote, with its zone. */
export const instantIn = (option: string, text: string): Instant => {
  const instant = instantOf(text);
  if (instant === undefined) throw new CommandError(`${option} takes an instant with its zone, such as 2026-12-31T23:59:59-03:00.`, EXIT.wrongUse);
  return instant;
};

/** Shows who gains and loses by these facts, the first of which changes access; asks; says them. */
export const sayWord = async (runtime: Runtime, facts: readonly [NewEvent, ...NewEvent[]], options: WordOptions): Promise<void> => {
  await foldAll(runtime.pool);
  const { members, changes } = await previewWord(runtime, facts[0], momentOf(runtime.settings));
  const show = options.json ? say : printLine;
  show(
    members.length === 0
      ? 'It concerns nobody who is a member yet; a sign-up will find it.'
      : `It concerns ${members.map((id) => `member ${id}`).join(' and ')}.`,
  );
  if (!options.json) {
    const rows = changes.map(({ member, badge, change }) => [member, badge, change]);
    printTable(['member', 'badge', 'change'], rows, 'No badge is gained or lost now.');
  }
  if (!(await confirm('Say so?', options.yes ?? false))) throw new CommandError('Nothing was changed.');
  await postgresEventStore(runtime.pool).append(facts);
  await foldAll(runtime.pool);
  const heard = await wakeSweep(runtime.queueServer);
  if (options.json)
    printJson({ said: facts.map(({ event }) => ({ type: event.type, ...('sale' in event.data && { sale: event.data.sale }) })), members, changes });
  say(`Done. The workers take it up ${heard ? 'now' : 'within a minute'}.`);
};
