import { defined, type ChargePaid, type Money } from '#domain';
import { productOf, saleOf, told, type When } from './heard.js';
import type { KeyedFact } from '../source.js';

/** One thing that a payment bought. `product`: Eduzz's id. */
export interface Bought {
  readonly product: string;
  readonly amount?: Money;
}

type Terms = Pick<ChargePaid['data'], 'person' | 'recurring' | 'instalments' | 'recurrence' | 'offer' | 'paidAt' | 'paidUntil' | 'trial'>;

/** A payment as any of the three ways tells it. `word` keeps their keys apart, since each tells other details of the same. */
export interface Payment extends Terms {
  readonly sale: string;
  readonly charge: string;
  readonly word: string;
  readonly when: When;
  readonly personal: Pick<KeyedFact, 'personal'>;
}

/** Several items of one product are one purchase of it. */
const distinct = (bought: readonly Bought[]): readonly Bought[] =>
  [...new Map([...bought].reverse().map((one) => [one.product, one])).values()].reverse();

/** One charge for each product, so that one of them can go back without the others. */
export const paidFor = ({ sale, charge, word, when, personal, ...terms }: Payment, bought: readonly Bought[]): readonly KeyedFact[] => {
  const products = distinct(bought);
  return products.map(({ product, amount }) => {
    const own = products.length === 1 ? { charge } : { charge: `${charge}:${product}`, partOf: charge };
    const data = defined({ occurredAt: when.at, sale: saleOf(sale), ...own, product: productOf(product), ...terms, amount });
    return told(['charge', own.charge, word], when, { type: 'ChargePaid', data }, personal);
  });
};

/** A sum with its currency; nothing without a sum. */
export const moneyOf = (value: number | undefined, currency: string | undefined): Money | undefined =>
  value === undefined ? undefined : defined({ value, currency });
