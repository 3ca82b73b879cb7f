import { normalizeAddress } from '#domain';
import type { ClaimTexts } from '#texts';
import { codeAsTyped } from './secrets.js';

export const LONGEST_MESSAGE = 500;
export const LONGEST_NAME = 100;
const LONGEST_CODE = 100;

/** The fields that a form of ours may bring. */
export type FieldName = 'address' | 'code' | 'member' | 'purchaseCode' | 'memberCode' | 'requester' | 'message';
/** What is wrong, by field; it never depends on what we know of anybody. */
export type Faults = Readonly<Partial<Record<FieldName, string>>>;

/** Letters of mail lists, quotes and brackets are in no address that buys, and in many that attack. */
const LIST_CHARACTERS = /[,;:<>"()[\]\\]/;

/**
 * An address in the form it is known by. Mail goes to this form and not to what was typed: only this one is proven to be the
 * buyer's, and letters exist that look like another's in lower case.
 */
export const addressIn = (text: string | null): string | undefined => {
  const address = normalizeAddress(text ?? '');
  return address !== undefined && address.length <= 254 && !LIST_CHARACTERS.test(address) ? address : undefined;
};

/** A transaction code, or any id of a gateway's; never something that could be an address or a sentence. */
export const codeIn = (text: string | null): string | undefined => {
  const code = (text ?? '').trim();
  return code.length <= LONGEST_CODE && /^[A-Za-z0-9][A-Za-z0-9._:/=+-]*$/.test(code) ? code : undefined;
};

/** Six digits. */
export const digitsIn = (text: string | null): string | undefined => {
  const digits = codeAsTyped(text ?? '');
  return /^\d{6}$/.test(digits) ? digits : undefined;
};

/** Free text without control characters other than line breaks; line breaks as one character. */
export const textIn = (text: string | null): string =>
  (text ?? '')
    .toWellFormed()
    .replaceAll('\r\n', '\n')
    .replace(/[^\P{Cc}\n]/gu, ' ')
    .trim();

/** The sentence for each field that has a fault; the others are left out. */
export const faultsOf = (texts: ClaimTexts, wrong: Readonly<Partial<Record<FieldName, boolean>>>): Faults => {
  const sentences: Record<FieldName, string> = {
    address: texts.wrongAddress,
    code: texts.wrongCode,
    member: texts.wrongAddress,
    purchaseCode: texts.wrongDigits,
    memberCode: texts.wrongDigits,
    requester: texts.tooLong(LONGEST_NAME),
    message: texts.tooLong(LONGEST_MESSAGE),
  };
  return Object.fromEntries(Object.entries(sentences).filter(([name]) => wrong[name as FieldName]));
};
