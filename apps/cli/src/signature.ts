import { idText } from '#domain';
import { namedIn, type Named } from '#runtime';
import { CommandError, EXIT } from './exit.js';

/** Who says something, and why, as a person typed it. */
interface Signature {
  readonly by: string;
  readonly note?: string;
}

/** Whether somebody's address stands in a text, whatever stands around it: `a@b|c@d` holds two. */
export const namesAnAddress = (text: string): boolean => /[^\s@\p{Cc}\p{Cs}]@[^\s@\p{Cc}\p{Cs}]/u.test(text);

/** The same as the back office takes: what is said once is read for ever. */
const [LONGEST_NAME, LONGEST_NOTE] = [100, 500];

/** What stays in the log in the clear is short and names nobody by address. Throws where it is not, or does. */
const checkRemark = (option: string, text: string, most: number): void => {
  if (namesAnAddress(text)) throw new CommandError(`${option} goes into the log in the clear: leave addresses out of it.`, EXIT.wrongUse);
  if ([...text].length > most) throw new CommandError(`${option} takes at most ${most} characters.`, EXIT.wrongUse);
};

/** Checks why something is done, as a person typed it. */
export const checkNote = (note = ''): void => checkRemark('--note', note, LONGEST_NOTE);

/** The signature under a word, checked: a name, and no address of anybody, since both stay in the log in the clear. */
export const signed = ({ by, note }: Signature): Signature => {
  if (by.trim() === '') throw new CommandError('--by takes a name.', EXIT.wrongUse);
  checkRemark('--by', by, LONGEST_NAME);
  checkNote(note);
  return { by: by.trim(), ...(note && { note }) };
};

/** Whom a person means: an address or a member id. A misspelt address is no member id: it would stay in the log in the clear. */
export const whom = (text: string): Named => {
  const named = namedIn(text);
  if ('email' in named) return named;
  const member = text.includes('@') ? undefined : idText(text);
  if (member === undefined)
    throw new CommandError('That is no address, and no member id either. Type ana@example.com, or the id that Cativa shows.', EXIT.wrongUse);
  return { member };
};
