import { exampleValues } from '../examples.js';
import { completedBody, type Completion } from '../shared/completion.js';
import { changedBody, context, deliveryOf, factsIn, jsonDelivery, NOW, type Body } from '../shared/given.js';
import type { ExampleValues, KeyedFact, Reading } from '../source.js';
import { examples } from './examples.js';
import { read } from './read.js';

/* The tests' hands: an example with something changed, and what is read from it. */

export { NOW, waits, type Body } from '../shared/given.js';
export const VALUES = exampleValues({ sale: 'sub_1', charge: 'pay_1', product: 'link1', offer: 'ref1' }, NOW);
export const AT = NOW.toISOString();

export type Name = keyof typeof examples;

/** An example with its fields at these dotted places set to something else; undefined takes them away. */
export const bodyOf = (name: Name, changes: Body = {}, values: ExampleValues = VALUES): Body => changedBody(examples[name].body(values), changes);

export const reading = (name: Name, changes: Body = {}): Reading => read(jsonDelivery(bodyOf(name, changes)), context);
export const saidIn = (name: Name, changes: Body = {}): readonly KeyedFact[] => factsIn(reading(name, changes));
export const factOf = (name: Name, changes: Body = {}): KeyedFact | undefined => saidIn(name, changes)[0];
export const dataOf = (name: Name, changes: Body = {}): unknown => factOf(name, changes)?.fact.data;

/** The same event once more, with what somebody answered. */
export const completed = (name: Name, completion: Completion, changes: Body = {}): Reading => {
  const body = completedBody(Buffer.from(JSON.stringify(bodyOf(name, changes))), completion);
  return read(deliveryOf(body ?? Buffer.alloc(0)), context);
};
