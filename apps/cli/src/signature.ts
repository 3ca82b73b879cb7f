import { namedIn, type Named } from '#runtime';
import { CommandError, EXIT } from './exit.js';

/** Who says something, and why, as a person typed it. */
interface Signature {
  readonly by: string;
  readonly note?: string;
}

/** Whether somebody's address stands in a text, whatever stands around it: `a@b|c@d` holds two. */
export const namesAnAddress = (text: string): boolean => /[^\s@\p{Cc}\p{Cs}]@[^\s@\p{Cc}\p{Cs}]/u.test(text);

/** What stays in the log in the clear names nobody by address. Throws where it does. */
export const refuseAddress = (option: string, text: string): void => {
  if (namesAnAddress(text)) throw new CommandError(`${option} goes into the log in the clear: leave addresses out of it.`, EXIT.wrongUse);
};

/** The signature under a word, checked: a name, and no address of anybody, since both stay in the log in the clear. */
export const signed = ({ by, note }: Signature): Signature => {
  if (by.trim() === '') throw new CommandError('--by takes a name.', EXIT.wrongUse);
  refuseAddress('--by', by);
  if (note) refuseAddress('--note', note);
  return { by: by.trim(), ...(note && { note }) };
};

/** Whom a person means: an address or a member id. A misspelt address is no member id: it would stay in the log in the clear. */
export const whom = (text: string): Named => {
  const named = namedIn(text);
  if ('member' in named && text.includes('@')) throw new CommandError('That is no address, and no member id either.', EXIT.wrongUse);
  return named;
};
