import { exampleValues } from '../examples.js';
import { changedBody, context, factsIn, jsonDelivery, NOW, type Body } from '../shared/given.js';
import type { ExampleValues, KeyedFact, Reading } from '../source.js';
import { examples } from './examples.js';
import { read } from './read.js';

/* The tests' hands: an example with something changed, and what is read from it. */

export { context, NOW, waits, type Body } from '../shared/given.js';
export const VALUES = exampleValues(
  { sale: 'S1', charge: 'O1', product: '77', plan: '5', email: ' Bia@Example.com ', name: 'Bia Souza', paidUntil: '2026-12-20T03:00:00.000Z' },
  NOW,
);
export const PERSON = 'key of bia@example.com';
/** When `jsonDelivery` arrives; other than the time inside, so that a test sees which one was taken. */
export const HEARD_AT = '2026-11-20T12:34:56.789Z';

export type Name = keyof typeof examples;

/** An example with its fields at these dotted places set to something else; undefined takes them away. */
export const bodyOf = (name: Name, changes: Body = {}, values: ExampleValues = VALUES): Body => changedBody(examples[name].body(values), changes);

export const readBody = (body: unknown, using = context): Reading => read(jsonDelivery(body, { receivedAt: HEARD_AT }), using);
export const reading = (name: Name, changes: Body = {}): Reading => readBody(bodyOf(name, changes));

export const factOf = (name: Name, changes: Body = {}): KeyedFact | undefined => factsIn(reading(name, changes))[0];
export const dataOf = (name: Name, changes: Body = {}): unknown => factOf(name, changes)?.fact.data;
