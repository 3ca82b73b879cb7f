import { normalizeAddress, type PersonKey } from '#domain';
import type { ReadContext } from '../source.js';

/** The key of whoever reads mail at this address; undefined when it cannot be one. */
export const personAt = (written: string | undefined, { personOf }: ReadContext): PersonKey | undefined => {
  const address = normalizeAddress(written ?? '');
  return address === undefined ? undefined : personOf(address);
};

/** The personal part of a fact: what was sent, as it was written; nothing when nothing was. */
export const personalOf = (details: Readonly<Record<string, string | undefined>>): { personal?: Readonly<Record<string, string>> } => {
  const sent = Object.entries(details).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return sent.length === 0 ? {} : { personal: Object.fromEntries(sent) };
};

/** A full name from its parts, where there are any. */
export const fullName = (...parts: readonly (string | undefined)[]): string | undefined =>
  parts.filter((part) => part !== undefined).join(' ') || undefined;
