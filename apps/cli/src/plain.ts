import { CommandError, EXIT } from './exit.js';

/** What moves a cursor, rings, ends a line or turns the direction of writing; people whom we do not know have written some of what is shown. */
export const UNSHOWABLE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu;

/** A text as a terminal may show it; a line break stays one. */
export const plain = (text: string): string => text.replace(UNSHOWABLE, (character) => (character === '\n' ? '\n' : '\ufffd'));

/** JSON that says the same with none of these in it. */
export const plainJson = (json: string): string =>
  json.replace(UNSHOWABLE, (character) => (character === '\n' ? '\n' : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`));

/** More than any name, note, address or path has; refusals repeat what was typed. */
const LONGEST = 1000;

/** Refuses what no command can take, before any command looks at it. */
export const checkTyped = (args: readonly string[]): void =>
  args.forEach((arg, index) => {
    const which = `Word ${index + 1} behind catraca`;
    if (arg.search(UNSHOWABLE) >= 0)
      throw new CommandError(`${which} holds a line break, or a character that cannot be shown. Type it again by hand, in one line.`, EXIT.wrongUse);
    if (arg.length > LONGEST)
      throw new CommandError(
        `${which} has ${arg.length} characters. Check what was pasted there: ${LONGEST} are more than any command takes.`,
        EXIT.wrongUse,
      );
  });
