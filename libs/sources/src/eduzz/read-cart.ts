import { defined, type CheckoutAbandoned } from '#domain';
import type { KeyedFact } from '../source.js';
import { facts, productOf, reads, told, whenOf, type When } from './heard.js';
import { CartData } from './payload.js';
import { beneficiaryOf, type Beneficiary } from './person.js';

/** A cart as any generation tells it. `lead`: the sender's own name of this one, for the key. */
export interface Cart {
  readonly products: readonly string[];
  readonly lead?: string;
  readonly offer?: string;
  readonly when: When;
  readonly who: Beneficiary;
}

/** One fact for each product in the cart; one without a product, if none is named. */
export const abandoned = ({ products, lead, offer, when, who }: Cart): readonly KeyedFact[] =>
  (products.length === 0 ? [undefined] : [...new Set(products)]).map((id) => {
    const product = id === undefined ? undefined : productOf(id);
    const data = defined({ occurredAt: when.at, product, person: who.person, offer });
    const fact: CheckoutAbandoned = { type: 'CheckoutAbandoned', data };
    return told(['cart', id ?? 'unknown', ...(lead === undefined ? [] : [lead])], when, fact, who.personal);
  });

/** The same lead may leave the same cart again, with a new envelope. */
export const readCart = reads(CartData, ({ productId = [], items = [], products = [], buyer, customer, offer, createdAt }, heard) => {
  const named = [...productId, ...items.map((item) => item.productId), ...products.map(({ id }) => id)].filter((id) => id !== undefined);
  const who = beneficiaryOf(undefined, buyer ?? customer, heard.context);
  return facts(...abandoned({ products: named, when: whenOf(heard, heard.sentAt, createdAt), who, ...(offer && { offer }) }));
});
