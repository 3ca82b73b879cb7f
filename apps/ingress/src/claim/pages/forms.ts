import type { ClaimTexts } from '#texts';
import { CLAIM } from '../answer.js';
import { LONGEST_MESSAGE, LONGEST_NAME, type Faults, type FieldName } from '../fields.js';
import type { Field, Page } from './page.js';

/** What was typed and what is wrong with it, for a form that is shown again. `fault`: what is wrong with the whole. */
export interface Again {
  readonly typed?: URLSearchParams;
  readonly faults?: Faults;
  readonly fault?: string;
}

type Kind = Omit<Field, 'name' | 'label' | 'hint' | 'value' | 'fault' | 'optional'>;

const ADDRESS: Kind = { type: 'email', autocomplete: 'email', inputmode: 'email', most: 254 };
const DIGITS: Kind = { autocomplete: 'one-time-code', inputmode: 'numeric', most: 12 };

const KINDS: Readonly<Record<FieldName, Kind>> = {
  address: ADDRESS,
  code: { autocomplete: 'off', most: 100 },
  member: ADDRESS,
  purchaseCode: DIGITS,
  memberCode: DIGITS,
  requester: { autocomplete: 'name', most: LONGEST_NAME },
  message: { autocomplete: 'off', most: LONGEST_MESSAGE, lines: 4 },
};

const OPTIONAL: readonly FieldName[] = ['requester', 'message'];

const fieldsOf = (names: readonly FieldName[], texts: ClaimTexts, { typed, faults = {} }: Again): readonly Field[] =>
  names.map((name) => ({
    name,
    ...texts[name],
    ...KINDS[name],
    // A code is typed anew: the old one was wrong, and screens are read over shoulders.
    value: KINDS[name] === DIGITS ? '' : (typed?.get(name) ?? ''),
    ...(faults[name] && { fault: faults[name] }),
    ...(OPTIONAL.includes(name) && { optional: texts.optional }),
  }));

const faultOf = ({ fault }: Again): { fault?: string } => (fault === undefined ? {} : { fault });

/** `signIn`: whether the member is to sign in (`needed`), has (`done`), or proves an address instead (`none`). */
export const startPage = (texts: ClaimTexts, signIn: 'needed' | 'done' | 'none', again: Again = {}): Page => {
  const links = [{ text: texts.start.noAccess, to: `${CLAIM}/request` }];
  const shared = { path: CLAIM, ...faultOf(again), links };
  if (signIn === 'needed') {
    const { title, lead, button } = texts.signIn;
    return { ...shared, title, lead, next: { text: button, to: `${CLAIM}/sign-in` } };
  }
  const names: readonly FieldName[] = signIn === 'done' ? ['address', 'code'] : ['address', 'code', 'member'];
  const { title, lead, button } = texts.start;
  return { ...shared, title, lead: signIn === 'done' ? [texts.signedIn] : lead, form: { fields: fieldsOf(names, texts, again), button } };
};

export const codesPage = (texts: ClaimTexts, signedIn: boolean, again: Again = {}): Page => {
  const { title, lead, leadSignedIn, button } = texts.codes;
  return {
    path: `${CLAIM}/codes`,
    title,
    lead: signedIn ? leadSignedIn : lead,
    ...faultOf(again),
    form: { fields: fieldsOf(signedIn ? ['purchaseCode'] : ['purchaseCode', 'memberCode'], texts, again), button },
    links: [
      { text: texts.codes.again, to: CLAIM },
      { text: texts.start.noAccess, to: `${CLAIM}/request` },
    ],
  };
};

export const requestPage = (texts: ClaimTexts, again: Again = {}): Page => {
  const { title, lead, button, back } = texts.request;
  const fields = fieldsOf(['address', 'code', 'member', 'requester', 'message'], texts, again);
  return { path: `${CLAIM}/request`, title, lead, ...faultOf(again), form: { fields, button }, links: [{ text: back, to: CLAIM }] };
};

/** A page that only tells something. */
export const noticePage = ({ title, lead, back }: ClaimTexts['done'], path: string = CLAIM): Page => ({
  path,
  title,
  lead,
  links: [{ text: back, to: CLAIM }],
});
