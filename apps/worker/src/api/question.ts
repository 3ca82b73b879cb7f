import { instantOf, type Instant } from '#domain';

/** Whom a question is about, and when; without `asOf`: now. */
export interface Question {
  readonly asked: string;
  readonly asOf?: Instant;
}

/** A question, or what would have been one: names of fields and what was expected, never what was given. */
export type ReadQuestion = { readonly ok: true; readonly question: Question } | { readonly ok: false; readonly wrong: string };

const ASKABLE = /^[^\p{Cc}\p{Cs}]{1,320}$/u;

const EXPECTED = {
  body: 'expected a JSON object',
  asked: 'asked: expected an address, a member id, a sale or a transaction code, of 1 to 320 characters',
  asOf: 'asOf: expected an instant with its zone, such as 2026-11-20T12:00:00-03:00',
  others: 'expected nothing but asked and asOf',
} as const;

const isFields = (given: unknown): given is Readonly<Record<string, unknown>> => typeof given === 'object' && given !== null && !Array.isArray(given);

const isAskable = (asked: unknown): asked is string => typeof asked === 'string' && ASKABLE.test(asked);

const refused = (wrong: string): ReadQuestion => ({ ok: false, wrong });

/** Reads a question from what came. A field that nobody knows is refused: a misspelt `asOf` would be answered as of now. */
export const readQuestion = (given: unknown): ReadQuestion => {
  if (!isFields(given)) return refused(EXPECTED.body);
  const { asked, asOf, ...others } = given;
  if (!isAskable(asked)) return refused(EXPECTED.asked);
  if (Object.keys(others).length > 0) return refused(EXPECTED.others);
  if (asOf === undefined) return { ok: true, question: { asked } };
  const moment = typeof asOf === 'string' ? instantOf(asOf) : undefined;
  return moment === undefined ? refused(EXPECTED.asOf) : { ok: true, question: { asked, asOf: moment } };
};
