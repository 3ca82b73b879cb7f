import { CommandError, EXIT } from './exit.js';

/** Whether somebody's address stands in a text, whatever stands around it: `a@b|c@d` holds two. */
export const namesAnAddress = (text: string): boolean => /[^\s@\p{Cc}\p{Cs}]@[^\s@\p{Cc}\p{Cs}]/u.test(text);

/** The same as the back office takes: what is said once is read for ever. */
const LONGEST_NOTE = 500;

/** What stays in the log in the clear is short and names nobody by address. Throws where it is not, or does. */
export const checkRemark = (option: string, text: string, most: number): void => {
  if (namesAnAddress(text)) throw new CommandError(`${option} goes into the log in the clear: leave addresses out of it.`, EXIT.wrongUse);
  if ([...text].length > most) throw new CommandError(`${option} takes at most ${most} characters.`, EXIT.wrongUse);
};

/** Checks why something is done, as a person typed it. */
export const checkNote = (note = ''): void => checkRemark('--note', note, LONGEST_NOTE);
