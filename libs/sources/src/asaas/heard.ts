import { defined, type Instant, type Money } from '#domain';
import type { Completion } from '../shared/completion.js';
import { keyOf } from '../shared/key.js';
import type { KeyedFact, ReadContext, Reading } from '../source.js';
import type { Payment } from './payload.js';

/** A moment; `ours` where the event brought none. */
export interface When {
  readonly at: Instant;
  readonly clock?: KeyedFact['clock'];
}

/** What every event of Asaas's comes with. `receivedAt`: when it reached us; an answer to it counts as heard then as well. */
export interface Heard extends When {
  readonly receivedAt: Instant;
  readonly completion?: Completion;
  readonly context: ReadContext;
}

/** Reads the `payment` of one kind of event. */
export type PaymentReader = (payment: Payment, heard: Heard) => Reading;

export const facts = (...said: readonly KeyedFact[]): Reading => ({ kind: 'facts', facts: said });
export const unreadable = (...issues: readonly string[]): Reading => ({ kind: 'unreadable', issues });
export const ignored = (because: string): Reading => ({ kind: 'ignored', because });

/** What ties charges together, as Asaas names it. */
export const saleIdOf = ({ subscription, installment, id }: Payment): string => subscription ?? installment ?? id;

/** Some sellers write the buyer's address there, and no product id has an @ in it. */
const referenceOf = ({ externalReference }: Payment): string | undefined =>
  externalReference?.includes('@') === true ? undefined : externalReference;

/** Asaas knows no products: the first of the things that a seller can tell apart stands for one. */
const productIdOf = (payment: Payment): string =>
  payment.paymentLink ?? payment.checkoutSession ?? referenceOf(payment) ?? payment.subscription ?? 'unspecified';

const unless = (product: string, id: string | undefined): string | undefined => (id === product ? undefined : id);

export const ofSale = (payment: Payment) => ({ sale: `asaas/${saleIdOf(payment)}`, product: `asaas/${productIdOf(payment)}` });
export const ofCharge = (payment: Payment) => ({ ...ofSale(payment), charge: payment.id });
/** Named as others know it as well: a paywall of Cativa's that was paid here has no other name for it. */
export const ofMoney = (payment: Payment) => ({ ...ofCharge(payment), payment: `asaas/${payment.id}` });

/** What a line of the catalog may narrow the product by. */
export const boughtIn = (payment: Payment) => {
  const product = productIdOf(payment);
  return { plan: unless(product, payment.subscription), offer: unless(product, referenceOf(payment)) };
};

export const isRecurring = ({ subscription, installment }: Payment): boolean => subscription !== undefined || installment !== undefined;

/** Asaas bills in reais only and writes no currency. */
export const reais = (value: number | undefined): Money | undefined => (value === undefined ? undefined : { value, currency: 'BRL' });

/** A word about one charge. Without a time of its own the word alone is the key, so that a repetition is known as one. */
export const told = ({ id }: Payment, fact: KeyedFact['fact'], word: string, { at, clock }: When): KeyedFact =>
  defined({ key: keyOf('charge', id, word, ...(clock === 'ours' ? [] : [at])), fact, clock });
