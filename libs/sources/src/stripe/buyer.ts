import type { PersonKey } from '#domain';
import { personalOf, personAt } from '../shared/address.js';
import { keyOf } from '../shared/key.js';
import type { KeyedFact, Reading } from '../source.js';
import { refOf, type Heard } from './heard.js';

/** Whoever an object names: as a key for the data, and as written for beside it. */
export interface Buyer {
  readonly person?: PersonKey;
  readonly asWritten: Pick<KeyedFact, 'personal'>;
}

export const buyerOf = (details: { email?: string; name?: string; phone?: string }, { context }: Heard): Buyer => {
  const person = personAt(details.email, context);
  return { ...(person && { person }), asWritten: personalOf({ ...details }) };
};

/** The sale by its id at Stripe; `by` tells this naming of its buyer from others: the id of the object that did it. */
interface Naming {
  readonly sale: string;
  readonly by: readonly string[];
}

/** Who bought, as a fact of its own. */
export const named = ({ sale, by }: Naming, { person, asWritten }: Buyer, { at }: Heard): readonly KeyedFact[] =>
  person === undefined
    ? []
    : [
        {
          key: keyOf('sale', sale, 'buyer', ...by),
          fact: { type: 'BuyerNamed', data: { occurredAt: at, sale: refOf(sale), person } },
          ...asWritten,
        },
      ];

const answeredBuyer = (naming: Naming, heard: Heard): readonly KeyedFact[] => {
  const { completion } = heard;
  if (completion === undefined) return [];
  const { by, email, name } = completion;
  return named({ ...naming, by: [...naming.by, by] }, buyerOf({ email, name }, heard), heard);
};

/**
 * Facts about a sale, whose buyer they may not name. An answer comes as a fact beside them and leaves them as they were, since
 * they may be in the log already. Without one, the customer is asked for; the facts stand meanwhile.
 */
export const withBuyer = (said: readonly KeyedFact[], of: Naming & { buyer: Buyer; customer?: string }, heard: Heard): Reading => {
  const { buyer, customer, ...naming } = of;
  if (buyer.person !== undefined) return { kind: 'facts', facts: said };
  const answer = answeredBuyer(naming, heard);
  if (answer.length > 0) return { kind: 'facts', facts: [...said, ...answer] };
  return { kind: 'facts', facts: said, ...(customer !== undefined && { ask: { of: 'stripe.customer', id: customer } }) };
};
