import { normalizeAddress, type PersonKey } from '#domain';
import { personAt, personalOf } from '../shared/address.js';
import type { KeyedFact, ReadContext } from '../source.js';
import type { Person } from './payload.js';

/** Who gets access, as a key for the log and as details for the personal part. */
export interface Beneficiary {
  readonly person?: PersonKey;
  readonly personal: Pick<KeyedFact, 'personal'>;
}

const normal = (written: string): string => normalizeAddress(written) ?? written;

/** Kept beside the learner's, for whoever answers the payer's letters. */
const otherPayer = (payer: Person | undefined, email: string | undefined): string | undefined => {
  const address = payer?.email;
  return address !== undefined && email !== undefined && normal(address) !== normal(email) ? address : undefined;
};

/**
 * The learner where one is named, else the payer. A learner's address that cannot be one is not replaced by the payer's: a
 * person should look who is to come in.
 */
export const beneficiaryOf = (learner: Person | undefined, payer: Person | undefined, context: ReadContext): Beneficiary => {
  const { email, name, phone, cellphone, document }: Person = (learner?.email === undefined ? payer : learner) ?? {};
  const person = personAt(email, context);
  const details = { email, name, phone: cellphone ?? phone, document, payerEmail: otherPayer(payer, email) };
  return { ...(person && { person }), personal: personalOf(details) };
};
