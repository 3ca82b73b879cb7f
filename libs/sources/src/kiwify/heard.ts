import { defined, type Instant, type ProductRef } from '#domain';
import { personAt, personalOf } from '../shared/address.js';
import { isObject, type Json } from '../shared/json.js';
import { keyOf } from '../shared/key.js';
import { shaped } from '../shared/shape.js';
import type { KeyedFact, ReadContext, Reading } from '../source.js';
import { Order, type Customer } from './payload.js';

/** What a reader needs beside the order. */
export interface Heard {
  readonly receivedAt: Instant;
  readonly context: ReadContext;
}

/** Reads an order, or a cart, as plain JSON. */
export type OrderReader = (order: Json, heard: Heard) => Reading;

/** The order inside the wrapper that some deliveries come in; undefined where the body itself is the order. */
export const wrappedOrder = (json: Json | undefined): Json | undefined => (isObject(json?.order) ? json.order : undefined);

export const facts = (...said: readonly KeyedFact[]): Reading => ({ kind: 'facts', facts: said });
export const unreadable = (...issues: readonly string[]): Reading => ({ kind: 'unreadable', issues });

/** A reader of orders; any other shape is unreadable. */
export const reads =
  (tell: (order: Order, heard: Heard) => Reading): OrderReader =>
  (json, heard) => {
    const read = shaped(Order, json);
    return read.ok ? tell(read.value, heard) : unreadable(...read.issues);
  };

/** When something happened; `ours`: nobody said, so it is when we heard of it. */
export interface Moment {
  readonly at: Instant;
  readonly clock?: 'ours';
}

export const momentOf = (said: Instant | undefined, { receivedAt }: Heard): Moment =>
  said === undefined ? { at: receivedAt, clock: 'ours' } : { at: said };

/** Both fields hold the same id; sales of products that are paid once have neither. */
const subscriptionIdOf = ({ subscription_id, Subscription }: Order): string | undefined => subscription_id ?? Subscription?.id;

/** A subscription without any id is still billed again: each of its orders then stands for itself. */
export const isRecurring = (order: Order): boolean => subscriptionIdOf(order) !== undefined || order.Subscription !== undefined;

export const productOf = (id: string | undefined): ProductRef | undefined => (id === undefined ? undefined : `kiwify/${id}`);

/** A renewal is a new order of the same subscription. */
export const ofCharge = (order: Order, { context }: Heard) => ({
  sale: `kiwify/${subscriptionIdOf(order) ?? order.order_id}`,
  charge: order.order_id,
  product: productOf(order.Product?.product_id),
  person: personAt(order.Customer?.email, context),
});

export const ofSale = (order: Order, heard: Heard) => {
  const { charge: _, ...sale } = ofCharge(order, heard);
  return sale;
};

/** Address and IP of the buyer stay behind: nothing here needs them. */
const personalOfCustomer = ({ email, full_name, first_name, mobile, CPF, cnpj }: Customer = {}): Pick<KeyedFact, 'personal'> =>
  personalOf({ email, name: full_name ?? first_name, phone: mobile, document: CPF ?? cnpj });

/** One fact about an order. `word`: what it says, and a sequence where one order may hear the word again. */
export const told = (order: Order, fact: KeyedFact['fact'], { word, clock }: { word: readonly string[]; clock?: 'ours' }): Reading =>
  facts(defined({ key: keyOf('charge', order.order_id, ...word), fact, ...personalOfCustomer(order.Customer), clock }));
