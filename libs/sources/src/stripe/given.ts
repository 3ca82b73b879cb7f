import { exampleValues } from '../examples.js';
import { completedBody, type Completion } from '../shared/completion.js';
import { changedBody, context, deliveryOf, factsIn, jsonDelivery, NOW, type Body } from '../shared/given.js';
import type { ExampleValues, KeyedFact, Reading } from '../source.js';
import { examples } from './examples.js';
import { read } from './read.js';

/* The tests' hands: an example with something changed, and what is read from it. */

export { context, factsIn, NOW, waits, type Body } from '../shared/given.js';
export const VALUES = exampleValues(
  {
    id: 'evt_1',
    sale: 'sub_1',
    charge: 'pay_1',
    product: 'prod_1',
    plan: 'price_1',
    email: ' Bia@Example.com ',
    name: 'Bia Souza',
    paidUntil: '2026-12-20T03:00:00.000Z',
  },
  NOW,
);
export const PERSON = 'key of bia@example.com';
export const ASKS_CUSTOMER = { of: 'stripe.customer', id: 'cus_sub_1' };
/** Unix seconds, as Stripe writes times. */
export const unix = (at: string): number => Date.parse(at) / 1_000;

export type Name = keyof typeof examples;

/** An example with its fields at these places, inside its object, set to something else; undefined takes them away. */
export const bodyOf = (name: Name, changes: Body = {}, values: ExampleValues = VALUES): Body =>
  changedBody(examples[name].body(values), Object.fromEntries(Object.entries(changes).map(([path, value]) => [`data.object.${path}`, value])));

export const readBody = (body: unknown, using = context): Reading => read(jsonDelivery(body), using);
export const reading = (name: Name, changes: Body = {}): Reading => readBody(bodyOf(name, changes));

/** The same, and an answer came. */
export const answeredReading = (name: Name, answer: Omit<Completion, 'by'>, changes: Body = {}): Reading => {
  const body = completedBody(Buffer.from(JSON.stringify(bodyOf(name, changes))), { by: 'look-up', ...answer });
  return read(deliveryOf(body ?? Buffer.alloc(0)), context);
};

export const factOf = (name: Name, changes: Body = {}): KeyedFact | undefined => factsIn(reading(name, changes))[0];
export const dataOf = (name: Name, changes: Body = {}): unknown => factOf(name, changes)?.fact.data;
export const typesIn = (read: Reading): readonly string[] => factsIn(read).map(({ fact }) => fact.type);

/** An update of a running subscription, in the shape since Basil, with this changed, and what it says was before. */
export const updated = (changes: Body, before: unknown = {}): Reading =>
  readBody(
    changedBody(bodyOf('customer-subscription-updated-cancelled-basil', { cancel_at: null, ...changes }), { 'data.previous_attributes': before }),
  );
