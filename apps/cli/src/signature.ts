import { idText } from '#domain';
import { namedIn, type Named } from '#runtime';
import { CommandError, EXIT } from './exit.js';
import { checkNote, checkRemark } from './remark.js';

/** Who says something, and why, as a person typed it. */
interface Signature {
  readonly by: string;
  readonly note?: string;
}

/** The same as the back office takes. */
const LONGEST_NAME = 100;

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
