import { saidFacts, sayWord as speak, type WordPreview } from '#answers';
import type { NewEvent } from '#event-store';
import type { Moment } from '#projections';
import { momentOf, wakeSweep, type Runtime, type Saying } from '#runtime';
import { instantOf, type Instant } from '#domain';
import type { Command } from 'commander';
import { CommandError, EXIT } from './exit.js';
import { confirm, printJson, printLine, printTable, say } from './output.js';
import { signed } from './signature.js';

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

export const sayingOf = (options: WordOptions, { now }: Moment): Saying => ({ now, ...signed(options) });

/** An instant that a person wrote, with its zone. */
export const instantIn = (option: string, text: string): Instant => {
  const instant = instantOf(text);
  if (instant === undefined) throw new CommandError(`${option} takes an instant with its zone, such as 2026-12-31T23:59:59-03:00.`, EXIT.wrongUse);
  return instant;
};

const show = ({ members, changes }: WordPreview, json = false): void => {
  const line = json ? say : printLine;
  line(
    members.length === 0
      ? 'It concerns nobody who is a member yet; a sign-up will find it.'
      : `It concerns ${members.map((id) => `member ${id}`).join(' and ')}.`,
  );
  if (json) return;
  const rows = changes.map(({ member, badge, change }) => [member, badge, change]);
  printTable(['member', 'badge', 'change'], rows, 'No badge is gained or lost now.');
};

/** Shows who gains and loses by these facts, the first of which changes access; asks; says them. */
export const sayWord = async (runtime: Runtime, facts: readonly [NewEvent, ...NewEvent[]], { yes, json }: WordOptions): Promise<void> => {
  const agreed = async (preview: WordPreview): Promise<boolean> => {
    show(preview, json);
    return confirm('Say so?', yes ?? false);
  };
  const wake = async (): Promise<boolean> => wakeSweep(runtime.queueServer);
  const word = await speak({ pool: runtime.pool, agreed, wake }, { facts, moment: momentOf(runtime.settings) });
  if (!word.said) throw new CommandError('Nothing was changed.');
  if (json) printJson({ said: saidFacts({ facts }), members: word.members, changes: word.changes });
  say(`Done. The workers take it up ${word.heard ? 'now' : 'within a minute'}.`);
};
