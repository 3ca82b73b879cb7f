import { defined, idText, type ChargePaid } from '#domain';
import { keyOf } from '../shared/key.js';
import type { KeyedFact } from '../source.js';
import type { Buyer } from './buyer.js';
import { refOf } from './heard.js';
import type { Metadata } from './payload.js';
import type { Price } from './ref.js';

/** A product by its id at Stripe, or by the id that the seller gave it in the metadata. `plan`: the id of its price. */
export interface Bought {
  readonly product: string;
  readonly plan?: string;
}

/** More than any sale has; a text of 500 characters could name more. */
const MOST_PRODUCTS = 20;

/** Every product once; of its prices the last one named. */
export const each = (bought: readonly Bought[]): readonly Bought[] => [...new Map(bought.map((one) => [one.product, one])).values()];

/** What the seller says was bought. */
export const soldBy = (...notes: readonly (Metadata | undefined)[]): readonly Bought[] =>
  each(
    notes
      .flatMap((metadata) => metadata?.catraca_product?.split(',') ?? [])
      .map(idText)
      .flatMap((product) => (product === undefined ? [] : [{ product }])),
  ).slice(0, MOST_PRODUCTS);

/** What the first of some prices stands for that names its product. */
export const soldAt = (...prices: readonly (Price | undefined)[]): readonly Bought[] => {
  const named = prices.flatMap((price) => (price?.product === undefined ? [] : [defined({ product: price.product, plan: price.id })]));
  return named.slice(0, 1);
};

/** What an answer says was bought. */
export const answered = (products: readonly string[] = []): readonly Bought[] =>
  each(products.map(idText).flatMap((product) => (product === undefined ? [] : [{ product }])));

/** The first of some lists that names anything: they are given in the order in which they are to be believed. */
export const firstOf = (...lists: readonly (readonly Bought[])[]): readonly Bought[] => lists.find((list) => list.length > 0) ?? [];

/** A payment, before it is known for what and by whom. */
type Payment = Omit<ChargePaid['data'], 'product' | 'plan' | 'partOf' | 'person'>;

/**
 * One fact a product. Where there are several, each is a charge of its own and a part of the payment, which alone is named by
 * words about money; how much of the amount each of them cost is not known.
 */
export const paidFor = (bought: readonly Bought[], payment: Payment, said: { keyFor: (charge: string) => string; buyer: Buyer }) => {
  const several = bought.length > 1;
  return bought.map(({ product, plan }): KeyedFact => {
    const charge = several ? `${payment.charge}:${product}` : payment.charge;
    const part = several ? { charge, partOf: payment.charge, amount: undefined } : { charge };
    const data = defined({ ...payment, person: said.buyer.person, product: refOf(product), plan, ...part });
    return { key: said.keyFor(charge), fact: { type: 'ChargePaid', data }, ...said.buyer.asWritten };
  });
};

/** The key of a word about a charge: what it says, never which envelope said it. */
export const chargeKey =
  (word: string) =>
  (charge: string): string =>
    keyOf('charge', charge, word);
